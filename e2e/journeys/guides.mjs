// The pictures of the guides in docs/guides: the sample city is played through the pages that they show, every page is
// looked at, and the guides may show no other picture. LIANBAN_DOCS_IMG=1 (make guides) photographs them anew.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Filing, regular, small } from '../filing.mjs'
import { Hand, atDesk, atDoor, itemAt, signIn } from '../hand.mjs'
import { launch, overflow } from '../lib.mjs'
import { drop, folder, start } from '../server.mjs'

const guides = join(import.meta.dirname, '../../docs/guides')
const anew = process.env.LIANBAN_DOCS_IMG === '1'
const most = 200 * 1024 // bytes of one picture
const taken = new Set()

let server, browser, filing
const data = folder()
const cases = {} // numbers: sample (a supplement is wanted), mixed (decided by the officers: one refused), shop (papers at the window); draft

before(async () => {
  server = await start({ data })
  browser = await launch()
  filing = await Filing.open(browser, server, 'market', 'market.sign', 'fire', 'fire.sign', 'urban', 'urban.sign')
  cases.sample = (await filing.api('applicant', 'GET', '/cases')).cases.at(-1).no
  cases.draft = (await filing.begin(regular)).id
  cases.mixed = await filing.file(regular)
  await filing.decide(cases.mixed, 'market', 'licence_check.verify')
  cases.shop = await filing.file(small)
})
after(async () => {
  await browser?.close()
  await server?.stop()
  drop(data)
})

// take says that a page has what the picture of that name shows: from its top, or from an element; height is the most
// that is shown. It is photographed only on demand: drawing costs more than the rest of this journey.
async function take (hand, name, { height = 900, from } = {}) {
  assert.equal(await overflow(hand.page), null, hand.page.url())
  assert.ok(!taken.has(name), `${name} is taken twice`)
  const y = from ? Math.max(0, Math.round((await hand.at(from).first().boundingBox()).y + await hand.page.evaluate(() => window.scrollY)) - 16) : 0
  const path = join(guides, 'img', `${name}.png`)
  if (anew) {
    const whole = await hand.page.evaluate(() => document.documentElement.scrollHeight)
    const clip = { x: 0, y, width: hand.page.viewportSize().width, height: Math.min(height, whole - y) }
    await hand.page.screenshot({ path, clip, fullPage: true, animations: 'disabled' })
  }
  assert.ok(statSync(path).size < most, `${name} has ${statSync(path).size} bytes`)
  taken.add(name)
}

// enter opens the desk of a member of staff behind one of the doors.
const enter = (door, login) => atDoor(browser, server.base, door, login)

test('officer and supervisor', async () => {
  const market = await atDesk(browser, server.base, 'market')
  await market.go('/officer/worklist?handler=mine')
  await take(market, 'officer-worklist', { height: 740 })
  await market.go(itemAt(cases.sample, 'food_licence.new'))
  await take(market, 'officer-case', { height: 740 })
  await market.go(`${itemAt(cases.sample, 'food_licence.new')}/clock`)
  await take(market, 'officer-clock')
  market.fine()
  const fire = await atDesk(browser, server.base, 'fire')
  await fire.go(`${itemAt(cases.mixed, 'fire_check.ordinary')}/request-supplement`)
  await fire.tick(fire.page.locator('main input[name=pick]').first())
  await take(fire, 'officer-supplement')
  fire.fine()
  const watch = await enter('supervisor', 'supervisor')
  await watch.go('/supervisor/overdue')
  await watch.press('.kx-empty a')
  await take(watch, 'officer-supervisor', { height: 740 })
  watch.fine()
  await filing.decide(cases.mixed, 'fire', 'fire_check.ordinary', 'refuse')
  await filing.decide(cases.mixed, 'urban', 'sign_board.set')
  await filing.decide(cases.mixed, 'market', 'food_licence.new')
})

test('citizen', async () => {
  const phone = await Hand.open(browser, server.base)
  await phone.go('/')
  await take(phone, 'citizen-home')
  await phone.go('/scenarios/restaurant')
  for (const [name, value] of Object.entries({ venue_area: '320', catering_size: 'regular', fire_route: 'ordinary', sells_raw_food: 'no', wants_sign: 'yes' })) await phone.answer(name, value)
  await take(phone, 'citizen-plan', { height: 1400 })
  await phone.go('/login')
  await signIn(phone, 'zhang_lichun')
  await phone.go(`/drafts/${cases.draft}/company`)
  await take(phone, 'citizen-form', { height: 1000 })
  await phone.go(`/drafts/${cases.draft}/materials`)
  await take(phone, 'citizen-materials', { height: 1000 })
  await phone.go(`/cases/${cases.mixed}/receipt`)
  await take(phone, 'citizen-receipt', { height: 1000 })
  await phone.go(`/cases/${cases.sample}`)
  await take(phone, 'citizen-tracking', { height: 1400 })
  await phone.go(`/cases/${cases.mixed}/results`)
  await take(phone, 'citizen-results', { height: 1000 })
  phone.fine()
  await phone.close()
})

