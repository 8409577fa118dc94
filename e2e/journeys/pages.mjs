// Every page kind of both doors, on the phone, on a desk and with large text: no axe violation, no sideways scroll, no
// control too small to hit, nothing wrong in the console.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Hand, atDesk, itemAt, signIn } from '../hand.mjs'
import { axe, launch, overflow, tiny } from '../lib.mjs'
import { drop, folder, start, token } from '../server.mjs'

const data = folder()
let server, browser, bearer
let pages = 0
let violations = 0

before(async () => {
  const first = await start({ data })
  await first.stop()
  bearer = token(data, '--demo', 'zhang_lichun')
  server = await start({ data })
  browser = await launch()
})
after(async () => {
  await browser?.close()
  await server?.stop()
  drop(data)
})

const api = async path => (await fetch(`${server.base}/api/v1${path}`, { headers: { authorization: `Bearer ${bearer}` } })).json()

// looks opens a page at one size and notes what is wrong with it.
async function looks (hand, path, least, wrong) {
  const answer = await hand.go(path)
  pages++
  for (const v of await axe(hand.page)) {
    violations++
    wrong.push(`${path}: ${v}`)
  }
  const over = await overflow(hand.page)
  if (over) wrong.push(`${path}: ${over}`)
  for (const small of await tiny(hand.page, least)) if (!small.includes('visually-hidden')) wrong.push(`${path}: ${small}`)
  if ((await hand.text('body')).match(/\[[a-z]+\.[a-z_.]+\]/)) wrong.push(`${path}: a text is missing`)
  if (answer.status() >= 500) wrong.push(`${path}: ${answer.status()}`)
}

const sizes = [{ name: 'phone' }, { name: 'desktop' }, { name: 'phone', large: true }]

async function portal (hand, paths) {
  const wrong = []
  for (const path of paths) await looks(hand, path, 44, wrong)
  assert.deepEqual(wrong, [])
}

for (const size of sizes) {
  const label = size.large ? 'phone, large text' : size.name
  test(`portal, signed out: ${label}`, async () => {
    const hand = await Hand.open(browser, server.base, { size: size.name })
    if (size.large) await hand.go('/?size=large')
    await portal(hand, ['/', '/scenarios', '/scenarios?audience=person', '/stages/yantai_2024/entry', '/search?q=开饭店', '/search?q=zzzz', '/scenarios/restaurant',
      '/scenarios/newborn', '/scenarios/company_change', '/scenarios/sea_use', '/scenarios/restaurant/guide', '/scenarios/restaurant/checklist', '/login', '/menu', '/sitemap', '/accessibility', '/privacy', '/about-demo', '/verify', '/nowhere'])
    await hand.close()
  })
  test(`portal, signed in: ${label}`, async () => {
    const hand = await Hand.open(browser, server.base, { size: size.name })
    await hand.go('/login')
    await signIn(hand, 'zhang_lichun')
    if (size.large) await hand.go('/?size=large')
    const { cases } = await api('/cases')
    const running = cases.at(-1) // the first of the sample cases: one item waits for a supplement
    const at = `/cases/${running.no}`
    await hand.go('/scenarios/restaurant')
    for (const [name, value] of [['catering_size', 'regular'], ['venue_area', '320'], ['fire_route', 'ordinary'], ['sells_raw_food', 'no'], ['wants_sign', 'yes']]) await hand.answer(name, value)
    const plan = new URL(hand.page.url())
    await hand.press(hand.page.locator('button:visible', { hasText: '开始办理' }).first())
    const draft = hand.page.url().match(/\/drafts\/[^/]+/)[0]
    await portal(hand, ['/', plan.pathname + plan.search, plan.pathname + plan.search + '&print=1', '/drafts', `${draft}/applicant`, `${draft}/company`, `${draft}/premises`,
      `${draft}/materials`, `${draft}/check`, '/cases', at, `${at}?print=1`, `${at}/receipt`, `${at}/journal`, `${at}/results`, `${at}/withdraw`,
      `${at}/items/food_licence.new`, `${at}/items/food_licence.new/clock`, `${at}/items/licence_check.verify`, `${at}/items/fire_check.ordinary`,
      '/me', '/me/messages', '/me/reads'])
    await hand.go(`${draft}/premises`)
    await hand.press('main .lx-go button.govuk-button')
    assert.match(await hand.page.title(), /^错误/)
    assert.deepEqual(await axe(hand.page), [])
    hand.fine(404, 422)
    await hand.close()
  })
  test(`desk: ${label}`, async () => {
    const wrong = []
    const { cases } = await api('/cases')
    const no = cases.at(-1).no
    for (const [login, paths] of [
      ['market', ['/officer/worklist', '/officer/worklist?state=accepted', itemAt(no, 'food_licence.new'), itemAt(no, 'food_licence.new') + '/propose-grant',
        itemAt(no, 'food_licence.new') + '/propose-refuse', itemAt(no, 'food_licence.new') + '/clock', itemAt(no, 'food_licence.new') + '/journal', '/officer/nowhere']],
      ['fire', ['/officer/worklist', itemAt(no, 'fire_check.ordinary')]],
      ['health', ['/officer/worklist', ...await received('health')]],
      ['approval', ['/officer/worklist']],
      ['leader', ['/officer/worklist']]
    ]) {
      const hand = await atDesk(browser, server.base, login)
      await hand.page.setViewportSize(size.name === 'phone' ? { width: 390, height: 844 } : { width: 1440, height: 900 })
      if (size.large) await hand.go('/officer/worklist?size=large')
      for (const path of paths) await looks(hand, path, 16, wrong) // rows are dense; axe checks the space around
      await hand.close()
    }
    assert.deepEqual(wrong, [])
  })
}

// received lists the pages of the acts that are open on an item that a department has just received.
async function received (login) {
  const hand = await atDesk(browser, server.base, login)
  const link = hand.page.locator('main table a[href*="/items/"]', { hasText: '受理' }).first()
  const href = await link.count() ? await link.getAttribute('href') : null
  await hand.close()
  return href ? ['', '/accept', '/request-supplement', '/decline', '/return-to-right-body', '/declare-not-needed'].map(act => href.split('?')[0] + act) : []
}

test('the count', t => {
  t.diagnostic(`${pages} pages looked at, ${violations} axe violations`)
  assert.ok(pages > 100)
})
