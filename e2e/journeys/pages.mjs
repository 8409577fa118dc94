// Every page kind of both doors, on the phone, on a desk and with large text: the status that it should have, no axe
// violation, no sideways scroll, no control too small to hit, no text missing, nothing wrong in the console.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { upload } from '../files.mjs'
import { Hand, atDesk, itemAt, signIn } from '../hand.mjs'
import { axe, launch, overflow, tiny } from '../lib.mjs'
import { drop, folder, start, token } from '../server.mjs'

const data = folder()
const restaurant = { catering_size: 'regular', venue_area: '320', fire_route: 'ordinary', sells_raw_food: 'no', wants_sign: 'yes' }
const fields = {
  contact_phone: '13800138000', truth_promise: true, staff_count: '6', dishes: '热菜、面食', opening_date: '2026-12-20', sign_size: '长3米，宽0.8米'
}
const logins = ['market', 'market.sign', 'fire', 'fire.sign', 'urban', 'urban.sign']
const sizes = [{ size: 'phone' }, { size: 'desktop' }, { size: 'phone', large: true }]

let server, browser, photo, draft
const may = {} // bearer tokens
const cases = {} // numbers: sample (a supplement is wanted), mixed (one refused, one to sign, one withheld), done, fresh
let looked = 0
let violations = 0

before(async () => {
  server = await start({ data })
  may.applicant = token(data, '--demo', 'zhang_lichun')
  for (const login of logins) may[login] = token(data, '--staff', login)
  browser = await launch()
  photo = new Uint8Array((await upload(browser, 'jpeg', '材料')).buffer)
  cases.sample = (await api('applicant', 'GET', '/cases')).cases.at(-1).no
  draft = (await begin(restaurant)).id
  await prepareMixed()
  await prepareDone()
  cases.fresh = await file({ catering_size: 'small', venue_area: 45, wants_sign: false })
})
after(async () => {
  await browser?.close()
  await server?.stop()
  drop(data)
})

