// Files and decides cases through the API, for journeys that look at what comes afterwards.
import assert from 'node:assert/strict'
import { upload } from './files.mjs'
import { token, tokens } from './server.mjs'

// The answers of two restaurants: one that four departments' items belong to, and the smallest.
export const regular = { catering_size: 'regular', venue_area: 320, fire_route: 'ordinary', sells_raw_food: false, wants_sign: true }
export const small = { catering_size: 'small', venue_area: 45, wants_sign: false }

const fields = {
  contact_phone: '13800138000', truth_promise: true, staff_count: '6', dishes: '热菜、面食', opening_date: '2026-12-20', sign_size: '长3米，宽0.8米'
}

// The items whose place is inspected before they are decided.
const inspected = ['food_licence.new', 'fire_check.ordinary']

export class Filing {
  may = {} // bearer tokens by who holds them
  applicant = 'zhang_lichun' // who files
  fields = fields // what the form asks, by key
  constructor (server, photo) { Object.assign(this, { server, photo }) }

  // open lets the applicant and these members of staff call the API.
  static async open (browser, server, ...logins) {
    const photo = new Uint8Array((await upload(browser, 'jpeg', '材料')).buffer)
    const filing = new this(server, photo)
    filing.may.applicant = token(server.data, '--demo', filing.applicant)
    if (logins.length > 0) tokens(server.data, '--staff', logins.join()).forEach((secret, n) => { filing.may[logins[n]] = secret })
    return filing
  }

  // token lets somebody more call the API: who is ['--demo', person] or ['--staff', login].
  token (...who) { return token(this.server.data, ...who) }

  begin (answers) {
    return this.api('applicant', 'POST', '/drafts', { scenario: 'restaurant', area: 'zhifu', applicant: 'owner', answers })
  }

  // fillIn begins a restaurant and writes its form; papers are not handed in yet.
  async fillIn (answers) {
    let draft = await this.begin(answers)
    for (const section of draft.plan.form.sections) {
      const asked = section.fields.filter(f => f.disposition === 'asked' && !f.in_guide).map(f => f.key)
      if (asked.length === 0) continue
      const values = Object.fromEntries(asked.map(k => [k, this.fields[k]]))
      draft = await this.api('applicant', 'PUT', `/drafts/${draft.id}/sections/${section.key}`, { version: draft.version, values })
    }
    return draft
  }

  // handInAll hands in a picture for every paper that is left, and answers the draft.
  async handInAll (id) {
    const { plan } = await this.api('applicant', 'GET', `/drafts/${id}`)
    for (const m of plan.materials.filter(m => m.disposition === 'upload')) {
      await this.api('applicant', 'POST', `/drafts/${id}/materials/${m.key}/papers`, this.photo)
    }
    return this.api('applicant', 'GET', `/drafts/${id}`)
  }

  // file submits a restaurant and answers its number.
  async file (answers) {
    const { id } = await this.fillIn(answers)
    const { check } = await this.handInAll(id)
    assert.ok(check.ready, JSON.stringify(check.open_points))
    const agreed = { review_hash: check.review_hash, declared: true, order_agreed: check.order_to_agree }
    return (await this.api('applicant', 'POST', `/drafts/${id}/submit`, agreed, id)).no
  }

  // decide takes an item from receipt to decision: how is grant or refuse.
  async decide (no, department, slot, how = 'grant') {
    await this.act(department, no, slot, 'accept')
    await this.visit(no, department, slot)
    const refusal = how === 'refuse' ? { reason: '疏散通道宽度不足', grounds: '消防法第十五条' } : {}
    await this.act(department, no, slot, `propose-${how}`, { opinion: '见核查记录', ...refusal })
    await this.act(`${department}.sign`, no, slot, how)
  }

  // visit lets two officers inspect the place today and find nothing wrong, where an item is inspected.
  async visit (no, department, slot) {
    if (!inspected.includes(slot)) return
    const officers = []
    for (const login of [department, `${department}.sign`]) officers.push((await this.api(login, 'GET', '/me')).id)
    const { item } = await this.api(department, 'GET', `/cases/${no}/items/${slot}/file`) // accepted today
    await this.act(department, no, slot, 'schedule-visit', { on: item.accepted, time: '09:30', place: '示例路18号', officers })
    await this.act(department, no, slot, 'visit-pass', { second: officers[1], record: '现场与图纸一致。' })
  }

  async act (login, no, slot, verb, body = {}) {
    const at = `/cases/${no}/items/${slot}`
    const { item } = await this.api(login, 'GET', `${at}/file`)
    return this.api(login, 'POST', `${at}/${verb}`, { seen_version: item.version, ...body })
  }

  async api (who, method, path, body, key) {
    const paper = body instanceof Uint8Array
    const headers = { authorization: `Bearer ${this.may[who]}`, 'content-type': paper ? 'application/octet-stream' : 'application/json' }
    if (paper) headers['content-disposition'] = 'attachment; filename="photo.jpg"'
    if (key) headers['idempotency-key'] = key
    const r = await fetch(`${this.server.base}/api/v1${path}`, { method, headers, body: paper ? body : body && JSON.stringify(body) })
    const text = await r.text()
    assert.ok(r.ok, `${who} ${method} ${path}: ${r.status} ${text}`)
    return JSON.parse(text)
  }
}

// Driving files the licence of a driver, which a programme checks against registers.
export class Driving extends Filing {
  applicant = 'li_guyu'
  fields = { ...this.fields, driving_licence_number: '370600012345', driver_name: '示例', driver_id_number: '370699199010230088' }
  begin (answers) { return this.api('applicant', 'POST', '/drafts', { scenario: 'ride_driver', area: 'zhifu', applicant: 'driver', answers }) }
}
