// A family builds a house. Its acceptance waits until the house stands, in nobody's clock; the portal asks when that was, a
// clerk at the window writes it down for who comes in person, and the desk sees what is waited for and who told.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Filing } from '../filing.mjs'
import { Hand, atDesk, itemAt, signIn } from '../hand.mjs'
import { atWindow } from '../intake.mjs'
import { launch } from '../lib.mjs'
import { sound } from '../look.mjs'
import { drop, folder, start } from '../server.mjs'

const slot = 'rural_accept.accept'
const data = folder()

class Building extends Filing {
  applicant = 'li_guyu'
  fields = {
    ...this.fields, villager_name: '李谷雨', villager_id: '37069919940420005X', rural_place: '芝罘区示例村东头', rural_people: '4', rural_size: '120', rural_builder: '示例村建筑队'
  }

  begin (answers) { return this.api('applicant', 'POST', '/drafts', { scenario: 'rural_house', area: 'zhifu', applicant: 'villager', answers }) }
}

let server, browser, filing, hand, window
const no = []

before(async () => {
  server = await start({ data, empty: true })
  browser = await launch()
  filing = await Building.open(browser, server)
  for (const register of [false, true]) no.push(await filing.file({ village_member: true, homestead_has: 'rebuild', rural_floors: false, rural_register: register }))
  hand = await Hand.open(browser, server.base)
  await hand.go(`/login?next=/cases/${no[0]}/items/${slot}`)
  await signIn(hand, 'li_guyu')
  window = await atWindow(browser, server.base)
})
after(async () => {
  await browser?.close()
  await server?.stop()
  drop(data)
})

test('the applicant says on which day the house stood', async () => {
  await hand.go(`/cases/${no[0]}/items/${slot}`)
  assert.match(await hand.text(), /还在等：房子盖好/)
  await sound(hand, 'event-waiting')
  await hand.press('main a[href*="/record-event?gate=house_built"]')
  await sound(hand, 'event-ask')
  await hand.fill('main [name=happened]', '还没好')
  await hand.press('main form button[type=submit]')
  assert.match(await hand.page.title(), /^错误/)
  await hand.fill('main [name=happened]', '2026-09-28')
  await hand.press('main form button[type=submit]')
  assert.match(await hand.text(), /房子盖好：9月28日/)
  await sound(hand, 'event-told')
})

test('a clerk writes it down for who comes to the window', async () => {
  await window.go(`/window/cases/${no[1]}`)
  await window.press(`main a[href$="/items/${slot}/record-event"]`)
  await sound(window, 'event-window')
  await window.press('main form button[type=submit]')
  assert.match(await window.text(), /请写明怎么知道的/)
  await window.fill('main [name=evidence]', '来办人当面告知，看过照片')
  await window.press('main form button[type=submit]')
  assert.match(await window.text(), /已登记，部门接着办/)
  assert.equal(await window.page.locator('main a[href$="/record-event"]').count(), 0, 'once')
})

test('the desk sees what was waited for and how it is known', async () => {
  const { items } = await filing.api('applicant', 'GET', `/cases/${no[1]}`)
  const it = items.find(i => i.slot === slot)
  assert.equal(it.events[0].happened, '2026-09-29')
  assert.equal(it.state, 'waiting', 'the items before it come first')
  const desk = await atDesk(browser, server.base, it.area === 'yantai' ? 'city.town-government' : 'town-government')
  await desk.go(itemAt(no[1], slot))
  const text = await desk.text()
  assert.match(text, /房子盖好/)
  assert.match(text, /来办人当面告知，看过照片/)
  await sound(desk, 'event-desk')
  for (const who of [hand, window]) who.fine(422)
  desk.fine()
})