for (const options of sizes) {
  const label = options.large ? 'phone, large text' : options.size
  test(`portal, signed out: ${label}`, async () => {
    await walk(await open(options), 44, [
      '/', '/scenarios', '/scenarios?audience=person', '/stages/yantai_2024/entry', '/stages/yantai_2024/education', '/search?q=开饭店', '/search?q=zzzz',
      '/scenarios/restaurant', '/scenarios/newborn', '/scenarios/sea_use', '/scenarios/school', '/scenarios/transport', '/scenarios/restaurant/checklist', '/scenarios/restaurant/guide',
      '/login', '/menu', '/sitemap', '/accessibility', '/privacy', '/about-demo', '/verify', '/api/', '/api/nouns/drafts', '/api/types', '/api/types/Draft', '/api/codes',
      ['/verify?no=370602-20260929-00001-1-00R1&code=00000000', 200], ['/nowhere', 404], ['/scenarios/nothing', 404]
    ])
  })

  test(`portal, plans: ${label}`, async () => {
    const hand = await open(options)
    await hand.go('/scenarios/newborn')
    await hand.answer('born_in_province', 'no')
    assert.match(await hand.text(), /出生医学证明要到出生地/, 'the scenario stops')
    await look(hand, 44)
    await hand.go('/scenarios/restaurant')
    await hand.fill('#guide [name=venue_area]', '三百') // cannot be used, so the address stays
    await hand.page.locator('#guide [name=venue_area]').blur()
    await hand.page.waitForSelector('#guide .govuk-error-message')
    await look(hand, 44)
    for (const name of ['venue_area', 'catering_size', 'fire_route', 'sells_raw_food', 'wants_sign']) await hand.answer(name, restaurant[name])
    const at = new URL(hand.page.url())
    await walk(hand, 44, ['', '/items/food_licence.new', '/materials/floor_plan', '/checklist', '/guide'].map(tail => at.pathname + tail + at.search)
      .concat(`${at.pathname}${at.search}&print=1`), 422)
  })

  test(`portal, signed in: ${label}`, async () => {
    const hand = await open(options)
    await hand.go('/login')
    await hand.press('button[name=person][value=zhao_xiaohan]')
    assert.match(await hand.page.title(), /^错误/, 'nobody signs in without the notice')
    await look(hand, 44)
    await signIn(hand, 'zhang_lichun')
    await hand.go(`/drafts/${draft}/premises`)
    await hand.press('main .lx-go button.govuk-button')
    assert.match(await hand.page.title(), /^错误/)
    await look(hand, 44)
    await hand.go('/scenarios/restaurant')
    for (const [name, value] of Object.entries(restaurant)) await hand.answer(name, value)
    await hand.press('form[action="/drafts/start"] button:visible >> nth=0')
    assert.match(await hand.text('h1'), /替哪一家办/)
    await look(hand, 44)
    const at = name => `/cases/${cases[name]}`
    await walk(hand, 44, [
      '/', '/drafts', `/drafts/${draft}/applicant`, `/drafts/${draft}/company`, `/drafts/${draft}/company?wrong=1`, `/drafts/${draft}/premises`,
      `/drafts/${draft}/materials`, `/drafts/${draft}/check`, `/drafts/${draft}/discard`, '/cases', '/me', '/me/messages', '/me/messages/settings', '/demo/messages', '/me/reads',
      at('sample'), `${at('sample')}?print=1`, `${at('sample')}/receipt`, `${at('sample')}/journal`, `${at('sample')}/withdraw`,
      `${at('sample')}/supplements/fire_check.ordinary`, `${at('sample')}/items/food_licence.new`, `${at('sample')}/items/food_licence.new/clock`,
      `${at('sample')}/items/food_licence.new/withdraw`, `${at('sample')}/items/fire_check.ordinary`, at('mixed'), `${at('mixed')}/results`,
      `${at('mixed')}/items/fire_check.ordinary`, at('done'), `${at('done')}/results`, at('fresh'), await paper('done'),
      ['/cases/370602-20260101-00001-9', 404], [`${at('fresh')}/items/small_catering.new/clock`, 404]
    ], 404, 422)
  })

  test(`desk: ${label}`, async () => {
    const [sample, mixed, fresh] = ['sample', 'mixed', 'fresh'].map(name => slot => itemAt(cases[name], slot))
    for (const [login, paths] of Object.entries({
      '': ['/officer/login'],
      market: ['/officer/worklist', '/officer/worklist?state=accepted', '/officer/worklist?print=1', sample('food_licence.new'),
        '/officer/visits', '/officer/requests', [`${sample('food_licence.new')}/propose-grant`, 409], // the visit comes first
        ...acts(sample('food_licence.new'), 'schedule-visit', 'ask-clarification', 'propose-refuse', 'clock', 'journal'), `${fresh('licence_check.verify')}/previews/accept`, fresh('licence_check.verify'),
        ...acts(fresh('licence_check.verify'), 'accept', 'request-supplement', 'decline', 'return-to-right-body', 'declare-not-needed'),
        [`${mixed('food_licence.new')}/grant`, 403], ['/officer/nowhere', 404], [mixed('fire_check.ordinary'), 404]],
      'market.sign': [mixed('food_licence.new'), ...acts(mixed('food_licence.new'), 'grant', 'send-back'), [`${mixed('food_licence.new')}/review`, 409]],
      fire: ['/officer/worklist', sample('fire_check.ordinary'), mixed('fire_check.ordinary')],
      approval: ['/officer/worklist'], // nothing to do
      leader: ['/officer/worklist', sample('food_licence.new')] // reads only
    })) {
      const hand = login ? await atDesk(browser, server.base, login) : await Hand.open(browser, server.base)
      await resize(hand, options)
      await walk(hand, 16, paths, 403, 404, 409) // rows are dense; axe checks the space around
    }
  })
}

test('the count', t => {
  t.diagnostic(`${looked} pages looked at, ${violations} axe violations`)
  assert.ok(looked > 200)
})

const acts = (at, ...names) => names.map(name => `${at}/${name}`)

// open opens the portal at one of the sizes.
async function open (options) {
  const hand = await Hand.open(browser, server.base, options)
  await resize(hand, options)
  return hand
}

async function resize (hand, { size, large }) {
  await hand.page.setViewportSize(size === 'phone' ? { width: 390, height: 844 } : { width: 1440, height: 900 })
  if (large) await hand.page.context().addCookies([{ name: 'size', value: 'large', url: server.base }])
}

// walk looks at pages: an address, or an address with the status that it should have. expected are the statuses for
// which the console may have a line.
async function walk (hand, least, paths, ...expected) {
  for (const path of paths) {
    const [at, status] = Array.isArray(path) ? path : [path, 200]
    assert.equal((await hand.go(at)).status(), status, at)
    await look(hand, least)
  }
  hand.fine(404, ...expected)
  await hand.close()
}

// unfilled are texts that are missing or not filled in. Addresses of the API have braces of their own.
function unfilled (url) {
  return new URL(url).pathname.startsWith('/api/') ? /\[[a-z]+\.[a-z_.]+\]|%!\w|<nil>/g : /\[[a-z]+\.[a-z_.]+\]|%!\w|<nil>|\{[a-z_]+\}/g
}

