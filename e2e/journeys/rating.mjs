// A driver has a card and says what the service was like: badly, of one item, and without being known. Who handled the item
// does not see the review; a colleague answers it without learning whose it is; the driver reads the answer in the case.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Driving } from '../filing.mjs'
import { Hand, act, atDesk, signIn } from '../hand.mjs'
import { launch } from '../lib.mjs'
import { sound } from '../look.mjs'
import { drop, folder, start } from '../server.mjs'

const slot = 'ride_driver.new'
const data = folder()

let server, browser, filing, handler, colleague, phone, no

before(async () => {
  server = await start({ data, empty: true })
  browser = await launch()
  filing = await Driving.open(browser, server, 'city.transport', 'city.transport.sign')
  handler = await atDesk(browser, server.base, 'city.transport')
  colleague = await atDesk(browser, server.base, 'city.transport.sign')
  no = await filing.file({ licensed_three_years: true, passed_exam: true })
  phone = await Hand.open(browser, server.base)
  await phone.go(`/login?next=/cases/${no}`)
  await signIn(phone, 'li_guyu')
  await act(handler, no, slot, 'accept')
})
after(async () => {
  await browser?.close()
  await server?.stop()
  drop(data)
})

test('one item is bad, and nobody shall know who said it', async () => {
  for (let tries = 0; tries < 60; tries++) {
    await phone.go(`/cases/${no}`)
    if (await phone.page.locator(`main a[href="/cases/${no}/rate"]`).count()) break
    await new Promise(resolve => setTimeout(resolve, 500))
  }
  await phone.press(`main a[href="/cases/${no}/rate"]`)
  await sound(phone, 'rating-form')
  await phone.press('main form button[type=submit]')
  assert.match(await phone.text(), /请选总的来说满意不满意/)
  await phone.choose('grade', 'fairly_satisfied')
  await phone.choose(`leg.${slot}`, 'poor')
  await phone.choose(`reason.${slot}`, 'unclear')
  await phone.fill('main [name=words]', '改了两次，打我13812345678')
  await phone.choose('anonymous', 'yes')
  await phone.press('main form button[type=submit]')
  assert.match(await phone.text(), /里面有手机号、证件号或办件编号/)
  assert.equal(await phone.page.locator('main [name=anonymous]').isChecked(), true, 'what was chosen is kept')
  await sound(phone, 'rating-refused')
  await phone.fill('main [name=words]', '两次来的人要求不一样')
  await phone.press('main form button[type=submit]')
  const text = await phone.text()
  for (const words of [/部门看不到您是谁/, /前答复您/, /修改评价/, /说不清要怎么改/]) assert.match(text, words)
  await sound(phone, 'rating-said')
})

test('who handled it does not see the review, and the case says nothing of it', async () => {
  await handler.go('/officer/ratings')
  assert.match(await handler.text(), /没有未办结的差评/)
  await handler.go(`/officer/cases/${no}/items/${slot}/journal`)
  assert.doesNotMatch(await handler.text(), /评价/)
})

test('a colleague answers without learning whose it is', async () => {
  await colleague.go('/officer/ratings')
  assert.match(await colleague.text(), /匿名/)
  await sound(colleague, 'ratings-list')
  await colleague.press('main table a.kx-t__name')
  const text = await colleague.text()
  for (const words of [/两次来的人要求不一样/, /不愿让部门知道是谁/]) assert.match(text, words)
  assert.doesNotMatch(text, new RegExp(`${no}|李谷雨|李\\*雨`))
  await sound(colleague, 'ratings-one')
  await colleague.press('main form[action$="/answer"] button[type=submit]')
  assert.match(await colleague.text(), /请选怎么处理的/)
  await colleague.choose('kind', 'fixed')
  await colleague.fill('main [name=words]', '已统一口径，一次说清。')
  await colleague.press('main form[action$="/answer"] button[type=submit]')
  assert.match(await colleague.text(), /已答复，评价人会收到消息/)
  await sound(colleague, 'ratings-answered')
})

test('the answer stands in the case, and is told', async () => {
  await phone.go(`/cases/${no}/rate`)
  const text = await phone.text()
  assert.match(text, /已统一口径，一次说清/)
  assert.doesNotMatch(text, /修改评价/, 'nobody amends what was answered')
  await sound(phone, 'rating-answered')
  await phone.go('/me/messages')
  assert.match(await phone.text(), /您对.*的评价有答复了/)
})
