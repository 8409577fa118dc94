// A restaurant of 320 square metres, filed on a phone, decided by three departments: one asks for a supplement and then
// refuses, the others grant and deliver. Then the same answers through the API alone: the same item cases.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { join } from 'node:path'
import { upload } from '../files.mjs'
import { Hand, act, atDesk, inspect, itemAt, signIn } from '../hand.mjs'
import { launch, shoot } from '../lib.mjs'
import { look } from '../look.mjs'
import { drop, folder, start, token } from '../server.mjs'

const answers = { catering_size: 'regular', venue_area: '320', fire_route: 'ordinary', sells_raw_food: 'no', wants_sign: 'yes' }
const fields = {
  contact_phone: '13800138000', truth_promise: true, staff_count: '6', dishes: '热菜、凉菜、面食', opening_date: '2026-12-20',
  sign_size: '长3米，宽0.8米'
}
const next = 'main .lx-go button.govuk-button'
const slots = ['fire_check.ordinary', 'food_licence.new', 'licence_check.verify', 'sign_board.set']
const pictures = process.env.LIANBAN_DOCS_IMG === '1' ? join(import.meta.dirname, '../../docs/img') : ''

let server, browser, phone, no, bearer, atReceipt
const data = folder()

before(async () => {
  server = await start({ data })
  bearer = token(data, '--demo', 'zhang_lichun')
  browser = await launch()
  phone = await Hand.open(browser, server.base)
})
after(async () => {
  await browser?.close()
  await server?.stop()
  drop(data)
})

const sound = (hand, options) => look(hand.page, options)

test('filed on a phone', async t => {
  await phone.go('/')
  await sound(phone)
  if (pictures) await shoot(phone.page, join(pictures, 'home-phone.png'))
  await phone.fill('input[name=q]', '开饭店')
  await phone.press('main button[type=submit] >> nth=0')
  await phone.press('main a:has-text("开办餐饮店") >> nth=0')
  for (const [name, value] of Object.entries(answers)) await phone.answer(name, value)
  assert.match(await phone.text(), /11 个工作日/)
  await sound(phone)
  await phone.press('#dock button')
  await signIn(phone, 'zhang_lichun')
  await phone.press('#dock button')
  await sound(phone)
  await phone.press('button[name=company][value="91370699MA00LB0289"]') // he acts for two
  for (let pages = 0; !/\/materials$/.test(new URL(phone.page.url()).pathname); pages++) {
    assert.ok(pages < 8, `the form does not end: ${phone.page.url()}`)
    await sound(phone)
    await phone.write(fields)
    await phone.press(next)
  }
  const kinds = ['jpeg', 'pdf']
  for (let n = 0; ; n++) {
    assert.ok(n < 20, 'the list of papers does not get shorter')
    const form = phone.page.locator('.lx-hand:not(.is-done) form:has(input[type=file])').first()
    if (!await form.count()) break
    await phone.handIn(form, await upload(browser, kinds[n % 2], `材料${n}`))
  }
  await sound(phone)
  await phone.press(next)
  await sound(phone)
  await phone.press(next) // results stay in the account
  await sound(phone)
  for (const box of await phone.page.locator('main input[type=checkbox]').all()) await phone.tick(box)
  await phone.press(next)
  no = phone.page.url().match(/\/cases\/([^/]+)\/receipt$/)?.[1]
  assert.ok(no, `no receipt: ${phone.page.url()}`)
  atReceipt = await items()
  await sound(phone)
  phone.fine()
  t.diagnostic(`restaurant on a phone, from the home page to the receipt: ${phone.clicks} clicks, ${phone.fields} fields filled`)
})