test('clerk: one visitor', async () => {
  const desk = await enter('window', 'window')
  const key = letter => desk.press(desk.page.locator(`[accesskey="${letter}"]`).first())
  await desk.go('/window/intakes/new')
  await desk.page.selectOption('#card', 'zhang_lichun')
  await key('k')
  await desk.fill('#q', '开饭店')
  await desk.led(() => desk.page.keyboard.press('Enter'))
  await desk.choose('thing', 'restaurant')
  await desk.tick('input[name=notice]')
  await take(desk, 'clerk-visitor')
  await key('j')
  for (const [name, value] of Object.entries({ catering_size: 'regular', venue_area: '320', fire_route: 'commitment', sells_raw_food: 'no', wants_sign: 'yes' })) {
    const box = desk.page.locator(`#answers [name="ask-${name}"]`).first()
    await box.waitFor()
    const swapped = desk.page.evaluate(() => new Promise(resolve => document.body.addEventListener('htmx:afterSettle', resolve, { once: true })))
    if (await box.getAttribute('type') === 'radio') await desk.choose(`ask-${name}`, value)
    else {
      await desk.fill(box, value)
      await box.blur()
    }
    await swapped
  }
  const asked = { contact_phone: '13800138000', staff_count: '6', dishes: '热菜、凉菜、面食', 'opening_date.year': '2026', 'opening_date.month': '12', 'opening_date.day': '20', sign_size: '长3米，宽0.8米' }
  for (const [name, value] of Object.entries(asked)) await desk.fill(`#form [name="${name}"]`, value)
  await desk.tick('#form [name=truth_promise]')
  const paper = { name: '材料.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(filing.photo) }
  await desk.page.setInputFiles('#file', paper)
  await desk.press('#scan button:has-text("传上来")')
  await desk.fill('#shelf', 'B-12')
  await desk.press('#scan button:has-text("留存")')
  await take(desk, 'clerk-intake', { height: 740 })
  await take(desk, 'clerk-papers', { from: '#materials', height: 800 })
  await desk.press('#scan button:has-text("用手机拍")')
  const phone = await Hand.open(browser, server.base, { size: 'phone' })
  await phone.go(new URL(await desk.text('.kx-phone__at')).pathname)
  await take(phone, 'clerk-phone')
  await phone.close()
  await desk.press('.kx-back a')
  for (let n = 0; await desk.page.locator('.kx-t--papers .is-here:has-text("待扫描")').count(); n++) {
    assert.ok(n < 12, 'the list of papers does not get shorter')
    await desk.page.setInputFiles('#file', paper)
    await desk.press('#scan button:has-text("传上来")')
  }
  await key('d')
  await take(desk, 'clerk-confirm', { height: 1200 })
  for (const box of await desk.page.locator('main input[type=checkbox]').all()) await desk.tick(box)
  await desk.fill('main input[name=name]', '张立春')
  await desk.press('main button:has-text("我确认")')
  await key('j')
  await take(desk, 'clerk-receipt', { height: 1000 })
  desk.fine()
})

test('clerk: papers and the exit', async () => {
  const desk = await enter('window', 'window')
  for (const name of ['不动产权证书', '经营场所平面图']) {
    await desk.go(`/window/custody/keep?no=${cases.shop}`)
    await desk.fill('main input[name=name]', name)
    await desk.fill('main input[name=shelf]', 'A-03')
    await desk.press('main form button[type=submit]')
  }
  await take(desk, 'clerk-bag')
  await desk.go('/window/batches')
  await desk.press('a[href*="market"].kx-button')
  await desk.press('main form button.govuk-button')
  await take(desk, 'clerk-batch')
  await filing.decide(cases.shop, 'market', 'licence_check.verify')
  await filing.decide(cases.shop, 'market', 'small_catering.new')
  await desk.go('/window/deliveries')
  await desk.fill('main input[name=words]', cases.shop)
  await desk.press('main form.kx-filter button')
  await take(desk, 'clerk-delivery', { height: 1100 })
  desk.fine()
})

test('administrators', async () => {
  const system = await enter('admin', 'admin')
  await system.go('/admin/health')
  await take(system, 'operator-health', { height: 400 })
  await system.go('/admin/staff/new')
  for (const [name, text] of Object.entries({ login: 'lu.ming', name: '路明', title: '市场监管·受理审查岗', reason: '新录用' })) await system.fill(`#main [name="${name}"]`, text)
  for (const [name, slug] of Object.entries({ area: 'zhifu', department: 'market' })) await system.page.locator(`#main [name="${name}"]`).selectOption(slug)
  await system.press('#main button[type=submit]')
  const account = new URL(system.page.url()).pathname
  await take(system, 'administrator-invited')
  await system.go(`${account}/absence`)
  await take(system, 'administrator-absence')
  const security = await enter('admin', 'security')
  await security.go(`${account}/posts`)
  await take(security, 'administrator-posts', { height: 1000 })
  await security.go('/admin/login/password')
  await security.press('#main a[href*="/login/enroll"]')
  await take(security, 'administrator-code', { height: 740 })
  security.fine()
  const auditor = await enter('admin', 'auditor')
  await auditor.go('/admin/audit?of=log')
  await take(auditor, 'administrator-audit')
  auditor.fine()
  await system.go('/admin/banner')
  for (const [name, text] of Object.entries({ text: '10月1日22:00至24:00维护，暂停提交，草稿都在。', until: '2026-10-20 00:00', reason: '升级数据库' })) await system.fill(`#main [name="${name}"]`, text)
  await system.press('#main form[action="/admin/banner"] button')
  await take(system, 'administrator-banner')
  system.fine()
})

test('the guides show these pictures and no others', () => {
  const shown = new Set()
  for (const guide of readdirSync(guides).filter(f => f.endsWith('.md'))) {
    for (const [, path] of readFileSync(join(guides, guide), 'utf8').matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)) shown.add(path)
  }
  const names = [...taken].map(name => `img/${name}.png`).sort()
  assert.deepEqual([...shown].sort(), names, 'what the guides show is what was taken')
  assert.deepEqual(readdirSync(join(guides, 'img')).map(f => `img/${f}`).sort(), names, 'docs/guides/img holds them: make guides')
})
