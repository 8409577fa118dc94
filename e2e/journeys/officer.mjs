// The officer's extra hands and the supervisor's desk, on the cases of the sample city: give away, name a filter, export,
// print, compare a supplemented paper; then time runs out: the applicant urges, the supervisor presses, the department
// answers, the order is closed.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { inflateRawSync } from 'node:zlib'
import { upload } from '../files.mjs'
import { Hand, atDesk, atDoor, itemAt, signIn } from '../hand.mjs'
import { launch } from '../lib.mjs'
import { look } from '../look.mjs'
import { drop, folder, start } from '../server.mjs'

const food = 'food_licence.new'
const fire = 'fire_check.ordinary'
const submit = 'main form.kx-form button[type=submit]'

let server, browser, phone, lin, zhou, jiang, watch, no
const data = folder()

before(async () => {
  server = await start({ data })
  browser = await launch()
  phone = await Hand.open(browser, server.base)
  await phone.go('/login?next=/cases')
  await signIn(phone, 'zhang_lichun')
  await phone.go('/cases')
  no = (await phone.page.locator('.lx-list a').first().getAttribute('href')).split('/').pop()
  lin = await atDesk(browser, server.base, 'market')
  zhou = await atDesk(browser, server.base, 'market.sign')
  jiang = await atDesk(browser, server.base, 'fire')
})
after(async () => {
  await browser?.close()
  await server?.stop()
  drop(data)
})

const sound = (hand, name) => look(hand.page, { least: 16, name })
const row = (hand, slot) => hand.page.locator(`.kx-row:has(a[href$="/${no}/items/${slot}"])`)

test('an item is given to a colleague, alone and with others', async () => {
  await lin.go(itemAt(no, food))
  const claim = lin.page.locator('#desk form[action$="/claim"] button')
  if (await claim.count()) await lin.press(claim)
  await lin.press('#desk a[href$="/transfer-officer"]')
  await lin.press(submit)
  assert.match(await lin.text(), /选转给谁/, 'without a colleague the form comes back')
  await sound(lin, 'transfer')
  const names = await lin.page.locator('main select[name=to] option').allInnerTexts()
  assert.ok(names.some(n => n.includes('周岩')) && !names.some(n => n.includes('姜海')), `colleagues of one's own office only: ${names}`)
  await lin.page.selectOption('main select[name=to]', { label: names.find(n => n.includes('周岩')) })
  await lin.fill('main [name=reason]', '本周外出培训')
  await lin.press(submit)
  assert.match(await lin.text(), /已转给同事/)
  assert.equal(await lin.page.locator('#desk a[href$="/transfer-officer"]').count(), 0, 'what is given away is not given twice')

  await zhou.go('/officer/worklist')
  assert.match(await row(zhou, food).innerText(), /转来/)
  await zhou.tick(row(zhou, food).locator('input[name=pick]'))
  await zhou.press('button:has-text("转办选中的")')
  await sound(zhou, 'give')
  await zhou.page.selectOption('main select[name=to]', { index: (await zhou.page.locator('main select[name=to] option').allInnerTexts()).findIndex(n => n.includes('林晓')) })
  await zhou.press(submit)
  assert.match(await zhou.text(), /选中的都转过去了/)
  await lin.go(itemAt(no, food))
  assert.match(await lin.text(), /本周外出培训/, 'the reason is kept')
})

test('a filter has a name', async () => {
  await lin.go('/officer/worklist?handler=mine&channel=portal')
  await lin.press('a:has-text("存为我的筛选")')
  await sound(lin, 'filters')
  await lin.press(submit)
  assert.match(await lin.text(), /起一个 1 到 20 个字的名字/)
  await lin.fill('main form.kx-form [name=name]', '我经办的网上件')
  await lin.press(submit)
  assert.match(await lin.text(), /筛选已存下/)
  await lin.go('/officer/worklist')
  await sound(lin, 'worklist')
  await lin.press('.kx-saved a:has-text("我经办的网上件")')
  assert.match(lin.page.url(), /handler=mine/)
  await zhou.go('/officer/worklist')
  assert.equal(await zhou.page.locator('.kx-saved a:has-text("我经办的网上件")').count(), 0, 'a filter is one’s own')
  await lin.go('/officer/filters')
  await lin.press('button:has-text("删除")')
  assert.match(await lin.text(), /筛选已删除/)
})

