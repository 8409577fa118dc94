// The applicant lets an office read a register instead of handing in more: sees what is read and why, takes it back, finds it
// on the list of consents. The desk sees what came and on which ground; at the window a clerk records what was said in person.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Filing, small } from '../filing.mjs'
import { Hand, atDesk, itemAt, signIn } from '../hand.mjs'
import { atWindow } from '../intake.mjs'
import { launch } from '../lib.mjs'
import { sound } from '../look.mjs'
import { drop, folder, start } from '../server.mjs'

const slot = 'small_catering.new'
const data = folder()

// Writing refuses what the register gave of the place, and writes it by hand.
class Writing extends Filing {
  fields = { ...this.fields, venue_address: '芝罘区示例街15号' }

  async begin (answers) {
    const { id } = await super.begin(answers)
    return this.api('applicant', 'POST', `/drafts/${id}/fields/venue_address/reopen`, {})
  }
}

let server, browser, hand, desk, window, no, here

before(async () => {
  server = await start({ data, empty: true })
  browser = await launch()
  const filing = await Writing.open(browser, server)
  no = await filing.file(small)
  here = `/cases/${no}/items/${slot}/consent-to-share`
  hand = await Hand.open(browser, server.base)
  await hand.go(`/login?next=/cases/${no}/items/${slot}`)
  await signIn(hand, 'zhang_lichun')
  window = await atWindow(browser, server.base)
})
after(async () => {
  await browser?.close()
  await server?.stop()
  drop(data)
})

test('the applicant consents, sees what came and takes the consent back', async () => {
  await hand.go(`/cases/${no}/items/${slot}`)
  await hand.press(`main a[href="${here}"]`)
  assert.match(await hand.text(), /企业库[^]*经营场所地址[^]*可以不同意/)
  await sound(hand, 'consent-offer')
  await hand.press('#share-enterprise_register form[action$="/consent-to-share"] button')
  assert.match(await hand.text(), /已查到[^]*查到的内容/)
  await sound(hand, 'consent-found')
  await hand.go('/me/reads')
  assert.match(await hand.text(), /依据您的同意/)
  await hand.go('/me')
  await sound(hand, 'consent-me')
  await hand.go('/me/consents')
  await sound(hand, 'consent-list')
  await hand.press('main article:has(a[href$="/consent-to-share"]) form[action$="/withdraw"] button')
  assert.match(await hand.text(), /已收回/)
  await sound(hand, 'consent-withdrawn')
})

test('the clerk records what a visitor says in person', async () => {
  await window.go(`/window/cases/${no}`)
  await window.press(`main a[href$="/items/${slot}/consent-to-share"]`)
  await sound(window, 'consent-window')
  await window.press('main form button[type=submit]')
  assert.match(await window.page.title(), /^错误/)
  await sound(window, 'consent-window-wrong')
})

test('the desk sees what came and on which ground', async () => {
  await window.go(`/window/cases/${no}`)
  await window.press(`main a[href$="/items/${slot}/consent-to-share"]`)
  await window.page.check('main [name=heard]')
  await window.press('main form button[type=submit]')
  assert.match(await window.text(), /已登记同意，并且查到了/)
  await window.press(`main a[href$="/items/${slot}/withdraw-consent"]`)
  await sound(window, 'consent-window-withdraw')
  desk = await atDesk(browser, server.base, 'market')
  await desk.go(itemAt(no, slot))
  assert.match(await desk.text(), /企业库（申请人同意）/)
  await sound(desk, 'consent-desk')
  await desk.go(`${itemAt(no, slot)}/journal`)
  await sound(desk, 'consent-journal')
  for (const who of [hand, window]) who.fine(422)
  desk.fine()
})
