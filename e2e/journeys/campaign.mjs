// School enrolment on a phone without any script: an area where it has not opened, one where it is over, and one where
// it is open, from the questions to the day on which results are told: departments decide before it, and until it comes
// no door tells the applicant what they decided.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { upload } from '../files.mjs'
import { join } from 'node:path'
import { Filing } from '../filing.mjs'
import { Hand, atDesk, itemAt, signIn } from '../hand.mjs'
import { axe, launch, overflow, shoot } from '../lib.mjs'
import { drop, folder, start } from '../server.mjs'

const data = folder()
const child = { school_stage: 'primary', home_kind: 'both' }
const later = { turned_six: 'yes', house_paper: 'certificate' } // asked once the others are answered
const fields = {
  contact_phone: '13800138000', truth_promise: true, guardian_name: '王小满', guardian_id_number: '370699199605210027', guardian_relation: 'mother',
  pupil_name: '李小寒', pupil_id_number: '370699199605210027', pupil_household: '龙口市示例路7号', pupil_home: '龙口市示例路7号2单元301室',
  property_number: '鲁（2024）示例第0000001号', house_owner: 'guardian', needs_boarding: '没有'
}
const next = 'main .lx-go button.govuk-button' // the one way on of a form page

const pictures = process.env.LIANBAN_SHOTS ?? ''

let server, browser, phone, no, filing

before(async () => {
  server = await start({ data, empty: true, clock: '2026-11-20' })
  browser = await launch()
  phone = await Hand.open(browser, server.base, { size: 'phone', js: false })
})
after(async () => {
  await browser?.close()
  await server?.stop()
  drop(data)
})

// sound says that the page fits the phone and has one heading.
async function sound () {
  assert.equal(await overflow(phone.page), null, phone.page.url())
  assert.equal(await phone.page.locator('h1').count(), 1, phone.page.url())
}

test('before it opens the page says when, and its days go into a calendar', async () => {
  await phone.go('/scenarios/school?area=zhifu')
  await sound()
  assert.match(await phone.text(), /2027年7月1日（周四）开始受理[\s\S]*2027年8月15日（周日）统一公布[\s\S]*先填好/)
  const file = await phone.page.request.get(`${server.base}/scenarios/school/calendar.ics?area=zhifu`)
  assert.match(file.headers()['content-type'], /^text\/calendar/)
  assert.match(await file.text(), /BEGIN:VCALENDAR[\s\S]*DTSTART;VALUE=DATE:20270701[\s\S]*DTSTART;VALUE=DATE:20270815/)
})

test('after it is over the page names the right door and offers no start', async () => {
  await phone.go('/scenarios/school?area=penglai')
  await sound()
  assert.match(await phone.text(), /已经截止[\s\S]*教育局招生窗口/)
  assert.equal(await phone.page.locator('form[action="/drafts/start"]').count(), 0)
})

