// A clerk at the comprehensive window takes one visitor from the card to the receipt: a paper from a file, one from a
// telephone, one original kept; the customer confirms on the other screen. Another visitor is parked and resumed.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { upload } from '../files.mjs'
import { Hand } from '../hand.mjs'
import { answer, atWindow, confirm, key, receive } from '../intake.mjs'
import { launch } from '../lib.mjs'
import { look as lookAt } from '../look.mjs'
import { drop, folder, start } from '../server.mjs'

const answers = { catering_size: 'regular', venue_area: '320', fire_route: 'commitment', sells_raw_food: 'no', wants_sign: 'yes' }
const fields = {
  contact_phone: '13800138000', staff_count: '6', dishes: '热菜、凉菜、面食', 'opening_date.year': '2026', 'opening_date.month': '12',
  'opening_date.day': '20', sign_size: '长3米，宽0.8米'
}

let server, browser, desk, began
const data = folder()

before(async () => {
  server = await start({ data })
  browser = await launch()
})
after(async () => {
  await browser?.close()
  await server?.stop()
  drop(data)
})

// touched is for pages that a visitor touches; a clerk has a mouse, and boxes as the browser draws them.
const look = (hand, name, touched = false) => lookAt(hand.page, { least: touched ? 44 : 13, name })

test('the clerk signs in and reads a card', async () => {
  desk = await atWindow(browser, server.base)
  await look(desk, 'list')
  await desk.go('/window/intakes/new')
  await look(desk, 'new')
  began = { at: Date.now(), clicks: desk.clicks, fields: desk.fields }
  await receive(desk, 'zhang_lichun', '开饭店', 'restaurant')
  assert.match(desk.page.url(), /\/window\/intakes\/[0-9a-f-]{30,}/)
  assert.match(await desk.text('#visitor'), /张\*春.*3706\*{10}0077/s)
})

test('answers move the plan while the form is written', async () => {
  for (const [name, value] of Object.entries(answers)) await answer(desk, name, value)
  assert.match(await desk.text('aside, .kx-desk2__side'), /11 个工作日/)
  for (const [name, value] of Object.entries(fields)) await desk.fill(`#form [name="${name}"]`, value)
  await desk.tick('#form [name=truth_promise]')
})

test('papers come from a file and from a telephone, and one original is kept', async () => {
  await desk.page.setInputFiles('#file', await upload(browser, 'jpeg', '布局'))
  await desk.press('#scan button:has-text("传上来")')
  assert.match(await desk.text('#form'), /已替他填好/)
  assert.equal(await desk.page.inputValue('#form [name=dishes]'), fields.dishes, 'an upload keeps what was typed')
  await desk.fill('#shelf', 'B-12')
  await desk.press('#scan button:has-text("留存")')
  assert.match(await desk.text('#materials'), /留存，装袋 ZF-\d{6}-\d{3}/)
  await look(desk, 'intake')
  await desk.press('#scan button:has-text("用手机拍")')
  await look(desk, 'phone')
  const phone = await Hand.open(browser, server.base, { size: 'phone' })
  await phone.go(new URL(await desk.text('.kx-phone__at')).pathname)
  assert.doesNotMatch(await phone.text('body'), /张|3706|140/)
  await look(phone, 'scan', true)
  await phone.page.setInputFiles('input[type=file]', await upload(browser, 'jpeg', '手机'))
  await phone.press('main form button[type=submit]')
  assert.match(await phone.text(), /已收到 1 个文件/)
  phone.fine()
  await phone.close()
  await desk.page.waitForFunction(() => /已收到 1 个文件/.test(document.querySelector('#came').textContent))
  await desk.press('.kx-back a')
  for (let n = 0; await desk.page.locator('.kx-t--papers .is-here:has-text("待扫描")').count(); n++) {
    assert.ok(n < 12, 'the list of papers does not get shorter')
    await desk.page.setInputFiles('#file', await upload(browser, n % 2 ? 'jpeg' : 'pdf', `材料${n}`))
    await desk.press('#scan button:has-text("传上来")')
  }
})

test('nothing is submitted before the customer has confirmed exactly that', async () => {
  await key(desk, 'j')
  assert.match(await desk.text('.govuk-error-summary'), /还没有请顾客确认/)
  await key(desk, 'd')
  await look(desk, 'confirm', true)
  await confirm(desk, '张立春')
  assert.match(await desk.text('#confirm'), /顾客已确认/)
  await desk.fill('#form [name=staff_count]', '7')
  await key(desk, 'j')
  assert.match(await desk.text('.govuk-error-summary'), /顾客确认之后内容有变化/)
  await key(desk, 'd')
  await confirm(desk, '张立春')
})

test('the receipt says what was taken and kept', async t => {
  await key(desk, 'j')
  assert.match(desk.page.url(), /\/window\/cases\/\d{6}-\d{8}-\d{5}-\d\/receipt/)
  assert.match(await desk.text(), /收了 8 份材料[\s\S]*B-12/)
  t.diagnostic(`window, from the card to the receipt: ${Math.round((Date.now() - began.at) / 1000)} s with checks, ${desk.clicks - began.clicks} clicks or keys, ${desk.fields - began.fields} fields`)
  await look(desk, 'receipt')
  const no = desk.page.url().match(/cases\/([^/]+)/)[1]
  const pdf = await desk.page.request.get(server.base + await desk.page.locator('a:has-text("PDF")').getAttribute('href'))
  assert.equal(pdf.status(), 200)
  await desk.go(`/window/cases/${no}/receipt?print=1`)
  assert.match(await desk.text(), /第一联[\s\S]*第二联/)
  await desk.go('/window/cases')
  await look(desk, 'cases')
  await desk.press(`a:has-text("${no}") >> nth=0`)
  await look(desk, 'case')
})

test('a second visitor is parked, resumed, and sent home with everything that is missing', async () => {
  await desk.go('/window/intakes/new')
  await receive(desk, 'wang_xiaoman', '开饭店', 'restaurant')
  for (const [name, value] of Object.entries({ catering_size: 'small', venue_area: '45', wants_sign: 'no' })) await answer(desk, name, value)
  await key(desk, 'n')
  assert.match(await desk.text(), /已先存着/)
  await desk.go('/window/intakes')
  await look(desk, 'parked')
  await desk.press('a:has-text("接着办")')
  await desk.tick('input[name=way][value=refuse]')
  await key(desk, 'j')
  await desk.fill('main textarea[name=reason]', '顾客没有带材料')
  await look(desk, 'refuse')
  await desk.press('main form.kx-form button[type=submit]')
  assert.match(await desk.text(), /一次性告知单/)
  await look(desk, 'notice')
  desk.fine(409, 422)
})

test('the visitor sees the case at home', async () => {
  const home = await Hand.open(browser, server.base, { size: 'phone' })
  await home.go('/login?back=/cases')
  await home.tick('input[name=notice]')
  await home.press('button[name=person][value=zhang_lichun]')
  await home.go('/cases')
  assert.match(await home.text(), /开办餐饮店/)
  home.fine()
  await home.close()
})