// unzip answers one file of a zip archive.
function unzip (zip, name) {
  let at = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  const count = zip.readUInt16LE(at + 10)
  at = zip.readUInt32LE(at + 16)
  for (let i = 0; i < count; i++) {
    const size = zip.readUInt32LE(at + 20); const nameLength = zip.readUInt16LE(at + 28)
    const local = zip.readUInt32LE(at + 42)
    if (zip.toString('utf8', at + 46, at + 46 + nameLength) === name) {
      const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
      return inflateRawSync(zip.subarray(from, from + size)).toString('utf8')
    }
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  throw new Error(`${name} is not in the archive`)
}

test('the list goes into a spreadsheet and picked cases onto paper', async () => {
  const rows = await (await lin.go('/officer/worklist')) && await lin.page.locator('.kx-row').count()
  const answer = await lin.page.request.get(new URL('/officer/worklist/export', server.base).href)
  assert.equal(answer.status(), 200)
  assert.match(answer.headers()['content-disposition'], /\.xlsx/)
  const sheet = unzip(await answer.body(), 'xl/worksheets/sheet1.xml')
  assert.equal((sheet.match(/<row /g) ?? []).length, rows + 1, 'a head and every row')
  assert.ok(sheet.includes('办件编号') && sheet.includes(no))
  assert.ok(!sheet.includes('<f>'), 'no cell is a formula')

  const boxes = await lin.page.locator('input[name=pick]').all()
  for (const box of boxes.slice(0, 2)) await lin.tick(box)
  await lin.press('button:has-text("打印选中的")')
  assert.equal(await lin.page.locator('.kx-casesheet').count(), Math.min(2, boxes.length))
  await sound(lin, 'print')
})

test('shortcuts move through the list and can be switched off', async () => {
  await lin.go('/officer/worklist')
  await lin.page.keyboard.press('j')
  assert.ok(await lin.page.evaluate(() => document.activeElement.closest('.kx-row') !== null), 'j goes to the first row')
  await lin.page.keyboard.press('x')
  assert.equal(await lin.page.locator('input[name=pick]:checked').count(), 1)
  await lin.page.keyboard.press('/')
  await lin.page.keyboard.type('jx?')
  assert.equal(await lin.page.inputValue('#search'), 'jx?', 'nothing fires while somebody types')
  await lin.go('/officer/keys')
  await sound(lin, 'keys')
  await lin.press('button:has-text("关掉快捷键")')
  await lin.go('/officer/worklist')
  await lin.page.keyboard.press('j')
  assert.ok(await lin.page.evaluate(() => document.activeElement.closest('.kx-row') === null), 'off is off')
  await lin.go('/officer/keys')
  await lin.press('button:has-text("打开快捷键")')
})

test('a supplemented paper stands beside the one before', async () => {
  await phone.go(`/cases/${no}`)
  await phone.press('main a:has-text("现在补充")')
  await phone.handIn(phone.page.locator('main form:has(input[type=file])').first(), await upload(browser, 'jpeg', '标注后的疏散平面图'))
  await phone.press('main .lx-go button.govuk-button, main form button.govuk-button:not(.govuk-button--secondary) >> nth=-1')
  await jiang.go(itemAt(no, fire))
  await jiang.press('a:has-text("对比补正前")')
  assert.equal(await jiang.page.locator('.kx-beside__one').count(), 2)
  await sound(jiang, 'compare')
})

test('time runs out: the applicant urges, the supervisor presses, the department answers', async () => {
  const nextDay = async () => { await phone.go(`/cases/${no}/items/${food}`); await phone.press('form[action="/demo/next-working-day"] button') }
  for (let days = 0; ; days++) {
    assert.ok(days < 40, 'the item is never overdue')
    await nextDay()
    await phone.go(`/cases/${no}/items/${food}`)
    if (/超期|超过/.test(await phone.text())) break
  }
  await phone.press('main a[href$="/urge"]')
  await sound(phone, 'urge')
  await phone.fill('main [name=note]', '下周就要开业')
  await phone.press('main form button.govuk-button')
  assert.match(await phone.text(), /1 次，最近一次/)
  assert.equal(await phone.page.locator('main a[href$="/urge"]').count(), 0, 'once per working day')
  await lin.go('/officer/worklist')
  assert.match(await row(lin, food).innerText(), /催办/)

  watch = await atDoor(browser, server.base, 'supervisor', 'supervisor')
  await sound(watch, 'overdue')
  assert.match(await row(watch, food).innerText(), /超期 \d+ 个工作日/)
  assert.equal(await row(watch, food).locator('button').count(), 0, 'what was urged today is not urged again from the board')
  const other = watch.page.locator('.kx-row:has(button)').first()
  await watch.press(other.locator('button'))
  assert.match(await watch.text(), /已催办/)
  await watch.press(row(watch, food).locator('a:has-text("督办")'))
  await watch.press('main form[action$="/urge"] button')
  assert.match(await watch.text(), /已催办/, 'each side urges for itself')
  await sound(watch, 'supervise')
  await watch.press('main form[action$="/supervise"] button')
  assert.match(await watch.text(), /写明要办什么/)
  await watch.fill('main [name=what]', '查明为什么超期，三个工作日内作出决定。')
  await watch.press('main form[action$="/supervise"] button')
  assert.match(await watch.text(), /督办单已发/)
  await watch.go('/supervisor/overdue?view=orders')
  await sound(watch, 'orders')
  assert.equal(await row(watch, food).count(), 1)

  await lin.go('/officer/worklist')
  assert.match(await row(lin, food).innerText(), /督办/)
  await lin.go(itemAt(no, food))
  await sound(lin, 'case-supervised')
  await lin.press('#desk a[href$="/answer-supervision"]')
  await lin.fill('main [name=answer]', '现场核查改期，已补做，今天提交决定。')
  await lin.press(submit)
  assert.match(await lin.text(), /已回复督办单/)

  await watch.go('/supervisor/overdue?view=answered')
  await watch.press(row(watch, food).locator('a:has-text("核实")'))
  await watch.fill('main [name=conclusion]', '情况属实。')
  await watch.press('main form[action$="/close-supervision"] button')
  assert.match(await watch.text(), /督办单已办结/)
  await sound(watch, 'closed')
  await watch.go('/supervisor/overdue?view=failed')
  await sound(watch, 'failed')

  await phone.go(`/cases/${no}/items/${food}`)
  const words = await phone.text()
  assert.match(words, /已督办/)
  assert.ok(!words.includes('现场核查改期') && !words.includes('情况属实'), 'what the house says to itself stays inside')
  for (const hand of [lin, zhou, jiang, watch, phone]) hand.fine(422)
})
