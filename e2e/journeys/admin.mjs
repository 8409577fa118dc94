// An officer from the first day to the last: the account is opened, the rights are given by somebody else, the officer
// signs in with a one-time password, sets an own one and adds a code, works, is stood in for, and leaves: the browser
// that is still open is out at its next click. The auditor sees it all.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, test } from 'node:test'
import { Hand } from '../hand.mjs'
import { launch } from '../lib.mjs'
import { look as lookAt } from '../look.mjs'
import { drop, folder, start } from '../server.mjs'

const data = folder()
let server, browser

before(async () => {
  server = await start({ data })
  browser = await launch()
})
after(async () => {
  await browser?.close()
  await server?.stop()
  drop(data)
})

// code is what an authenticator app shows (RFC 6238), so many steps from now.
function code (secret, steps = 0) {
  const bits = [...secret.replace(/\s/g, '')].map(c => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g).map(b => parseInt(b, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + steps))
  const mac = createHmac('sha1', key).update(counter).digest()
  return String((mac.readUInt32BE(mac.at(-1) & 15) & 0x7fffffff) % 1e6).padStart(6, '0')
}

const main = '#main button[type=submit]'

// look is what every page must bear, at every size; nothing is wrong in the console either.
async function look (hand, name) {
  await lookAt(hand.page, { least: 16, name })
  hand.fine(403, 422) // a refused form answers 422, and the browser says so
  hand.page.problems.length = 0
}

async function enter (door, account, password, options = { size: 'desktop' }) {
  const hand = await Hand.open(browser, server.base, options)
  await hand.go(`/${door}/login`)
  await hand.fill('#f-account', account)
  await hand.fill('#f-password', password)
  await hand.press(main)
  return hand
}

const whole = hand => hand.page.locator('body').innerText() // with the bar and the banner
const demo = 'lianban-demo'
const write = async (hand, fields) => {
  for (const [name, value] of Object.entries(fields)) {
    const at = hand.page.locator(`#main [name="${name}"]`)
    if (await at.evaluate(e => e.tagName) === 'SELECT') await at.selectOption(value)
    else await hand.fill(at, value)
  }
}

