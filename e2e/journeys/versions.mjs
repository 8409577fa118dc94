// A scenario changes while people fill it in and offices work on it. What was submitted goes on as it was; a draft is
// shown what would change for its own answers, and moves over before it is submitted. A version that is only quicker takes
// submitted cases along; who would have to do more stays.
import assert from 'node:assert/strict'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Filing, regular } from '../filing.mjs'
import { atDesk, Hand, itemAt, signIn } from '../hand.mjs'
import { answer, atWindow, receive } from '../intake.mjs'
import { axe, launch } from '../lib.mjs'
import { look, sound } from '../look.mjs'
import { drop, folder, run, start } from '../server.mjs'

const data = folder()
const packs = folder()
const next = 'main .lx-go button.govuk-button'
const licence = 'licence_check.verify'

const food = 'food_licence.new'

let server, browser, filing, phone, old, big, draft, window, intake

before(async () => {
  server = await start({ data, empty: true })
  browser = await launch()
  filing = await Filing.open(browser, server, 'market', 'market.sign')
  old = await filing.file(regular)
  big = await filing.file({ ...regular, venue_area: 450, wants_sign: false })
  draft = (await filing.fillIn({ ...regular, wants_sign: false })).id
  assert.ok((await filing.handInAll(draft)).check.ready)
  phone = await Hand.open(browser, server.base)
  await phone.go(`/login?next=/drafts/${draft}/check`)
  await signIn(phone, 'zhang_lichun')
  window = await atWindow(browser, server.base, '/window/intakes/new')
  await receive(window, 'li_guyu', '开饭店', 'restaurant')
  await answer(window, 'catering_size', 'small')
  intake = new URL(window.page.url()).pathname
})
after(async () => {
  await browser?.close()
  await server?.stop()
  drop(data)
  drop(packs)
})

// edit changes a file of the packs: each pair is what stands there and what comes there.
function edit (file, ...pairs) {
  const path = join(packs, file.includes('/') ? file : `scenarios/restaurant/${file}`)
  let text = readFileSync(path, 'utf8')
  for (const [was, now] of pairs) {
    assert.ok(text.includes(was), `${file} has: ${was}`)
    text = text.replaceAll(was, now)
  }
  writeFileSync(path, text)
}

// lianban runs a command that must go well.
function lianban (...args) {
  const r = run(...args)
  assert.equal(r.code, 0, `${args.join(' ')}: ${r.err}${r.out}`)
  return r.out
}

// shown waits until a page of the running server says something: every node takes a release up by itself, within seconds.
async function shown (page, text) {
  for (let tries = 0; tries < 60; tries++) {
    await phone.go(page)
    if (text.test(await phone.text())) return
    await new Promise(resolve => setTimeout(resolve, 500))
  }
  assert.fail(`${page} never said ${text}: ${await phone.text()}`)
}

test('a designer publishes a new version while the house is open', async () => {
  cpSync(join(import.meta.dirname, '../../packs'), packs, { recursive: true })
  edit('scenario.yaml',
    ['      wants_sign: always\n', '      wants_sign: always\n      shop_outdoor_seats: always\n'],
    ['    choices:\n      food_permit', '      shop_road_use.seats: {when: shop_outdoor_seats, after: {licence_check.verify: stand_alone}, optional: yes}\n\n    choices:\n      food_permit'],
    ['note: 首版}', 'note: 首版}\n      "2": {from: 2026-09-29, running: upgrade, note: 店外摆桌椅一起申请}'])
  edit('examples.yaml', ['answers: {', 'answers: {shop_outdoor_seats: no, '])
  lianban('pack', 'rebase', '--packs', packs)
  assert.match(lianban('pack', 'diff', packs, '--data', data), /店外摆/)
  assert.match(lianban('pack', 'publish', '--data', data, '--packs', packs, '--note', '店外摆桌椅一起申请'), /开办餐饮店/)
  await shown('/scenarios/restaurant', /店外人行道/)
  await phone.go('/scenarios/restaurant/versions')
  assert.match(await phone.text(), /第 ?2 ?版[\s\S]*店外摆桌椅/)
  await sound(phone, 'versions')
})

test('the draft is not submitted as it was: the page says so, and so does the API', async () => {
  await phone.go(`/drafts/${draft}/check`)
  assert.match(phone.page.url(), /\/upgrade$/)
  assert.match(await phone.text(), /开办餐饮店的办理要求有变化[\s\S]*店外/)
  await sound(phone, 'upgrade')
  const { check } = await filing.api('applicant', 'GET', `/drafts/${draft}`)
  assert.equal(check.ready, false)
})

test('it moves over, asks what is new, keeps what was filled in, and is submitted', async () => {
  await phone.press(next)
  assert.match(await phone.text(), /店外人行道上摆桌椅/)
  await sound(phone, 'upgraded')
  await phone.choose('shop_outdoor_seats', 'no')
  await phone.press(next)
  for (let pages = 0; pages < 12 && !phone.page.url().endsWith('/check'); pages++) await phone.press(next)
  for (const name of ['declared', 'informed', 'order']) await phone.tick(`main input[name=${name}]`)
  await phone.press(next)
  const no = phone.page.url().match(/\/cases\/([^/]+)\/receipt$/)?.[1]
  assert.ok(no, `${phone.page.url()}: ${await phone.text()}`)
  const desk = await atDesk(browser, server.base, 'market')
  for (const [which, version] of [[old, /第 1 版/], [no, /第 2 版/]]) {
    await desk.go(itemAt(which, licence))
    assert.match(await desk.text('.kx-id'), version)
  }
  assert.deepEqual(await axe(desk.page), [])
  desk.fine()
  await desk.close()
})