// look says everything that is wrong with the page that is open.
async function look (hand, least) {
  looked++
  const found = await axe(hand.page)
  violations += found.length
  const wrong = [...found, await overflow(hand.page), ...(await tiny(hand.page, least)).filter(s => !s.includes('visually-hidden')),
    ...(await hand.text('body')).match(unfilled(hand.page.url())) ?? []].filter(Boolean)
  assert.deepEqual(wrong, [], `${hand.page.url()} at ${hand.page.viewportSize().width}`)
}

// paper is the page of the first official paper of a case.
async function paper (name) {
  return `/documents/${(await api('applicant', 'GET', `/cases/${cases[name]}/documents`)).documents[0].id}`
}

// prepareMixed: the licence is checked, the fire check is refused, the sign is granted and withheld, food waits for its signature.
async function prepareMixed () {
  const no = cases.mixed = await file(restaurant)
  await decide(no, 'market', 'licence_check.verify')
  await decide(no, 'fire', 'fire_check.ordinary', 'refuse')
  await decide(no, 'urban', 'sign_board.set')
  await deed('market', no, 'food_licence.new', 'accept')
  const { item } = await api('market', 'GET', `/cases/${no}/items/food_licence.new/file`)
  const officers = [(await api('market', 'GET', '/me')).id, (await api('market.sign', 'GET', '/me')).id]
  await deed('market', no, 'food_licence.new', 'schedule-visit', { on: item.accepted, time: '09:30', place: '示例路18号', officers })
  await deed('market', no, 'food_licence.new', 'visit-pass', { second: officers[1], record: '现场与图纸一致。' })
  await deed('market', no, 'food_licence.new', 'propose-grant', { opinion: '符合条件' })
}

// prepareDone: a small one, granted whole; its results are there to be taken.
async function prepareDone () {
  const no = cases.done = await file({ catering_size: 'small', venue_area: 45, wants_sign: false })
  await decide(no, 'market', 'licence_check.verify')
  await decide(no, 'market', 'small_catering.new')
}

async function decide (no, department, slot, how = 'grant') {
  await deed(department, no, slot, 'accept')
  await deed(department, no, slot, `propose-${how}`, { opinion: '见核查记录', ...(how === 'refuse' && { reason: '疏散通道宽度不足', grounds: '消防法第十五条' }) })
  await deed(`${department}.sign`, no, slot, how)
}

async function deed (login, no, slot, verb, body = {}) {
  const at = `/cases/${no}/items/${slot}`
  const { item } = await api(login, 'GET', `${at}/file`)
  return api(login, 'POST', `${at}/${verb}`, { seen_version: item.version, ...body })
}

const begin = answers => api('applicant', 'POST', '/drafts', {
  scenario: 'restaurant', area: 'zhifu', applicant: 'owner',
  answers: { ...answers, wants_sign: [true, 'yes'].includes(answers.wants_sign), ...(answers.sells_raw_food && { sells_raw_food: false }) }
})

async function file (answers) {
  let d = await begin(answers)
  for (const section of d.plan.form.sections) {
    const asked = section.fields.filter(f => f.disposition === 'asked' && !f.in_guide).map(f => f.key)
    if (asked.length > 0) d = await api('applicant', 'PUT', `/drafts/${d.id}/sections/${section.key}`, { version: d.version, values: Object.fromEntries(asked.map(k => [k, fields[k]])) })
  }
  for (const m of d.plan.materials.filter(m => m.disposition === 'upload')) await api('applicant', 'POST', `/drafts/${d.id}/materials/${m.key}/papers`, photo)
  const { check } = await api('applicant', 'GET', `/drafts/${d.id}`)
  assert.ok(check.ready, JSON.stringify(check.open_points))
  return (await api('applicant', 'POST', `/drafts/${d.id}/submit`, { review_hash: check.review_hash, declared: true, order_agreed: check.order_to_agree }, d.id)).no
}

async function api (who, method, path, body, key) {
  const file = body instanceof Uint8Array
  const headers = { authorization: `Bearer ${may[who]}`, 'content-type': file ? 'application/octet-stream' : 'application/json' }
  if (file) headers['content-disposition'] = 'attachment; filename="photo.jpg"'
  if (key) headers['idempotency-key'] = key
  const r = await fetch(`${server.base}/api/v1${path}`, { method, headers, body: file ? body : body && JSON.stringify(body) })
  const text = await r.text()
  assert.ok(r.ok, `${who} ${method} ${path}: ${r.status} ${text}`)
  return JSON.parse(text)
}
