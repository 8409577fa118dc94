// The paper of a shop: a window keeps it for the case, hands it to a department that counts, gets it back, and at the
// exit hands the results over to who shows the collection code, with the original paper and an acknowledgement to sign.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Filing, small } from '../filing.mjs'
import { Hand, signIn } from '../hand.mjs'
import { atBatches, collect } from '../intake.mjs'
import { launch } from '../lib.mjs'
import { look as lookAt } from '../look.mjs'
import { drop, folder, start } from '../server.mjs'

const data = folder()
const agent = { capacity: 'mandate', name: '李示例', mandate: '授权委托书' }
const pieces = ['不动产权证书', '经营场所平面图', '房屋租赁合同']

let server, browser, filing, no, code, bag

before(async () => {
  server = await start({ data })
  browser = await launch()
  filing = await Filing.open(browser, server, 'market', 'market.sign')
  no = await filing.file(small)
})
after(async () => {
  await browser?.close()
  await server?.stop()
  drop(data)
})

test('a window keeps three papers and prints the label', async () => {
  const window = await atBatches(browser, server.base, 'window')
  await window.go('/window/custody')
  await look(window, 'custody-empty')
  await window.press('.kx-title__acts a[href$="/keep"]')
  await window.press('main form button[type=submit]')
  assert.match(await window.page.title(), /^错误/, 'nothing written, nothing kept')
  await look(window, 'keep-wrong')
  for (const name of pieces) {
    await window.go(`/window/custody/keep?no=${no}`)
    await window.fill('main input[name=name]', name)
    await window.fill('main input[name=shelf]', 'A-03')
    await window.press('main form button[type=submit]')
  }
  bag = await window.text('h1')
  assert.match(bag, /纸件袋 ZF-\d{6}-\d{3}/)
  await look(window, 'bag')
  await window.go(new URL(window.page.url()).pathname + '?print=1')
  await look(window, 'label')
  await window.go('/window/custody')
  await look(window, 'custody')
  await window.go(`/window/custody?q=${no}`)
  assert.match(await window.text(), /3 件/)
  window.fine(422)
})

test('a batch goes to the department, which misses one paper', async () => {
  const window = await atBatches(browser, server.base, 'window')
  await window.go('/window/batches')
  await look(window, 'batches-before')
  await window.press('a[href*="market"].kx-button')
  assert.equal(await window.page.locator('input[name=piece]').count(), 3, 'each paper once, although two items go there')
  await look(window, 'pack')
  await window.press('main form button.govuk-button')
  await window.fill('main input[name=counted]', '2')
  await window.press('main form button.govuk-button')
  assert.match(await window.text(), /清单上是3件，填的是2件/)
  await look(window, 'batch-miscounted')
  await window.fill('main input[name=counted]', '3')
  await window.press('main form button.govuk-button')
  assert.match(await window.text(), /等对方清点/)
  const at = new URL(window.page.url()).pathname.replace('/window/', '')

  const market = await atBatches(browser, server.base, 'market', 'officer')
  await market.go('/officer/batches')
  await look(market, 'officer-batches')
  await market.press('.kx-t__act a')
  await look(market, 'officer-batch')
  for (const box of (await market.page.locator('input[name=piece]').all()).slice(0, 2)) await market.tick(box)
  await market.fill('main textarea[name=note]', '没有房屋租赁合同')
  await market.press('button[formaction$="/report-difference"]')
  assert.match(await market.text(), /有差异：没有房屋租赁合同/)

  await window.go(`/window/${at}`)
  await look(window, 'batch-differing')
  await window.tick('input[name=piece]')
  await window.press('main form button.govuk-button')
  assert.match(await window.text(), /交接完成/)
  await window.go(`/window/${at}?print=1`)
  await look(window, 'slip')

  await market.go(`/officer/cases/${no}/items/small_catering.new`)
  assert.match(await market.text(), /不动产权证书/, 'the case page says where the originals are')
  await look(market, 'officer-case')
  await market.go('/officer/batches')
  await market.press('a[href*="/batches/new"]')
  await market.press('main form button.govuk-button')
  await market.fill('main input[name=counted]', '2')
  await market.press('main form button.govuk-button')
  const back = new URL(market.page.url()).pathname.replace('/officer/', '')
  await window.go(`/window/${back}`)
  await window.fill('main input[name=counted]', '2')
  await window.press('main form button.govuk-button')
  assert.match(await window.text(), /已全部收下/)
  window.fine(422)
  market.fine()
})

test('the exit hands results and papers over, with a code, once', async () => {
  for (const slot of ['licence_check.verify', 'small_catering.new']) await filing.decide(no, 'market', slot)
  const citizen = await Hand.open(browser, server.base)
  await citizen.go('/login')
  await signIn(citizen, 'zhang_lichun')
  await citizen.go(`/cases/${no}`)
  code = (await citizen.text()).match(/取件码\s+(\d{6})/)[1]

  const window = await atBatches(browser, server.base, 'window')
  await window.go('/window/deliveries')
  await look(window, 'deliveries')
  await window.fill('main input[name=words]', no)
  await window.press('main form.kx-filter button')
  await look(window, 'delivery')
  await window.press('main form button.govuk-button')
  assert.match(await window.page.title(), /^错误/, 'nobody is handed anything without a name')
  const wrong = code === '000000' ? '111111' : '000000'
  await collect(window, { ...agent, code: wrong })
  assert.match(await window.text(), /取件码不对，还可以试4次/)
  await look(window, 'delivery-wrong')
  await window.page.locator('details.kx-task summary').click()
  await window.choose('cause', 'not_entitled')
  await window.press('button[formaction$="/refuse-hand-over"]')
  assert.match(await window.text(), /来人没有委托书或证件不符/)
  for (const box of await window.page.locator('input[name=piece]').all()) await window.tick(box)
  await collect(window, { ...agent, code })
  assert.match(await window.text(), /已交付。送达回证在右边/)
  assert.match(await window.text(), /已退还办事人/)
  await look(window, 'delivered')
  const paper = await window.page.request.get(await window.page.locator('.kx-papers a').getAttribute('href'))
  assert.equal(paper.headers()['content-type'], 'application/pdf')

  await citizen.go(`/cases/${no}`)
  assert.doesNotMatch(await citizen.text(), /取件码/, 'nothing waits any more')
  assert.match(await citizen.text(), /送达回证/)
  window.fine(422)
})

const look = (hand, name) => lookAt(hand.page, { least: 16, name })
