// School enrolment on a phone without any script: an area where it has not opened, one where it is over, and one where
// it is open, from the questions to the day on which results are told.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { upload } from '../files.mjs'
import { Hand, signIn } from '../hand.mjs'
import { launch, overflow } from '../lib.mjs'
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

let server, browser, phone

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
  assert.match(await phone.text(), /12月31日（周四）统一公布结果/)
  await phone.go(new URL(phone.page.url()).pathname.replace(/\/receipt$/, ''))
  await sound()
  assert.match(await phone.text(), /新生入学信息采集[\s\S]*12月31日（周四）统一公布结果/)
  phone.fine()
})
