// Every page kind of both doors: the status that it should have, and whatever look asks of a page on a phone, on a desk
// and in large text. Each page is opened once.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Filing, regular, small } from '../filing.mjs'
import { Hand, atDesk, itemAt, signIn } from '../hand.mjs'
import { launch } from '../lib.mjs'
import { count, look } from '../look.mjs'
import { drop, folder, start } from '../server.mjs'

const data = folder()
const restaurant = { catering_size: 'regular', venue_area: '320', fire_route: 'ordinary', sells_raw_food: 'no', wants_sign: 'yes' }

let server, browser, filing, draft
const cases = {} // numbers: sample (a supplement is wanted), mixed (one refused, one to sign, one withheld), done, fresh

before(async () => {
  server = await start({ data })
  browser = await launch()
  filing = await Filing.open(browser, server, 'market', 'market.sign', 'fire', 'fire.sign', 'urban', 'urban.sign')
  cases.sample = (await filing.api('applicant', 'GET', '/cases')).cases.at(-1).no
  draft = (await filing.begin(regular)).id
  await prepareMixed()
  await prepareDone()
  cases.fresh = await filing.file(small)
})
after(async () => {
  await browser?.close()
  await server?.stop()
  drop(data)
})

test('portal, signed out', async () => {
  await walk(await Hand.open(browser, server.base), 44, [
    '/', '/scenarios', '/scenarios?audience=person', '/scenarios?taxonomy=national_2025&only=special&area=zhifu', '/scenarios?audience=person&only=pilot&origin=city',
    '/figures', '/figures?audience=person&sort=fields&order=least', '/figures?print=1', '/figures/materials', '/stages/national_2025/entry', '/stages/yantai_2024/entry', '/stages/yantai_2024/education', '/search?q=开饭店', '/search?q=zzzz',
    '/scenarios/restaurant', '/scenarios/newborn', '/scenarios/sea_use', '/scenarios/school', '/scenarios/transport', '/scenarios/restaurant/checklist', '/scenarios/restaurant/guide',
    '/login', '/menu', '/sitemap', '/accessibility', '/privacy', '/about-demo', '/verify', '/api/', '/api/nouns/drafts', '/api/types', '/api/types/Draft', '/api/codes',
    ['/verify?no=370602-20260929-00001-1-00R1&code=00000000', 200], ['/nowhere', 404], ['/scenarios/nothing', 404]
  ])
})

test('portal, plans', async () => {
  const hand = await Hand.open(browser, server.base)
  await hand.go('/scenarios/newborn')
  await hand.answer('born_in_province', 'no')
  assert.match(await hand.text(), /出生医学证明要到出生地/, 'the scenario stops')
  await look(hand.page)
  await hand.go('/scenarios/restaurant')
  await hand.fill('#guide [name=venue_area]', '三百') // cannot be used, so the address stays
  await hand.page.locator('#guide [name=venue_area]').blur()
  await hand.page.waitForSelector('#guide .govuk-error-message')
  await look(hand.page)
  for (const name of ['venue_area', 'catering_size', 'fire_route', 'sells_raw_food', 'wants_sign']) await hand.answer(name, restaurant[name])
  const at = new URL(hand.page.url())
  await walk(hand, 44, ['', '/items/food_licence.new', '/materials/floor_plan', '/checklist', '/guide'].map(tail => at.pathname + tail + at.search)
    .concat(`${at.pathname}${at.search}&print=1`), 422)
})

test('portal, signed in', async () => {
  const hand = await Hand.open(browser, server.base)
  await hand.go('/login')
  await hand.press('button[name=person][value=zhao_xiaohan]')
  assert.match(await hand.page.title(), /^错误/, 'nobody signs in without the notice')
  await look(hand.page)
  await signIn(hand, 'zhang_lichun')
  await hand.go(`/drafts/${draft}/premises`)
  await hand.press('main .lx-go button.govuk-button')
  assert.match(await hand.page.title(), /^错误/)
  await look(hand.page)
  await hand.go('/scenarios/restaurant')
  for (const [name, value] of Object.entries(restaurant)) await hand.answer(name, value)
  await hand.press('form[action="/drafts/start"] button:visible >> nth=0')
  assert.match(await hand.text('h1'), /替哪一家办/)
  await look(hand.page)
  const at = name => `/cases/${cases[name]}`
  await walk(hand, 44, [
    '/', '/drafts', `/drafts/${draft}/applicant`, `/drafts/${draft}/company`, `/drafts/${draft}/company?wrong=1`, `/drafts/${draft}/premises`,
    `/drafts/${draft}/materials`, `/drafts/${draft}/check`, `/drafts/${draft}/discard`, '/cases', '/me', '/me/messages', '/me/messages/settings', '/demo/messages', '/me/reads', '/me/consents',
    at('sample'), `${at('sample')}?print=1`, `${at('sample')}/receipt`, `${at('sample')}/journal`, `${at('sample')}/withdraw`,
    `${at('sample')}/supplements/fire_check.ordinary`, `${at('sample')}/items/food_licence.new`, `${at('sample')}/items/food_licence.new/clock`,
    `${at('sample')}/items/food_licence.new/withdraw`, `${at('sample')}/items/fire_check.ordinary`, at('mixed'), `${at('mixed')}/results`,
    `${at('mixed')}/items/fire_check.ordinary`, at('done'), `${at('done')}/results`, at('fresh'), await paper('done'),
    ['/cases/370602-20260101-00001-9', 404], [`${at('fresh')}/items/small_catering.new/clock`, 404]
  ], 404, 422)
})