test('an officer from the first day to the last', async () => {
  const system = await enter('admin', 'admin', demo)
  const security = await enter('admin', 'security', demo)
  const auditor = await enter('admin', 'auditor', demo)

  // The system administrator opens the account, without any right.
  await system.go('/admin/staff/new')
  await look(system, 'new')
  await system.press(main)
  assert.match(await system.page.title(), /^错误/)
  await look(system, 'new-refused')
  await write(system, { login: 'lu.ming', name: '路明', title: '市场监管·受理审查岗', area: 'zhifu', department: 'market', reason: '新录用' })
  await system.press(main)
  const account = new URL(system.page.url()).pathname
  const once = (await system.page.locator('.kx-admin__code').innerText()).trim()
  assert.match(once, /^[a-z0-9]{4}(-[a-z0-9]{4}){3}$/)
  await look(system, 'invited')

  // The security administrator gives the rights; the system administrator cannot.
  assert.equal((await system.go(`${account}/posts`)).status(), 403)
  await look(system, 'posts-forbidden')
  await security.go(`${account}/posts`)
  for (const right of ['answer', 'handle', 'hand_over']) await security.choose('right', right)
  await write(security, { reason: '任职文件' })
  await look(security, 'posts')
  await security.press(main)
  await look(security, 'account')

  // First sign-in: an own password, then a code; then the desk.
  const officer = await enter('officer', 'lu.ming', once, { size: 'phone' })
  await look(officer, 'own-password')
  await write(officer, { old: once, fresh: '芝罘湾的早晨常有海雾' })
  await officer.press(main)
  assert.match(officer.page.url(), /officer\/worklist/)
  await officer.go('/officer/login/password')
  await officer.press('#main a[href*="/login/enroll"]')
  const secret = (await officer.page.locator('.kx-login__code code').innerText()).trim()
  await look(officer, 'enroll')
  await write(officer, { code: '000000' })
  await officer.press(main)
  assert.match(await officer.page.title(), /^错误/)
  await look(officer, 'enroll-refused')
  const used = code(secret)
  await write(officer, { code: used })
  await officer.press(main)
  assert.equal(await officer.page.locator('.kx-login__spares li').count(), 8)
  await look(officer, 'spares')
  const spare = (await officer.page.locator('.kx-login__spares li').first().innerText()).trim()
  await officer.press('#main a.govuk-button')

  // From now on the password alone opens nothing; the code that was used opens nothing either.
  const again = await enter('officer', 'lu.ming', '芝罘湾的早晨常有海雾')
  await look(again, 'code')
  await write(again, { code: used })
  await again.press(main)
  assert.match(await again.text(), /验证码不对或已用过/)
  await write(again, { code: code(secret, 1) })
  await again.press(main)
  assert.match(again.page.url(), /officer\/worklist/)
  const third = await enter('officer', 'lu.ming', '芝罘湾的早晨常有海雾', { size: 'desktop', js: false })
  await write(third, { code: spare })
  await third.press(main)
  assert.match(third.page.url(), /officer\/worklist/)

  // Work: an item is taken. It then stands in the auditor's view, by number alone.
  const row = again.page.locator('.kx-t__name').first()
  await again.press(row)
  const no = decodeURIComponent(again.page.url()).match(/cases\/([^/]+)/)[1]
  const claim = again.page.locator('form[action$="/claim"] button')
  if (await claim.count()) await again.press(claim.first())

  // Away: a colleague stands in, for these days only.
  const [from, until] = [['2026', '9', '29'], ['2026', '9', '30']]
  await system.go(`${account}/absence`)
  await look(system, 'absence')
  await write(system, { 'from.year': from[0], 'from.month': from[1], 'from.day': from[2], 'until.year': until[0], 'until.month': until[1], 'until.day': until[2], reason: '年休假' })
  await system.page.locator('#main [name=deputy]').selectOption({ label: '周岩 市场监管·签发岗' })
  await system.press(main)
  await look(system, 'away')
  const deputy = await enter('officer', 'market.sign', demo)
  assert.match(await whole(deputy), /代路明办/)
  await look(deputy, 'deputy')
  for (let day = 0; day < 2; day++) await deputy.press('.lx-demo button')
  assert.doesNotMatch(await whole(deputy), /代路明办/, 'it ends by itself')

  // A banner on every page of every door.
  await system.go('/admin/banner')
  await write(system, { text: '10月1日22:00至24:00维护，暂停提交，草稿都在。', until: '2026-10-20 00:00', reason: '升级数据库' })
  await system.press('#main form[action="/admin/banner"] button')
  await look(system, 'banner')
  const visitor = await Hand.open(browser, server.base, { size: 'phone' })
  await visitor.go('/')
  assert.match(await whole(visitor), /暂停提交，草稿都在/)
  await look(visitor, 'banner-portal')

  // The last day: the open browsers are out at the next click.
  await security.go(`${account}/close`)
  await look(security, 'close')
  await write(security, { reason: '离职' })
  await security.press(main)
  await look(security, 'closed')
  for (const open of [again, officer, third]) {
    await open.go('/officer/worklist')
    assert.match(open.page.url(), /officer\/login/, 'a leaver is out')
  }
  const back = await enter('officer', 'lu.ming', '芝罘湾的早晨常有海雾')
  assert.match(await back.text(), /账号或密码不对/)

  // The auditor sees it all, and that nothing was changed.
  await auditor.go('/admin/audit?of=log')
  const log = await auditor.text()
  for (const words of ['开账号', '新录用', '改岗位权限', '任职文件', '改自己的密码', '设验证码', '登记请假', '年休假', '挂公告', '停用账号', '离职', '没成']) assert.ok(log.includes(words), `the log does not say ${words}`)
  await look(auditor, 'audit')
  await auditor.go(`/admin/audit?of=cases&person=${encodeURIComponent('路明')}`)
  if (await auditor.page.locator('.kx-t').count()) assert.ok((await auditor.text()).includes(no), 'the case stands there by its number')
  await look(auditor, 'audit-cases')
  await auditor.go('/admin/audit')
  await auditor.press('#main form[action="/admin/audit/verify"] button')
  assert.match(await auditor.text(), /记录完整：共 \d+ 条/)
})

test('every page of the desk', async () => {
  for (const [who, pages] of Object.entries({
    admin: ['/admin/health', '/admin/staff', '/admin/staff?state=closed', '/admin/staff?text=zzzz', '/admin/staff/new', '/admin/departments', '/admin/rights', '/admin/banner', '/admin/tasks', '*', '*/absence', '*/close', '*/change', '*/reset-password'],
    security: ['/admin/rights?print=1', '*', '*/posts', '*/close'],
    auditor: ['/admin/audit', '/admin/audit?of=cases', '/admin/audit?person=zzzz', '/admin/audit?from=2026-09-01&until=2026-09-30']
  })) {
    const hand = await enter('admin', who, demo)
    let one = ''
    if (who !== 'auditor') {
      await hand.go('/admin/staff?text=market')
      one = await hand.page.locator('.kx-t__name').first().getAttribute('href')
    }
    for (const path of pages) {
      assert.equal((await hand.go(path.replace('*', one))).status(), 200, path)
      await look(hand, `${who}${path.replace(/[^a-z]/g, '_')}`)
    }
    await hand.close()
  }
})