test('the window shows the visitor what changes, and moves the intake', async () => {
  await window.go(intake)
  assert.match(await window.text(), /办理要求有变化/)
  await window.press(window.page.locator(`main a[href="${intake}/upgrade"]`).first())
  assert.match(await window.text(), /要回答的问题[\s\S]*店外/)
  await look(window.page, { least: 13, name: 'window-upgrade' })
  await window.press('main form button.govuk-button')
  assert.equal(new URL(window.page.url()).pathname, intake)
  assert.doesNotMatch(await window.text(), /看有什么变化/)
  assert.match(await window.text('#answers'), /店外人行道/)
  await window.close()
})

test('what was submitted before is decided as it was', async () => {
  await filing.decide(old, 'market', licence)
  await phone.go(`/cases/${old}`)
  assert.doesNotMatch(await phone.text(), /临时占用城市道路/)
  const { items } = await filing.api('applicant', 'GET', `/cases/${old}`)
  assert.deepEqual(items.map(i => i.slot).sort(), ['fire_check.ordinary', 'food_licence.new', licence, 'sign_board.set'])
  assert.equal(items[0].state, 'granted')
})

test('a release is brought back as a version of its own', async () => {
  lianban('pack', 'rollback', '1', '--data', data, '--note', '先撤回')
  await shown('/scenarios/restaurant', /^(?![\s\S]*店外人行道)/)
  await phone.go('/scenarios/restaurant/versions')
  assert.match(await phone.text(), /第 ?3 ?版[\s\S]*第 ?2 ?版/)
})

test('a quicker version is published: how many submitted cases move is told before', async () => {
  await filing.act('market', old, food, 'accept')
  cpSync(join(import.meta.dirname, '../../packs'), packs, { recursive: true, force: true })
  edit('library/items/catering.yaml',
    ['{promised: 10 working days, statutory: 20 working days, basis: licensing_law_42', '{promised: 9 working days, statutory: 20 working days, basis: licensing_law_42'],
    ['{takes: 5 working days, after: form_check, joins: shop_visit}', '{takes: 4 working days, after: form_check, joins: shop_visit}'])
  edit('scenario.yaml',
    ['sign_board.set: {when: wants_sign,', 'sign_board.set: {when: wants_sign || venue_area >= 400,'],
    ['note: 首版}', 'note: 首版}\n      "2": {from: 2026-11-01, running: migrate, note: 食品许可快一天，400平方米起要备案招牌}'])
  edit('examples.yaml', ['days: 20 -> 11', 'days: 19 -> 11'], ['[food_licence.new]}\n      days: {elapsed: 11}', '[food_licence.new]}\n      days: {elapsed: 10}'])
  edit('scenarios/bar/examples.yaml', ['elapsed: 11', 'elapsed: 10'])
  edit('scenarios/drinks_bakery/examples.yaml', ['[police]}\n      days: {elapsed: 11}', '[police]}\n      days: {elapsed: 10}'])
  lianban('pack', 'rebase', '--packs', packs)
  const publish = ['pack', 'publish', '--data', data, '--packs', packs]
  assert.match(lianban(...publish, '--dry-run'), /开办餐饮店（restaurant）已提交、还没办完的：1件会换新版，1件按原版办完\n[\s\S]*事项或办理部门不一样：1件/)
  lianban(...publish)
})

test('the old case moves: its page, its date and its desk say so', async () => {
  await shown(`/cases/${old}`, /办理要求更新了[\s\S]*食品经营许可[\s\S]*由“10个工作日”改为“9个工作日”/)
  await sound(phone, 'moved')
  await phone.go(`/cases/${old}/items/${food}/clock`)
  assert.match(await phone.text(), /换成新版，期限缩短为 9 天/)
  await sound(phone, 'moved-clock')
  const { scenario_version: version, version_moves: moves, items } = await filing.api('applicant', 'GET', `/cases/${old}`)
  assert.deepEqual([version, moves.length, moves[0].from, moves[0].to], [4, 1, 1, 4])
  assert.equal(items.find(i => i.slot === food).promised.days, 9)
  await phone.go('/me/messages')
  assert.match(await phone.text(), /改按第 4 版办理/)
  const desk = await atDesk(browser, server.base, 'market')
  await desk.go(itemAt(old, food))
  assert.match(await desk.text('.kx-id'), /第 4 版/)
  await desk.go(`${itemAt(old, food)}/journal`)
  assert.match(await desk.text(), /换成新版[\s\S]*第 4 版：/)
  assert.deepEqual(await axe(desk.page), [])
  await sound(desk, 'moved-journal')
  desk.fine()
  await desk.close()
})

test('the case that would get one more item stays, and it is told how many did', async () => {
  await phone.go(`/cases/${big}`)
  assert.doesNotMatch(await phone.text(), /办理要求更新了/)
  const { scenario_version: version } = await filing.api('applicant', 'GET', `/cases/${big}`)
  assert.equal(version, 1)
  assert.match(lianban('pack', 'versions', 'restaurant', '--data', data), /第4版[\s\S]*1件换了新版，1件按原版办完[\s\S]*事项或办理部门不一样：1件/)
  phone.fine()
})
