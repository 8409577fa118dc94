// Two drivers ask for the card of a ride-hailing driver. The records of one meet every rule: the card is granted by rules,
// with the data and its sources shown. The records of the other do not: a person decides, is told because of which rule and
// sees no record; the applicant is told, keeps the limit, and can say that the record is wrong.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Driving } from '../filing.mjs'
import { Hand, act, atDesk, itemAt, signIn } from '../hand.mjs'
import { launch } from '../lib.mjs'
import { sound } from '../look.mjs'
import { drop, folder, start } from '../server.mjs'

const slot = 'ride_driver.new'
const data = folder()

let server, browser, filing, desk
const phone = {}
const no = {}

before(async () => {
  server = await start({ data, empty: true })
  browser = await launch()
  filing = await Driving.open(browser, server, 'city.transport', 'city.transport.sign')
  desk = await atDesk(browser, server.base, 'city.transport')
  for (const person of ['li_guyu', 'chen_shuangjiang']) {
    if (person !== filing.applicant) filing.may.applicant = filing.token('--demo', person)
    no[person] = await filing.file({ licensed_three_years: true, passed_exam: true })
    phone[person] = await Hand.open(browser, server.base)
    await phone[person].go(`/login?next=/cases/${no[person]}/items/${slot}`)
    await signIn(phone[person], person)
  }
})
after(async () => {
  await browser?.close()
  await server?.stop()
  drop(data)
})

// until reads a page again until the worker has asked the registers.
async function until (hand, path, words) {
  for (let tries = 0; tries < 60; tries++) {
    await hand.go(path)
    const text = await hand.text()
    if (words.test(text)) return text
    await new Promise(resolve => setTimeout(resolve, 500))
  }
  assert.fail(`${path} never says ${words}: ${await hand.text()}`)
}

test('before anything is looked up the data, their sources and the way to a person are shown', async () => {
  const hand = phone.li_guyu
  await hand.go(`/cases/${no.li_guyu}/items/${slot}`)
  const text = await hand.text()
  for (const words of [/驾龄满三年/, /来源：/, /依据：/, /还没有核查/]) assert.match(text, words)
  assert.equal(await hand.page.locator(`main a[href$="/items/${slot}/ask-for-a-person"]`).count(), 1, 'a person can be asked for')
  await sound(hand, 'driver-before')
})

test('clean records are granted by rules', async () => {
  await act(desk, no.li_guyu, slot, 'accept')
  const hand = phone.li_guyu
  const text = await until(hand, `/cases/${no.li_guyu}/items/${slot}`, /由规则自动作出/)
  assert.match(text, /符合/)
  assert.doesNotMatch(text, /还没有核查|由工作人员核实/)
  await sound(hand, 'driver-granted')
  await hand.go(`/cases/${no.li_guyu}/results`)
  const links = await hand.page.$$eval('main a[href$="/pdf"]', all => all.map(a => a.getAttribute('href')))
  assert.ok(links.length >= 3, `the letter and the card are there: ${links}`)
  await desk.go(itemAt(no.li_guyu, slot))
  assert.match(await desk.text(), /规则全部符合，自动准予/)
})

test('who does not agree has a person look again, in time and once', async () => {
  const hand = phone.li_guyu
  const at = `/cases/${no.li_guyu}/items/${slot}`
  await hand.go(at)
  assert.match(await hand.text(), /不认可的，.*前可以请工作人员复核/)
  await hand.press(`main a[href$="/items/${slot}/contest-decision"]`)
  await sound(hand, 'driver-contest')
  await hand.press('main form button[type=submit]')
  assert.match(await hand.text(), /有一处要改|请/, 'what is wrong must be said')
  await hand.fill('main [name=reason]', '证上的名字少了一个字')
  await hand.press('main form button[type=submit]')
  assert.match(await hand.text(), /异议已收到，.*前由工作人员复核并答复/)
  assert.equal(await hand.page.locator('main a[href$="/contest-decision"]').count(), 0, 'once')
  await sound(hand, 'driver-contested')
  await desk.go(`${itemAt(no.li_guyu, slot)}/reexamine-decision`)
  assert.match(await desk.text(), /申请人的异议：证上的名字少了一个字/)
  await sound(desk, 'driver-reexamine')
  await desk.choose('outcome', 'changed')
  await desk.fill('main [name=reasons]', '身份证上的名字是李谷雨。')
  await desk.fill('main [name=old]', '李谷')
  await desk.fill('main [name=new]', '李谷雨')
  await desk.press('main form button[type=submit]')
  assert.match(await desk.text(), /已提交，等另一人签发/)
  await filing.act('city.transport.sign', no.li_guyu, slot, 'answer-contest', {})
  await hand.go(at)
  assert.match(await hand.text(), /工作人员.*复核过：结果已更改/)
  await sound(hand, 'driver-answered')
  await hand.go(`/cases/${no.li_guyu}/results`)
  assert.match(await hand.text(), /复核决定书/)
  await desk.go(itemAt(no.li_guyu, slot))
  assert.match(await desk.text(), /对自动决定的异议/)
  await sound(desk, 'driver-looked')
})

test('a record against the driver leads to a person', async () => {
  await act(desk, no.chen_shuangjiang, slot, 'accept')
  const hand = phone.chen_shuangjiang
  const text = await until(hand, `/cases/${no.chen_shuangjiang}/items/${slot}`, /没有符合，由工作人员核实/)
  assert.match(text, /这一项由工作人员审查决定。认为核查有误，可以补交材料说明/)
  assert.match(text, /换新的材料/)
  await sound(hand, 'driver-person')
  const { items } = await filing.api('applicant', 'GET', `/cases/${no.chen_shuangjiang}`)
  assert.equal(items[0].state, 'accepted', 'rules never refuse')
  await hand.go('/me/messages')
  assert.match(await hand.text(), /由工作人员人工办理，办理期限不变/)
})

test('the officer sees which rule failed, and no record', async () => {
  await desk.go(itemAt(no.chen_shuangjiang, slot))
  const text = await desk.text()
  assert.match(text, /自动审批没有通过“没有饮酒后驾驶记录”，请人工核实后决定/)
  assert.doesNotMatch(text, /有饮酒后驾驶记录：|drink_record/, 'the answer of the rule, not the record')
  assert.doesNotMatch(text, /hit/, 'no word of the machine')
  await sound(desk, 'driver-desk')
  const { item, fields } = await filing.api('city.transport', 'GET', `/cases/${no.chen_shuangjiang}/items/${slot}/file`)
  assert.ok(!fields.some(f => f.key.includes('drink_record')), 'the record is in no field')
  assert.ok(item.acts.some(a => a.act === 'propose-refuse' && a.possible), 'a person can decide now')
  for (const hand of [desk, ...Object.values(phone)]) hand.fine(422)
})