test('three departments decide: one supplement, one refusal', async () => {
  const desk = {}
  for (const login of ['market', 'market.sign', 'fire', 'fire.sign', 'urban', 'urban.sign']) {
    desk[login] = await atDesk(browser, server.base, login)
  }
  const grant = async (login, slot) => {
    await act(desk[login], no, slot, 'accept')
    await act(desk[login], no, slot, 'propose-grant', { opinion: '材料齐全，符合规定。' })
    await act(desk[`${login}.sign`], no, slot, 'grant')
  }
  await sound(desk.market, { least: 16 })
  await grant('market', 'licence_check.verify') // releases the other three
  await act(desk.market, no, 'food_licence.new', 'accept')
  await grant('urban', 'sign_board.set')

  await desk.fire.go(itemAt(no, 'fire_check.ordinary') + '/request-supplement')
  await sound(desk.fire, { least: 16 })
  await desk.fire.tick('main input[name=pick][value="m.fire_plan"]')
  await desk.fire.fill('main [name="reason-m.fire_plan"]', '没有标出疏散通道宽度，请标注后重新上传。')
  await desk.fire.fill('main [name="rule-m.fire_plan"]', '消防法第十五条')
  await desk.fire.press('main form.kx-form button[type=submit]')

  await phone.go(`/cases/${no}`)
  await sound(phone)
  assert.match(await phone.text(), /没有标出疏散通道宽度/)
  if (pictures) {
    const wide = await Hand.open(browser, server.base, { size: 'desktop' })
    await wide.page.context().addCookies(await phone.page.context().cookies())
    await wide.go(`/cases/${no}`)
    await shoot(wide.page, join(pictures, 'tracking-desktop.png'))
    await desk.market.go('/officer/worklist')
    await shoot(desk.market.page, join(pictures, 'worklist-desktop.png'))
    await desk.fire.go(itemAt(no, 'fire_check.ordinary'))
    await shoot(desk.fire.page, join(pictures, 'case-desktop.png'))
  }
  await phone.press('main a:has-text("现在补充")')
  await sound(phone)
  await phone.handIn(phone.page.locator('main form:has(input[type=file])').first(), await upload(browser, 'jpeg', '疏散平面图'))
  await phone.press('main .lx-go button.govuk-button, main form button.govuk-button:not(.govuk-button--secondary) >> nth=-1')

  await act(desk.fire, no, 'fire_check.ordinary', 'accept')
  await inspect(desk.market, no, 'food_licence.new') // both departments go at once: one passes, one does not
  await inspect(desk.fire, no, 'fire_check.ordinary', 'visit-fail', { record: '疏散通道宽度不足。' })
  await act(desk.fire, no, 'fire_check.ordinary', 'propose-refuse', { opinion: '现场不符。', reason: '疏散通道宽度不足。', grounds: '消防法第十五条' })
  await desk.fire.go(itemAt(no, 'fire_check.ordinary') + '/refuse')
  assert.match(await desk.fire.text(), /不能审核或签发自己提出的意见/)
  assert.equal(await desk.fire.page.locator('main form.kx-form button[type=submit]').count(), 0, 'who proposed does not sign')
  await act(desk['fire.sign'], no, 'fire_check.ordinary', 'refuse')
  assert.equal((await items())['food_licence.new'], 'accepted', 'the other departments go on')
  await soonerResults()
  await act(desk.market, no, 'food_licence.new', 'propose-grant', { opinion: '材料齐全，符合规定。' })
  await act(desk['market.sign'], no, 'food_licence.new', 'grant')
  for (const hand of Object.values(desk)) hand.fine(403) // the page that would not let the proposer sign
  for (const hand of Object.values(desk)) await hand.close()
})

test('the applicant reads the refusal and takes the results', async () => {
  await phone.go(`/cases/${no}/items/fire_check.ordinary`)
  await sound(phone)
  const words = await phone.text()
  for (const part of ['疏散通道宽度不足', '消防法第十五条', '行政复议', '行政诉讼']) assert.ok(words.includes(part), `${part} is missing: ${words}`)
  await phone.go(`/cases/${no}/results`)
  await sound(phone)
  await takeAll()
  assert.deepEqual(await items(), {
    'fire_check.ordinary': 'refused', 'food_licence.new': 'delivered', 'licence_check.verify': 'delivered', 'sign_board.set': 'delivered'
  })
})

test('every paper can be downloaded and checked', async t => {
  await phone.go(`/cases/${no}/results`)
  const links = await phone.page.$$eval('main a[href$="/pdf"]', all => all.map(a => a.getAttribute('href')))
  const { documents } = await api('GET', `/cases/${no}/documents`)
  assert.deepEqual(links.sort(), documents.map(d => `/documents/${d.id}/pdf`).sort(), 'the page offers every paper')
  for (const link of links) {
    const r = await phone.page.request.get(link)
    assert.equal(r.headers()['content-type'], 'application/pdf', link)
    assert.equal((await r.body()).subarray(0, 5).toString(), '%PDF-', link)
  }
  await checked(documents[0])
  phone.fine()
  t.diagnostic(`the applicant's whole way: ${phone.clicks} clicks, ${phone.fields} fields filled; ${links.length} papers as PDF`)
})

