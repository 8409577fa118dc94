// One original paper goes the whole way, in one unbroken line of pages: a window keeps it for a visitor, who confirms and
// goes home with a receipt; a batch takes it to the department, which counts it, sends it back, decides and signs; the
// exit gives results and original back to who shows code and card, and nobody holds anything any more.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { after, before, test } from 'node:test'
import { upload } from '../files.mjs'
import { Hand, act, signIn } from '../hand.mjs'
import { answer, atBatches, collect, confirm, key, receive, write } from '../intake.mjs'
import { launch } from '../lib.mjs'
import { look as lookAt } from '../look.mjs'
import { drop, folder, start } from '../server.mjs'

const data = folder()
const answers = { catering_size: 'small', venue_area: '45', wants_sign: 'no' }
const fields = {
  contact_phone: '13800138000', staff_count: '6', dishes: '热菜、面食', 'opening_date.year': '2026', 'opening_date.month': '12', 'opening_date.day': '20',
  truth_promise: true
}

let server, browser, window, market, signer, no, bag, name

before(async () => {
  server = await start({ data })
  browser = await launch()
})
after(async () => {
  await browser?.close()
  await server?.stop()
  drop(data)
})

test('the window keeps an original while it takes the visitor in', async () => {
  window = await atBatches(browser, server.base, 'window')
  await window.go('/window/custody')
  assert.match(await window.text(), /没有符合条件的纸件/, 'the day begins with nothing held')
  await window.go('/window/intakes/new')
  await receive(window, 'zhang_lichun', '开饭店', 'restaurant')
  for (const [question, value] of Object.entries(answers)) await answer(window, question, value)
  await write(window, fields)
  name = (await window.text('#scan .kx-scan__name strong')).trim()
  await window.fill('#shelf', 'B-12')
  await window.press('#scan button:has-text("留存")')
  bag = (await window.text('#materials')).match(/留存，装袋 (ZF-\d{6}-\d{3})/)[1]
  for (let n = 0; await window.page.locator('.kx-t--papers .is-here:has-text("待扫描")').count(); n++) {
    assert.ok(n < 12, 'the list of papers does not get shorter')
    await window.page.setInputFiles('#file', await upload(browser, 'jpeg', `材料${n}`))
    await window.press('#scan button:has-text("传上来")')
  }
})

test('the customer confirms, and the receipt names what was kept', async () => {
  await key(window, 'd')
  await confirm(window, '张立春')
  assert.match(await window.text('#confirm'), /顾客已确认/)
  await key(window, 'j')
  no = window.page.url().match(/\/window\/cases\/(\d{6}-\d{8}-\d{5}-\d)\/receipt/)[1]
  assert.ok((await window.text()).includes(name))
  assert.match(await window.text(), /B-12/)
  assert.match(await paper(window, 'a:has-text("PDF")'), new RegExp(`${name}[^]*${bag}`), 'so does the paper that the visitor takes home')
})

test('a batch takes it to the department, which counts it and sends it back in another', async () => {
  await window.go('/window/batches')
  const there = await send(window, 'a[href*="market"].kx-button')
  market = await atBatches(browser, server.base, 'market', 'officer')
  await take(market, `/officer/${there}`)
  await market.go(`/officer/cases/${no}/items/small_catering.new`)
  assert.ok((await market.text()).includes(name), 'who decides sees where the original is')
  await market.go('/officer/batches')
  const back = await send(market, 'a[href*="/batches/new"]')
  await take(window, `/window/${back}`)
  await window.go(`/window/custody?q=${no}`)
  assert.match(await window.text(), /1 件/)
  await look(window, 'back')
})

test('the department accepts, decides and signs', async () => {
  signer = await atBatches(browser, server.base, 'market.sign', 'officer')
  for (const slot of ['licence_check.verify', 'small_catering.new']) {
    await act(market, no, slot, 'accept')
    await act(market, no, slot, 'propose-grant', { opinion: '材料齐全，符合规定。' })
    await act(signer, no, slot, 'grant')
  }
  market.fine()
  signer.fine()
})

test('the exit gives results and original to who shows code and card', async () => {
  const home = await Hand.open(browser, server.base)
  await home.go('/login')
  await signIn(home, 'zhang_lichun')
  await home.go(`/cases/${no}`)
  const code = (await home.text()).match(/取件码\s+(\d{6})/)[1]

  await window.go('/window/deliveries')
  await window.fill('main input[name=words]', no)
  await window.press('main form.kx-filter button')
  await window.tick('input[name=piece]')
  await collect(window, { name: '张立春', code })
  assert.match(await window.text(), /已交付。送达回证在右边/)
  assert.match(await window.text(), /已退还办事人/)
  await look(window, 'delivered')
  const signed = await paper(window, '.kx-papers a')
  assert.match(signed, /送达回证[^]*张立春/)
  assert.match(signed, /领取人签名/)
  await home.go(`/cases/${no}`)
  assert.match(await home.text(), /送达回证/)
  home.fine()
})

test('nobody holds anything of it any more', async () => {
  await window.go('/window/custody')
  assert.match(await window.text(), /没有符合条件的纸件/)
  await window.go(`/window/custody/${bag}`)
  assert.match(await window.text(), new RegExp(`收下“${name}”`))
  assert.match(await window.text(), new RegExp(`“${name}”退还办事人`))
  await look(window, 'history')
  await market.go('/officer/batches')
  assert.doesNotMatch(await market.text(), new RegExp(bag))
  window.fine()
})

// send packs what the link leads to, counts the one piece and hands it over; answers the batch's address in its door.
async function send (hand, link) {
  await hand.press(link)
  await hand.press('main form button.govuk-button')
  await hand.fill('main input[name=counted]', '1')
  await hand.press('main form button.govuk-button')
  return new URL(hand.page.url()).pathname.split('/').slice(2).join('/')
}

// take counts the one piece of a batch and receives it.
async function take (hand, at) {
  await hand.go(at)
  await hand.fill('main input[name=counted]', '1')
  await hand.press('main form button.govuk-button')
  assert.match(await hand.text(), /已全部收下/)
}

// paper is the text of the PDF that a link leads to, without the breaks of its lines.
async function paper (hand, link) {
  const got = await hand.page.request.get(server.base + await hand.page.locator(link).first().getAttribute('href'))
  assert.equal(got.headers()['content-type'], 'application/pdf')
  const { status, stdout } = spawnSync('pdftotext', ['-layout', '-', '-'], { input: await got.body(), encoding: 'utf8' })
  assert.equal(status, 0, 'pdftotext reads it')
  return stdout.replace(/\s+/g, '')
}

const look = (hand, what) => lookAt(hand.page, { least: 16, name: `original-${what}` })
