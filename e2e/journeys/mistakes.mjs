// What goes wrong is said in plain words, and loses nothing: at the start of the server, with the power gone, with a
// foreign site, a wrong file, a curious neighbour, an impatient finger, and two hands on one page.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { upload } from '../files.mjs'
import { Hand, act, atDesk, itemAt, signIn } from '../hand.mjs'
import { launch } from '../lib.mjs'
import { drop, folder, freePort, run, start, token } from '../server.mjs'

const root = join(import.meta.dirname, '../..')
const scratch = folder()
const data = folder()
let server, browser, bearer

before(async () => {
  server = await start({ data })
  bearer = token(data, '--demo', 'zhang_lichun')
  browser = await launch()
})
after(async () => {
  await browser?.close()
  await server?.stop()
  for (const dir of [data, scratch]) drop(dir)
})

// refused runs a command that must fail with one plain sentence: no stack, no key of a text, nothing left to fill in.
function refused (words, ...args) {
  const { code, err } = run(...args)
  assert.equal(code, 1, err)
  assert.match(err, /^[^\n]+\n$/, 'one line')
  assert.doesNotMatch(err, /goroutine|\.go:|\[fault\.|[{}]/)
  assert.match(err, words)
}

const within = (...parts) => join(scratch, ...parts)
const make = dir => { mkdirSync(within(dir)); return within(dir) }
const listen = async () => ['--listen', `127.0.0.1:${await freePort()}`]

test('a taken port', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  try {
    refused(/端口 .*已被占用/, 'demo', '--data', within('taken'), '--listen', `127.0.0.1:${other.address().port}`)
  } finally {
    other.close()
  }
})

test('a folder that cannot be written', async () => {
  writeFileSync(within('file'), '') // tests may run as root, whom permissions do not bind
  refused(/数据文件夹 .*不能写入/, 'demo', '--data', within('file', 'data'), ...await listen())
})

test('a damaged database', async () => {
  writeFileSync(join(make('damaged'), 'lianban.db'), Buffer.alloc(8192, 'no database '))
  refused(/已损坏/, 'demo', '--data', within('damaged'), ...await listen())
})

test('a database of a newer program', async t => {
  const dir = make('newer')
  assert.equal(run('migrate', '--data', dir).code, 0)
  const bump = 'INSERT INTO schema_version (version_id, is_applied) VALUES (99999, 1)'
  if (spawnSync('sqlite3', [join(dir, 'lianban.db'), bump]).status !== 0) return t.skip('no sqlite3 here; TestOpen in internal/store does the same')
  refused(/更新的程序/, 'demo', '--data', dir, ...await listen())
})