test('the API alone gives the same item cases', async () => {
  let draft = await api('POST', '/drafts', { scenario: 'restaurant', area: 'zhifu', applicant: 'owner', answers })
  for (const section of draft.plan.form.sections) {
    const asked = section.fields.filter(f => f.disposition === 'asked' && !f.in_guide)
    if (!asked.length) continue
    const values = Object.fromEntries(asked.map(f => [f.key, fields[f.key]]))
    await api('PUT', `/drafts/${draft.id}/sections/${section.key}`, { values })
  }
  const photo = (await upload(browser, 'jpeg', '材料')).buffer
  for (const m of draft.plan.materials.filter(m => m.disposition === 'upload')) await api('POST', `/drafts/${draft.id}/materials/${m.key}/papers`, photo)
  draft = await api('GET', `/drafts/${draft.id}`)
  assert.ok(draft.check.ready, JSON.stringify(draft.check.open_points))
  const made = await api('POST', `/drafts/${draft.id}/submit`, { review_hash: draft.check.review_hash, declared: true, order_agreed: true }, 'journey')
  const filed = await api('GET', `/cases/${made.no}`)
  assert.deepEqual(filed.items.map(i => i.slot).sort(), slots)
  const first = await api('GET', `/cases/${no}`)
  const shape = c => c.items.map(i => [i.slot, i.department, i.name].join(' ')).sort()
  assert.deepEqual(shape(filed), shape(first), 'the same item cases as through the browser')
  assert.deepEqual(Object.fromEntries(filed.items.map(i => [i.slot, i.state])), atReceipt, 'in the same states at receipt')
})

const items = async () => Object.fromEntries((await api('GET', `/cases/${no}`)).items.map(i => [i.slot, i.state]))

// soonerResults: results wait for the joint conclusion; the applicant asks for them now, and takes what is there.
async function soonerResults () {
  await phone.go(`/cases/${no}/results`)
  await sound(phone)
  assert.equal((await items())['sign_board.set'], 'granted', 'the decision is made, its paper is withheld')
  await phone.press('main form[action$="/ask-early-delivery"] button')
  await sound(phone)
  await takeAll()
  assert.equal((await items())['sign_board.set'], 'delivered')
}

async function takeAll () {
  const take = phone.page.locator('main form[action$="/deliver"] button')
  for (let left = await take.count(); left > 0; left--) await phone.press(take.first())
  assert.equal(await take.count(), 0)
}

// checked: the number and code of a paper are confirmed to anybody; a wrong code is not, and says no more than a wrong number.
async function checked (paper) {
  const text = await phone.go(`/documents/${paper.id}`).then(() => phone.text())
  const code = /查验码 ([0-9A-Z]{4} [0-9A-Z]{4})/.exec(text)?.[1]
  assert.ok(code, `the paper shows its code: ${text}`)
  const anybody = await Hand.open(browser, server.base, { js: false })
  const other = code.replace(/.$/, last => last === 'A' ? 'B' : 'A')
  for (const [number, tried, words] of [[paper.no, code, /真/], [paper.no, other, /没有查到/], [`${paper.no}9`, code, /没有查到/]]) {
    await anybody.go('/verify')
    await anybody.fill('input[name=no]', number)
    await anybody.fill('input[name=code]', tried)
    await anybody.press('main form button[type=submit]')
    assert.match(await anybody.text(), words, `${number} ${tried}`)
  }
  await anybody.close()
}

async function api (method, path, body, key) {
  const file = body instanceof Uint8Array
  const headers = { authorization: `Bearer ${bearer}` }
  if (body) headers['content-type'] = file ? 'application/octet-stream' : 'application/json'
  if (file) headers['content-disposition'] = 'attachment; filename="photo.jpg"'
  if (key) headers['idempotency-key'] = key
  const r = await fetch(`${server.base}/api/v1${path}`, { method, headers, body: file ? body : body && JSON.stringify(body) })
  const text = await r.text()
  assert.ok(r.ok, `${method} ${path}: ${r.status} ${text}`)
  return text ? JSON.parse(text) : null
}
