// A hand does what a person does on a page, and counts it: a click is a link, button, box or choice that was pressed;
// a field is one that was typed into or given a file.
import assert from 'node:assert/strict'
import { visit } from './lib.mjs'

export class Hand {
  clicks = 0
  fields = 0
  constructor (page) { this.page = page }

  // open opens a page of the site by its address; that is no click.
  static async open (browser, base, options) {
    const page = await visit(browser, { ...options, baseURL: base })
    page.setDefaultTimeout(60_000) // a busy machine is no fault of the page
    return new Hand(page)
  }

  go (path) { return this.page.goto(path) }

  at (what) { return typeof what === 'string' ? this.page.locator(what) : what }

  async click (what) {
    await this.at(what).click()
    this.clicks++
  }

  // press clicks what leads to another page and waits for that page.
  async press (what) {
    await this.led(() => this.at(what).click())
    this.clicks++
  }

  // led waits for the page that an act leads to, and answers what the act answered.
  async led (act) {
    const [answer] = await Promise.all([act(), this.page.waitForEvent('framenavigated', f => f === this.page.mainFrame())])
    await this.page.waitForLoadState('load')
    return answer
  }

  async fill (what, text) {
    await this.at(what).fill(text)
    this.fields++
  }

  async choose (name, value) {
    await this.page.check(`main input[name="${name}"][value="${value}"]`)
    this.clicks++
  }

  async tick (what) {
    await this.at(what).check()
    this.clicks++
  }

  // answer answers one question of a scenario; with script the plan follows at once, and the address with it.
  async answer (name, value) {
    const before = this.page.url()
    const box = this.page.locator(`#guide [name="${name}"]`).first()
    await box.waitFor()
    if (await box.getAttribute('type') === 'radio') await this.choose(name, value)
    else {
      await this.fill(box, value)
      await box.blur()
    }
    await this.page.waitForURL(u => u.href !== before, { waitUntil: 'commit' }) // the plan is there when the address is
  }

  // write fills every control of the form of this page from values: text, '2026-12-20', or true for a box. A control
  // that values do not know fails: nothing is asked that the journey does not name.
  async write (values) {
    const names = await this.page.$$eval('main form [name]', all => [...new Set(all.filter(e => e.type !== 'hidden' && e.tagName !== 'BUTTON').map(e => e.name))])
    for (const name of names) {
      const key = name.replace(/\.(year|month|day)$/, '')
      const value = values[key]
      assert.notEqual(value, undefined, `${this.page.url()} asks for ${name}`)
      const box = this.page.locator(`main form [name="${name}"]`).first()
      const type = await box.getAttribute('type')
      if (type === 'radio') await this.choose(name, value)
      else if (type === 'checkbox') await this.tick(box)
      else if (key !== name) await this.fill(box, String(Number(value.split('-')[['year', 'month', 'day'].indexOf(name.split('.')[1])])))
      else await this.fill(box, value)
    }
    return names
  }

  // hands in a file on a page of materials.
  async handIn (form, file) {
    await form.locator('input[type=file]').setInputFiles(file)
    this.fields++
    await this.press(form.locator('button[type=submit]'))
  }

  text (what = 'main') { return this.page.locator(what).innerText() }

  close () { return this.page.context().close() }

  // fine says that nothing went wrong in the browser while this hand was at work. expected are statuses that a step
  // was meant to get: the browser writes a line for each.
  fine (...expected) {
    const bad = this.page.problems.filter(p => !expected.some(status => p.includes(`status of ${status} `)))
    assert.deepEqual(bad, [])
  }
}

// signIn signs a sample person in on the login page, having read the notice.
export async function signIn (hand, person) {
  await hand.tick('input[name=notice]')
  await hand.press(`button[name=person][value=${person}]`)
}

// atDoor signs a member of staff in at a door (officer, window, supervisor, admin) in a browser of its own; next is the
// page that is asked for.
export async function atDoor (browser, base, door, login, { next = '', password = 'lianban-demo', size = 'desktop', js = true } = {}) {
  const hand = await Hand.open(browser, base, { size, js })
  await hand.go(`/${door}/login${next && `?next=${next}`}`)
  await hand.fill('input[name=account]', login)
  await hand.fill('input[name=password]', password)
  await hand.press('main form button[type=submit]')
  return hand
}

// atDesk opens the desk of a member of staff.
export async function atDesk (browser, base, login, options) {
  const hand = await atDoor(browser, base, 'officer', login, options)
  assert.match(hand.page.url(), /\/officer\/worklist/, `${login} comes to the worklist`)
  return hand
}

// itemAt is the address of an item case at the desk.
export const itemAt = (no, slot) => `/officer/cases/${no}/items/${slot}`

// inspect plans a site inspection for today, with the colleague whom the form proposes, and writes its verdict.
export async function inspect (desk, no, slot, verdict = 'visit-pass', values = {}) {
  await desk.go(itemAt(no, slot) + '/schedule-visit')
  const day = desk.page.locator('main select[name=day]') // nothing to choose where a colleague's visit is joined
  if (await day.count()) await day.selectOption(await day.locator('option[value^="2"]').first().getAttribute('value'))
  const mate = desk.page.locator('main select[name=officer2]')
  await mate.selectOption(await mate.locator('option:not([value=""])').first().getAttribute('value'))
  await desk.press('main form.kx-form button[type=submit]')
  await act(desk, no, slot, verdict, { record: '现场与图纸一致。', ...values })
}

// act opens the page of an act from the page of the item, fills its form and does it.
export async function act (desk, no, slot, name, values = {}) {
  await desk.go(itemAt(no, slot))
  const link = desk.page.locator(`#desk a[href$="/${name}"]`)
  if (await link.count()) {
    await desk.press(link.first())
    for (const [key, value] of Object.entries(values)) await desk.fill(`main form [name="${key}"]`, value)
    await desk.press('main form.kx-form button[type=submit]')
  } else await desk.press(`#desk form[action$="/${name}"] button`)
  assert.equal(new URL(desk.page.url()).pathname, itemAt(no, slot), `${name} on ${slot}: ${await desk.page.title()}`)
}