test('packs with an error, or none', async () => {
  cpSync(join(root, 'packs'), within('packs'), { recursive: true })
  const file = within('packs/scenarios/restaurant/scenario.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replace('{when: wants_sign', '{when: want_sign'))
  refused(/场景包有 \d+ 处错误.*pack check/, 'serve', '--packs', within('packs'), '--data', within('serve'), ...await listen())
  const found = run('pack', 'check', '--packs', within('packs'))
  assert.match(found.out, /scenarios\/restaurant\/scenario\.yaml:\d+:\d+: E C301 .*want_sign[\s\S]*改法/, 'the check says where, what and how to mend it')
  refused(/没有 scenarios/, 'serve', '--packs', within('nowhere'), '--data', within('serve'), ...await listen())
})

test('a city without an administrator', async () => {
  refused(/还没有系统管理员。先运行 lianban user add/, 'serve', '--packs', join(root, 'packs'), '--data', within('serve'), ...await listen())
})

test('the same cases after a second start and after kill -9', async () => {
  const before = await numbers()
  assert.ok(before.length > 0)
  await server.stop()
  server = await start({ data, clock: '' })
  assert.deepEqual(await numbers(), before)
  await server.kill()
  server = await start({ data, clock: '' })
  assert.deepEqual(await numbers(), before)
  assert.match(await (await fetch(server.base)).text(), /2026年9月29日/, 'the clock of the sample city goes on from where it was')
})

test('a form that another site sends is refused', async () => {
  const hand = await asPerson('zhang_lichun')
  const cookie = (await hand.page.context().cookies()).map(c => `${c.name}=${c.value}`).join('; ')
  const no = (await numbers())[0]
  for (const from of [{ 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, { origin: 'https://evil.example' }, {}]) {
    const r = await fetch(`${server.base}/cases/${no}/withdraw`, { method: 'POST', headers: { cookie, 'content-type': 'application/x-www-form-urlencoded', ...from }, body: 'reason=x', redirect: 'manual' })
    assert.equal(r.status, 403, JSON.stringify(from))
  }
  assert.notEqual((await api('GET', `/cases/${no}`)).phase, 'closed')
  await hand.close()
})

test('a wrong file is not taken: the page says which rule and how to mend it', async () => {
  const draft = await started()
  const hand = await asPerson('zhang_lichun')
  const slot = hand.page.locator('.lx-hand').first()
  for (const [file, words] of [
    [{ name: '平面图.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ\x90\0 no document at all '.repeat(40), 'latin1') }, /JPG.*PDF.*换成要求的格式/],
    [{ name: '大图.pdf', mimeType: 'application/pdf', buffer: Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(11_000_000, ' '), Buffer.from('\n%%EOF')]) }, /不能超过10MB/],
    [{ name: '空.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(0) }, /空/]
  ]) {
    await hand.go(`/drafts/${draft.id}/materials`)
    await hand.handIn(slot.locator('form:has(input[type=file])'), file)
    assert.match(await hand.page.title(), /^错误/, file.name)
    assert.match(await hand.text('.govuk-error-summary'), words)
    assert.match(await slot.innerText(), words, 'the same words at the material')
    assert.equal(await slot.locator('.lx-files li').count(), 0)
  }
  hand.fine(422)
  await hand.close()
})

test('the case, papers and drafts of somebody else do not exist', async () => {
  const no = (await numbers())[0]
  const { id } = (await api('GET', `/cases/${no}/documents`)).documents[0]
  const draft = await started()
  const neighbour = await asPerson('wang_xiaoman')
  for (const path of [`/cases/${no}`, `/cases/${no}/receipt`, `/cases/${no}/journal`, `/cases/${no}/results`, `/documents/${id}`, `/documents/${id}/pdf`, `/drafts/${draft.id}/materials`, `/drafts/${draft.id}/check`]) {
    assert.equal((await neighbour.go(path)).status(), 404, path)
  }
  await neighbour.close()
  const nobody = await Hand.open(browser, server.base)
  await nobody.go(`/cases/${no}`)
  assert.match(nobody.page.url(), /\/login\?back=/)
  await nobody.close()
})

test('the item of another department does not exist', async () => {
  const running = await api('GET', `/cases/${(await numbers()).at(-1)}`)
  const foreign = running.items.find(i => i.department === 'market')
  const fire = await atDesk(browser, server.base, 'fire')
  for (const tail of ['', '/clock', '/journal', '/accept']) assert.equal((await fire.go(itemAt(running.no, foreign.slot) + tail)).status(), 404, tail)
  await fire.close()
})

test('an impatient finger files one case', async () => {
  const draft = await started({ complete: true })
  const had = (await numbers()).length
  const hand = await asPerson('zhang_lichun', { js: false }) // with script the button guards itself
  await hand.go(`/drafts/${draft.id}/check`)
  await hand.write({ declared: true, informed: true, order: true })
  const form = await hand.page.$eval('main form[action$="/submit"]', f => [f.action, new URLSearchParams(new FormData(f)).toString()])
  const twice = await Promise.all([1, 2, 3].map(() => hand.page.request.post(form[0], {
    data: form[1], headers: { 'content-type': 'application/x-www-form-urlencoded', origin: server.base }
  })))
  await hand.page.locator('main form[action$="/submit"] button').dblclick()
  // The second click stops the page on which the first one was on its way: only where the browser comes to rest counts.
  await hand.page.locator('.lx-panel .lx-no').waitFor()
  assert.deepEqual(new Set([...twice.map(r => r.url()), hand.page.url()]).size, 1, 'every answer leads to the same receipt')
  assert.equal((await numbers()).length, had + 1)
  await hand.close()
})

test('the second of two hands on one page is shown what the first did', async () => {
  const no = (await numbers())[0] // filed a moment ago
  const slot = 'licence_check.verify'
  const [first, second] = [await atDesk(browser, server.base, 'market'), await atDesk(browser, server.base, 'market.sign')]
  await second.go(`${itemAt(no, slot)}/accept`)
  await act(first, no, slot, 'accept')
  await second.press('main form.kx-form button[type=submit]')
  assert.match(await second.page.title(), /这个办件刚刚变了/)
  assert.match(await second.text(), /林晓[\s\S]*受理/, 'who did what')
  first.fine()
  second.fine(409)
  const journal = await second.go(`${itemAt(no, slot)}/journal`)
  assert.equal(journal.status(), 200)
  assert.equal((await second.text()).match(/林晓/g).length, 1, 'it was accepted once')
  for (const hand of [first, second]) await hand.close()
})

async function asPerson (person, options) {
  const hand = await Hand.open(browser, server.base, options)
  await hand.go('/login')
  await signIn(hand, person)
  return hand
}

const numbers = async () => (await api('GET', '/cases?limit=100')).cases.map(c => c.no)

// started begins a small restaurant by the API; complete also writes and hands in everything.
async function started ({ complete = false } = {}) {
  let draft = await api('POST', '/drafts', { scenario: 'restaurant', area: 'zhifu', applicant: 'owner', answers: { catering_size: 'small', venue_area: 45, wants_sign: false } })
  if (!complete) return draft
  const values = { contact_phone: '13800138000', truth_promise: true, staff_count: 3, dishes: '家常菜' }
  for (const section of draft.plan.form.sections) {
    const asked = section.fields.filter(f => f.disposition === 'asked' && !f.in_guide).map(f => f.key)
    if (asked.length > 0) draft = await api('PUT', `/drafts/${draft.id}/sections/${section.key}`, { version: draft.version, values: Object.fromEntries(asked.map(k => [k, values[k]])) })
  }
  for (const m of draft.plan.materials.filter(m => m.disposition === 'upload')) {
    await api('POST', `/drafts/${draft.id}/materials/${m.key}/papers`, new Uint8Array((await upload(browser, 'jpeg', m.key)).buffer))
  }
  return draft
}

async function api (method, path, body) {
  const file = body instanceof Uint8Array
  const r = await fetch(`${server.base}/api/v1${path}`, {
    method, body: file ? body : body && JSON.stringify(body),
    headers: { authorization: `Bearer ${bearer}`, 'content-type': file ? 'application/octet-stream' : 'application/json', ...(file && { 'content-disposition': 'attachment; filename="photo.jpg"' }) }
  })
  const text = await r.text()
  assert.ok(r.ok, `${method} ${path}: ${r.status} ${text}`)
  return JSON.parse(text)
}
