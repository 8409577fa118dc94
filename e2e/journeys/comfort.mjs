// Comfort on a phone without any script: twins in one filing, a warning of a second one, a letter instead of the
// account, the case as an archive, and the print sheets. Another device of the same person goes on with the draft.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { upload } from '../files.mjs'
import { Hand, signIn } from '../hand.mjs'
import { launch, overflow, shoot, tiny } from '../lib.mjs'
import { look } from '../look.mjs'
import { drop, folder, start } from '../server.mjs'

const data = folder()
const pictures = process.env.LIANBAN_SHOTS
const child = { child_name: '李大宝', child_sex: 'female', birth_date: '2026-09-20', birth_weight: '2600' }
const second = { 'child_name~2': '李小宝', 'child_sex~2': 'male', 'birth_date~2': '2026-09-20', 'birth_weight~2': '2500' }
const fields = {
  contact_phone: '13800138000', post_address: '芝罘区示例路6号2单元301室', truth_promise: true, household_address: '芝罘区示例路6号', mother_name: '王小满',
  mother_id_number: '370699199605210027', ...child, ...second
}
const answers = { born_in_province: 'yes', household_kind: 'family', parents_married: 'no', benefit_through: 'neither' }
const next = 'main .lx-go button.govuk-button'
const add = 'main button:has-text("再加一个")'

let server, browser, phone, no

before(async () => {
  server = await start({ data, empty: true })
  browser = await launch()
  phone = await Hand.open(browser, server.base, { size: 'phone', js: false })
})
after(async () => {
  await browser?.close()
  await server?.stop()
  drop(data)
})

const path = () => new URL(phone.page.url()).pathname

// sound looks at a page as it is: it fits, has one heading and no control too small. name photographs it.
async function sound (name) {
  assert.equal(await overflow(phone.page), null, phone.page.url())
  assert.equal(await phone.page.locator('h1').count(), 1, phone.page.url())
  assert.deepEqual(await tiny(phone.page), [], phone.page.url())
  if (pictures && name) await shoot(phone.page, join(pictures, `comfort-${name}-phone.png`))
}

// wide looks at pages once more with script, where axe can run.
async function wide (names) {
  const desk = await Hand.open(browser, server.base, { size: 'desktop' })
  await desk.page.context().addCookies(await phone.page.context().cookies())
  for (const [name, at] of Object.entries(names)) {
    await desk.go(at)
    await look(desk.page, { name: `comfort-${name}` })
  }
  desk.fine()
  await desk.close()
}

// begin answers the guide and presses the button of the plan.
async function begin () {
  await phone.go('/scenarios/newborn')
  for (const [name, value] of Object.entries(answers)) await phone.choose(name, value)
  await phone.press('#guide button[type=submit]')
  await phone.press('#dock button')
}

test('twins are filed in one application', async () => {
  await begin()
  await signIn(phone, 'wang_xiaoman')
  if (!path().startsWith('/drafts/')) await phone.press('#dock button')
  for (let pages = 0; !/\/child$/.test(path()); pages++) {
    assert.ok(pages < 6, `no page of the child: ${phone.page.url()}`)
    await sound()
    await phone.write(fields)
    await phone.press(next)
  }
  await sound('child')
  await phone.write(fields)
  await phone.press(add)
  assert.match(path(), /\/child~2$/, 'one more child has a page of its own')
  await sound('second-child')
  await phone.press(add) // a third by mistake
  assert.match(path(), /\/child~3$/)
  await phone.press('main a:has-text("去掉第3个")')
  await sound('remove-child')
  await phone.press('main form button[type=submit]')
  assert.match(path(), /\/child~2$/)
  await wide({ 'second-child': path(), 'continue-elsewhere': path().replace(/child~2$/, 'continue-elsewhere'), drafts: '/drafts' })
  for (let pages = 0; !/\/materials$/.test(path()); pages++) {
    assert.ok(pages < 8, `the form does not end: ${phone.page.url()}`)
    await phone.write(fields)
    await phone.press(next)
  }
  assert.match(await phone.text(), /（第2个新生儿）/)
  await sound('materials')
  for (let n = 0; ; n++) {
    assert.ok(n < 20, 'the list of papers does not get shorter')
    const form = phone.page.locator('.lx-hand:not(.is-done) form:has(input[type=file])').first()
    if (!await form.count()) break
    await phone.handIn(form, await upload(browser, 'jpeg', `材料${n}`))
  }
  await phone.press(next)
})

test('a letter is chosen, with an address', async () => {
  assert.match(path(), /\/delivery$/)
  assert.equal(await phone.page.locator('main [name=address]').inputValue(), fields.post_address, 'what the form asked for is not asked again')
  await phone.choose('way', 'post')
  await phone.fill('main [name=address]', '')
  await phone.press(next)
  assert.match(await phone.page.title(), /^错误/, 'a letter needs an address')
  assert.ok(await phone.page.locator('main input[name=way][value=post]').isChecked(), 'the choice is kept')
  await sound('delivery')
  await wide({ delivery: path().replace(/\/save$/, '') })
  await phone.fill('main [name=recipient]', '王小满')
  await phone.fill('main [name=phone]', '13800138000')
  await phone.fill('main [name=address]', '芝罘区示例路6号2单元301室')
  await phone.press(next)
  assert.match(path(), /\/check$/)
  assert.match(await phone.text(), /李大宝[\s\S]*李小宝[\s\S]*邮寄[\s\S]*2单元301室/)
  await sound('check')
  for (const box of await phone.page.locator('main input[type=checkbox]').all()) await phone.tick(box)
  await phone.press(next)
  no = path().match(/\/cases\/([^/]+)\/receipt$/)?.[1]
  assert.ok(no, `no receipt: ${phone.page.url()}`)
  assert.match(await phone.text(), /出生登记（国内出生登记）（第2个新生儿）/)
})

