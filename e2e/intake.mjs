// What a clerk does at the comprehensive window, for journeys that begin or end there.
import { atDoor } from './hand.mjs'

// atWindow opens the window of the clerk of the sample city; next is the page that is asked for.
export const atWindow = (browser, base, next) => atDoor(browser, base, 'window', 'window', { next })

// key presses what has an access key: in a headless browser Alt and a letter reach no page, so the control is pressed.
export const key = (desk, letter) => desk.press(desk.page.locator(`[accesskey="${letter}"]`).first())

// receive reads a visitor's card, finds the thing by its words and begins its intake.
export async function receive (desk, person, words, thing) {
  await desk.page.selectOption('#card', person)
  await key(desk, 'k')
  await desk.fill('#q', words)
  await desk.led(() => desk.page.keyboard.press('Enter'))
  await desk.choose('thing', thing)
  await desk.tick('input[name=notice]')
  await key(desk, 'j')
}

// answer answers one question of the guide and waits for the plan that follows from it.
export async function answer (desk, name, value) {
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

// write fills every control of the form that is open from values; one that values do not name fails.
export async function write (desk, values) {
  const controls = await desk.page.$$eval('#form input[name], #form select[name], #form textarea[name]',
    all => all.filter(e => e.type !== 'hidden' && !e.name.startsWith('delivery.')).map(e => [e.name, e.type]))
  for (const [name, type] of controls) {
    if (!(name in values)) throw new Error(`the form asks for ${name}`)
    const box = `#form [name="${name}"]`
    if (type === 'checkbox') await desk.tick(box)
    else await desk.fill(box, values[name])
  }
}

// confirm is the customer, who reads, ticks everything and signs with a name on the screen that is open.
export async function confirm (desk, name) {
  for (const box of await desk.page.locator('main input[type=checkbox]').all()) await desk.tick(box)
  await desk.fill('main input[name=name]', name)
  await desk.press('main button:has-text("我确认")')
}

// atBatches opens a browser of a member of staff at the batches of paper: of the window, or of a department (officer).
export const atBatches = (browser, base, login, door = 'window') => atDoor(browser, base, door, login, { next: `/${door}/batches` })

// collect fills in who stands at the exit with which code, and hands over what is ticked.
export async function collect (window, { capacity = 'own', name, mandate, checked = 'id_card', code }) {
  await window.choose('capacity', capacity)
  await window.fill('main input[name=name]', name)
  if (mandate) await window.fill('main input[name=mandate]', mandate)
  await window.choose('checked', checked)
  await window.fill('main input[name=code]', code)
  await window.press('main form button.govuk-button')
}
