// A clerk rehearses in the browser: looks after trial work at the desk, plays an applicant on the portal, and ends it. Every page of
// it says what it is.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { atWindow } from '../intake.mjs'
import { launch } from '../lib.mjs'
import { sound } from '../look.mjs'
import { drop, folder, start } from '../server.mjs'

const data = folder()
let server, browser, window

before(async () => {
  server = await start({ data, empty: true })
  browser = await launch()
  window = await atWindow(browser, server.base)
})
after(async () => {
  await browser?.close()
  await server?.stop()
  drop(data)
})

test('a clerk begins trial work, plays an applicant and ends it', async () => {
  await window.press('a[href="/window/trial"]')
  await sound(window, 'trial-way-in')
  await window.press('form[action$="/trial/look"] button')
  assert.match(await window.page.textContent('.lx-trial'), /不计入统计/)
  await sound(window, 'trial-desk')
  await window.press('.lx-trial form button')
  assert.equal(await window.page.locator('.lx-trial').count(), 0)
  await window.go('/window/trial')
  await window.press('form[action$="/trial/play"] button')
  await window.go('/scenarios/restaurant')
  await sound(window, 'trial-portal')
  await window.go('/me')
  assert.match(await window.text(), /演练/)
  await sound(window, 'trial-me')
  await window.press('.lx-trial form button')
  await window.go('/cases')
  assert.match(window.page.url(), /login/, 'the played applicant is gone')
  window.fine()
})