test('the way is changed while following', async () => {
  await phone.go(`/cases/${no}`)
  assert.match(await phone.text(), /李大宝、李小宝[\s\S]*邮寄[\s\S]*138\*\*\*\*8000/)
  await sound('case')
  await phone.press('main a:has-text("改领取方式")')
  await sound('change-delivery')
  await phone.choose('way', 'window')
  await phone.press('main form button[type=submit]')
  assert.equal(path(), `/cases/${no}`)
  assert.match(await phone.text(), /窗口领取/)
  assert.doesNotMatch(await phone.text(), /2单元301室/)
  await wide({ case: `/cases/${no}`, 'change-delivery': `/cases/${no}/change-delivery` })
})

test('a second one of the same is warned of, not refused', async () => {
  await begin()
  assert.equal(path(), '/drafts/start')
  assert.match(await phone.text(), /已经在办/)
  await sound('already-open')
  await wide({ 'already-open': path() + new URL(phone.page.url()).search })
  await phone.press('main form button[type=submit]')
  assert.match(path(), /^\/drafts\/[^/]{8,}\//)
})

test('another device goes on with the draft', async () => {
  const draft = path().match(/^\/drafts\/[^/]+/)[0]
  await phone.press('main a:has-text("换手机接着填")')
  await sound('continue-elsewhere')
  const code = (await phone.text()).match(/\d{3} \d{3}/)[0]
  assert.equal(await phone.page.locator('main svg[role=img]').count(), 1, 'a picture to scan')
  const other = await Hand.open(browser, server.base, { size: 'phone', js: false })
  await other.go('/continue')
  await signIn(other, 'wang_xiaoman')
  await other.fill('main [name=code]', code)
  await other.press('main form button[type=submit]')
  assert.ok(new URL(other.page.url()).pathname.startsWith(draft), other.page.url())
  await other.close()
})

test('two devices at once lose nothing', async () => {
  const draft = path().match(/^\/drafts\/[^/]+/)[0]
  await phone.go(`${draft}/child`)
  const other = await Hand.open(browser, server.base, { size: 'phone', js: false })
  await other.page.context().addCookies(await phone.page.context().cookies())
  await other.go(`${draft}/child`)
  await other.write({ ...child, child_name: '李大雨' })
  await other.press(next)
  await phone.write({ ...child, child_name: '李大雪' })
  await phone.press(next)
  assert.match(await phone.text(), /在别处改过[\s\S]*李大雨/)
  assert.equal(await phone.page.locator('main [name=child_name]').inputValue(), '李大雪', 'what was typed is kept')
  await sound('conflict')
  await phone.press(next)
  await phone.go(`${draft}/child`)
  assert.equal(await phone.page.locator('main [name=child_name]').inputValue(), '李大雪')
  await other.close()
})

test('the case is taken along whole', async () => {
  await phone.go(`/cases/${no}`)
  const at = await phone.page.locator('main a:has-text("下载全部")').getAttribute('href')
  const answer = await phone.page.context().request.get(server.base + at)
  assert.equal(answer.status(), 200)
  assert.match(answer.headers()['content-disposition'], /^attachment/)
  const names = namesIn(await answer.body())
  assert.ok(names.includes('manifest.json') && names.includes('journal.json') && names.includes('办件档案.html'), names.join())
  assert.ok(names.some(n => n.startsWith('收到的文书/') && n.endsWith('.pdf')), names.join())
  assert.ok(names.filter(n => n.startsWith('提交的材料/')).length >= 2, names.join())
  assert.ok(!names.some(n => n.includes('..') || n.startsWith('/') || n.includes('\\')), names.join())
})

test('plan, receipt and case are printed', async () => {
  for (const at of [`/cases/${no}?print=1`, `/cases/${no}/receipt?print=1`]) {
    await phone.go(at)
    await sound(`print-${at.includes('receipt') ? 'receipt' : 'case'}`)
    assert.match(await phone.text(), new RegExp(`${no}[\\s\\S]*打印于 9月29日`))
    assert.equal(await phone.page.locator('.lx-sheetfoot svg[role=img]').count(), 1, 'the picture of the address')
  }
  await phone.go('/scenarios/newborn?print=1')
  await sound('print-plan')
  await wide({ 'print-case': `/cases/${no}?print=1`, 'print-receipt': `/cases/${no}/receipt?print=1` })
  phone.fine(422, 409)
})

// namesIn lists the files of a ZIP by its central directory.
function namesIn (zip) {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  let at = zip.readUInt32LE(end + 16)
  return Array.from({ length: zip.readUInt16LE(end + 10) }, () => {
    const [name, extra, comment] = [28, 30, 32].map(o => zip.readUInt16LE(at + o))
    const text = zip.toString('utf8', at + 46, at + 46 + name)
    at += 46 + name + extra + comment
    return text
  })
}