test('desk', async () => {
  const [sample, mixed, fresh] = ['sample', 'mixed', 'fresh'].map(name => slot => itemAt(cases[name], slot))
  for (const [login, paths] of Object.entries({
    '': ['/officer/login'],
    market: ['/officer/worklist', '/officer/worklist?state=accepted', '/officer/worklist?print=1', sample('food_licence.new'),
      '/officer/visits', '/officer/requests', [`${sample('food_licence.new')}/propose-grant`, 409], // the visit comes first
      ...acts(sample('food_licence.new'), 'schedule-visit', 'ask-clarification', 'propose-refuse', 'clock', 'journal'), `${fresh('licence_check.verify')}/previews/accept`, fresh('licence_check.verify'),
      ...acts(fresh('licence_check.verify'), 'accept', 'request-supplement', 'decline', 'return-to-right-body', 'declare-not-needed'),
      [`${mixed('food_licence.new')}/grant`, 403], ['/officer/nowhere', 404], [mixed('fire_check.ordinary'), 404]],
    'market.sign': [mixed('food_licence.new'), ...acts(mixed('food_licence.new'), 'grant', 'send-back'), [`${mixed('food_licence.new')}/review`, 409]],
    fire: ['/officer/worklist', sample('fire_check.ordinary'), mixed('fire_check.ordinary')],
    approval: ['/officer/worklist'], // nothing to do
    leader: ['/officer/worklist', sample('food_licence.new')] // reads only
  })) {
    const hand = login ? await atDesk(browser, server.base, login) : await Hand.open(browser, server.base)
    await walk(hand, 16, paths, 403, 404, 409) // rows are dense; axe checks the space around
  }
})

test('the text size that a person chose stays', async () => {
  const hand = await Hand.open(browser, server.base)
  await hand.go('/?size=large')
  await hand.go('/scenarios')
  assert.equal(await hand.page.getAttribute('html', 'data-size'), 'large')
  assert.equal(await hand.page.evaluate(() => getComputedStyle(document.documentElement).fontSize), '22.4px', '140 % of 16 px')
  await look(hand.page)
  await hand.close()
})

test('the count', t => {
  t.diagnostic(`${count.pages} pages looked at, each at three sizes, ${count.violations} axe violations`)
  assert.ok(count.pages > 80)
})

const acts = (at, ...names) => names.map(name => `${at}/${name}`)

// walk looks at pages: an address, or an address with the status that it should have. expected are the statuses for
// which the console may have a line.
async function walk (hand, least, paths, ...expected) {
  for (const path of paths) {
    const [at, status] = Array.isArray(path) ? path : [path, 200]
    assert.equal((await hand.go(at)).status(), status, at)
    await look(hand.page, { least })
  }
  hand.fine(404, ...expected)
  await hand.close()
}

// paper is the page of the first official paper of a case.
async function paper (name) {
  return `/documents/${(await filing.api('applicant', 'GET', `/cases/${cases[name]}/documents`)).documents[0].id}`
}

// prepareMixed: the licence is checked, the fire check is refused, the sign is granted and withheld, food waits for its signature.
async function prepareMixed () {
  const no = cases.mixed = await filing.file(regular)
  await filing.decide(no, 'market', 'licence_check.verify')
  await filing.decide(no, 'fire', 'fire_check.ordinary', 'refuse')
  await filing.decide(no, 'urban', 'sign_board.set')
  await filing.act('market', no, 'food_licence.new', 'accept')
  await filing.visit(no, 'market', 'food_licence.new')
  await filing.act('market', no, 'food_licence.new', 'propose-grant', { opinion: '符合条件' })
}

// prepareDone: a small one, granted whole; its results are there to be taken.
async function prepareDone () {
  const no = cases.done = await filing.file(small)
  await filing.decide(no, 'market', 'licence_check.verify')
  await filing.decide(no, 'market', 'small_catering.new')
}