test('while it is open a pupil is enrolled, and the case says when results are told', async () => {
  await phone.go('/scenarios/school?area=longkou')
  for (const all of [child, later]) {
    for (const [name, value] of Object.entries(all)) await phone.choose(name, value)
    await phone.press('#guide button[type=submit]')
  }
  await sound()
  assert.match(await phone.text(), /正在受理，12月18日（周五）截止/)
  await phone.press('#dock button')
  await signIn(phone, 'wang_xiaoman')
  if (!/\/drafts\/[^/]+\//.test(phone.page.url())) await phone.press('#dock button')
  for (let pages = 0; !/\/materials$/.test(new URL(phone.page.url()).pathname); pages++) {
    assert.ok(pages < 12, `the form does not end: ${phone.page.url()}`)
    await sound()
    await phone.write(fields)
    await phone.press(next)
  }
  const papers = await phone.page.$$eval('main form:has(input[type=file])', all => all.map(f => f.getAttribute('action')))
  for (const action of papers) await phone.handIn(phone.page.locator(`main form[action="${action}"]:has(input[type=file])`), await upload(browser, 'jpeg', '材料'))
  await phone.press(next)
  await phone.press(next) // results stay in the account
  assert.match(phone.page.url(), /\/check$/)
  await sound()
  for (const box of await phone.page.locator('main input[type=checkbox]').all()) await phone.tick(box)
  await phone.press(next)
  assert.match(phone.page.url(), /\/cases\/[^/]+\/receipt$/)
  await sound()
  no = phone.page.url().match(/\/cases\/([^/]+)\/receipt$/)[1]
  assert.match(await phone.text(), /12月31日（周四）统一公布结果/)
  await phone.go(new URL(phone.page.url()).pathname.replace(/\/receipt$/, ''))
  await sound()
  assert.match(await phone.text(), /新生入学信息采集[\s\S]*12月31日（周四）统一公布结果/)
  phone.fine()
})

// What each office decides: the enrolment stands without the property check that fails.
const offices = { 'household_check.verify': ['police', 'grant'], 'property_check.verify': ['land', 'refuse'], 'enrolment.primary': ['education', 'grant'] }

// outside is what the applicant's doors say, but for the entries that any work in a department makes.
async function outside () {
  const said = []
  for (const path of [`/cases/${no}`, ...Object.keys(offices).map(slot => `/cases/${no}/items/${slot}`), `/cases/${no}/results`, '/me/messages', '/cases']) {
    await phone.go(path)
    said.push((await phone.text()).replace(/全部 \d+ 条记录/, ''))
  }
  const papers = await filing.api('applicant', 'GET', `/cases/${no}/documents`)
  const { items, clocks, phase, result } = await filing.api('applicant', 'GET', `/cases/${no}`)
  for (const it of items) delete it.version
  return JSON.stringify([said, papers, items, clocks, phase, result])
}

test('departments decide before the day, and no door tells what', async () => {
  filing = await Filing.open(browser, server, ...Object.values(offices).flatMap(([login]) => [`${login}.longkou`, `${login}.sign.longkou`]))
  filing.may.applicant = filing.token('--demo', 'wang_xiaoman')
  for (const [slot, [login]] of Object.entries(offices)) await filing.act(`${login}.longkou`, no, slot, 'accept')
  const before = await outside()
  assert.match(before, /正在审核。结果在12月31日（周四）统一公布/)
  for (const [slot, [login, how]] of Object.entries(offices)) {
    const refusal = how === 'refuse' ? { reason: '登记信息不一致', grounds: '义务教育法第十二条' } : {}
    await filing.act(`${login}.longkou`, no, slot, `propose-${how}`, { opinion: '已核查', ...refusal })
    await filing.act(`${login}.sign.longkou`, no, slot, how)
  }
  const after = await outside()
  assert.ok(after === before, `the applicant can tell a decision from none: ${after}`)
  await sound()
})

test('the department sees its decision, and that it is kept', async () => {
  const desk = await atDesk(browser, server.base, 'education.longkou')
  await desk.go('/officer/worklist?stage=sealed')
  assert.match(await desk.text(), new RegExp(`待公布[\\s\\S]*${no}`))
  await desk.go(itemAt(no, 'enrolment.primary'))
  assert.match(await desk.text(), /已签发，待公布[\s\S]*12月31日（周四）统一公布[\s\S]*准予，未公布/)
  assert.deepEqual(await axe(desk.page), [])
  if (pictures) await shoot(desk.page, join(pictures, 'campaign-desk-desktop.png'))
  desk.fine()
  await desk.close()
})

test('on the day everybody is told: result, message and paper', async () => {
  const { port } = server
  await server.stop()
  server = await start({ data, empty: true, clock: '2026-12-31', port })
  // The page settles the case in memory and tells the result at once; the letters are issued by the next sweep.
  const letter = `/cases/${no}/items/property_check.verify`
  await phone.go(letter)
  assert.match(await phone.text(), /登记信息不一致/)
  for (let tries = 0; !/行政复议/.test(await phone.text()) && tries < 60; tries++) {
    await new Promise(resolve => setTimeout(resolve, 500))
    await phone.go(letter)
  }
  await phone.go(`/cases/${no}`)
  await sound()
  const seen = await Hand.open(browser, server.base) // axe needs scripts
  await seen.page.context().addCookies(await phone.page.context().cookies())
  await seen.go(`/cases/${no}`)
  assert.deepEqual(await axe(seen.page), [])
  if (pictures) await shoot(seen.page, join(pictures, 'campaign-told-phone.png'))
  await seen.close()
  const { items } = await filing.api('applicant', 'GET', `/cases/${no}`)
  assert.deepEqual(Object.fromEntries(items.map(i => [i.slot, i.state])), {
    'enrolment.primary': 'granted', 'household_check.verify': 'granted', 'property_check.verify': 'refused'
  })
  await phone.go('/me/messages')
  await sound()
  assert.match(await phone.text(), /新生入学信息采集/)
  await phone.go(`/cases/${no}/items/property_check.verify`)
  assert.match(await phone.text(), /登记信息不一致[\s\S]*行政复议/)
  await phone.go(`/cases/${no}/results`)
  const papers = await phone.page.$$eval('main a[href$="/pdf"]', all => all.map(a => a.getAttribute('href')))
  assert.ok(papers.length >= 4, `letters of every decision: ${papers}`)
  for (const paper of papers) assert.equal((await (await phone.page.request.get(paper)).body()).subarray(0, 5).toString(), '%PDF-')
  phone.fine()
})
