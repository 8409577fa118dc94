// What is promised with an application: a paper that follows later, and a commitment that stands for another. The
// applicant reads both texts before signing them, brings the paper by its day, takes the commitment back and signs it anew.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { upload } from '../files.mjs'
import { Filing, regular } from '../filing.mjs'
import { Hand, signIn } from '../hand.mjs'
import { launch } from '../lib.mjs'
import { sound } from '../look.mjs'
import { drop, folder, start } from '../server.mjs'

const food = 'food_licence.new'
const fire = 'fire_check.ordinary'
const next = 'main .lx-go button.govuk-button'
const send = 'main form:has(input[name=version]) .lx-go button'
const data = folder()

let server, browser, filing, phone, draft, no

before(async () => {
  server = await start({ data, empty: true })
  browser = await launch()
  filing = await Filing.open(browser, server, 'market', 'market.sign')
  draft = (await filing.fillIn({ ...regular, wants_sign: false })).id
  phone = await Hand.open(browser, server.base)
  await phone.go(`/login?next=/drafts/${draft}/materials`)
  await signIn(phone, 'zhang_lichun')
})
after(async () => {
  await browser?.close()
  await server?.stop()
  drop(data)
})

test('a paper follows later, and a commitment stands for another', async () => {
  await phone.go(`/drafts/${draft}/materials`)
  assert.match(await phone.text(), /受理后 5 个工作日内补上/)
  for (const way of ['later', 'commitment']) await phone.press(`main form:has(input[name=way][value=${way}]) button >> nth=0`)
  assert.match(await phone.text(), /您承诺以后补[\s\S]*您选择了告知承诺/)
  await sound(phone, 'promise-chosen')
  await filing.handInAll(draft)
})

test('both texts are read and signed before the application is submitted', async () => {
  await phone.go(`/drafts/${draft}/check`)
  assert.match(await phone.text(), /容缺受理承诺书[\s\S]*5个工作日内补齐[\s\S]*告知承诺书[\s\S]*场所合法使用承诺书/)
  for (const name of ['declared', 'informed', 'order']) await phone.tick(`main input[name=${name}]`)
  await phone.press(next)
  assert.match(await phone.text('.govuk-error-summary'), /看完承诺书/)
  await sound(phone, 'promise-unsigned')
  await phone.tick('main input[name=promises]')
  await phone.press(next)
  no = phone.page.url().match(/\/cases\/([^/]+)\/receipt$/)?.[1]
  assert.ok(no, phone.page.url())
})

test('the gap has its day once the application is accepted, and is filled', async () => {
  await filing.decide(no, 'market', 'licence_check.verify')
  await filing.act('market', no, food, 'accept')
  await phone.go(`/cases/${no}`)
  assert.match(await phone.text(), /请在 ?10月12日（周一） ?前补齐/)
  await sound(phone, 'promise-due')
  await phone.press('main a[href$="/fill-gap"]')
  await phone.press(send)
  assert.match(await phone.text('.govuk-error-summary'), /还差承诺过的材料/)
  await phone.handIn(phone.page.locator('main form:has(input[type=file])').first(), { name: '制度.txt', mimeType: 'text/plain', buffer: Buffer.from('制度') })
  assert.match(await phone.text('.govuk-error-summary'), /TXT/)
  await sound(phone, 'promise-fill')
  await phone.handIn(phone.page.locator('main form:has(input[type=file])').first(), await upload(browser, 'pdf', '食品安全制度'))
  await phone.press(send)
  assert.match(await phone.text(), /食品安全制度清单已补齐/)
  await sound(phone, 'promise-filled')
})

test('a commitment is taken back before the decision, and signed anew', async () => {
  await phone.go(`/cases/${no}/items/${fire}`)
  await phone.press('main a[href$="/withdraw-commitment"]')
  await sound(phone, 'promise-withdraw')
  await phone.press(send)
  await phone.press('main a[href$="/sign-commitment"]')
  await phone.press(send)
  assert.match(await phone.page.title(), /^错误/)
  await sound(phone, 'promise-sign')
  await phone.tick('main input[name=text]')
  await phone.press(send)
  assert.match(await phone.text(), /签署，办好后核查/)
  phone.fine(422)
})
