// The use of the sea by a company (用海), from the questions to the registered right: bodies are asked side by side and one
// stays silent beyond its day, a notice hangs in public and somebody objects, experts review in excluded time, three hands
// decide, finance takes its share off the fee, the company pays, and only then the right is registered.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { upload } from '../files.mjs'
import { Hand, act, atDesk, atDoor, itemAt, signIn } from '../hand.mjs'
import { launch } from '../lib.mjs'
import { sound } from '../look.mjs'
import { drop, folder, start } from '../server.mjs'

const pictures = process.env.LIANBAN_SHOTS ?? ''
const approval = 'sea_approval.new'
const fee = 'sea_fee.collect'
const registration = 'sea_registration.first'
const answers = { sea_class: 'aquaculture', sea_area: '186.4', sea_changes_shape: 'no', near_military: 'yes', wants_relief: 'yes', sea_years: '15' }
const fields = {
  contact_phone: '13800138000', truth_promise: true, project_name: '示范海洋牧场', project_code: '2609-370602-04-01-123456',
  sea_place: '芝罘区北部海域，离岸约3公里', credit_proof: 'later'
}
const next = 'main .lx-go button.govuk-button'
const submit = 'main form.kx-form button[type=submit]'

let server, browser, company, no
const desk = {}
const data = folder()

before(async () => {
  server = await start({ data, empty: true })
  browser = await launch()
  company = await Hand.open(browser, server.base)
})
after(async () => {
  await browser?.close()
  await server?.stop()
  drop(data)
})

// look checks a page only when pictures are asked for.
async function look (hand, name) {
  if (pictures) await sound(hand, name)
}

const at = async login => (desk[login] ??= await atDesk(browser, server.base, login))

test('a company files on a phone', async () => {
  await company.go('/scenarios/sea_use?area=zhifu')
  for (const [name, value] of Object.entries(answers)) await company.answer(name, value)
  await sound(company, 'guide')
  await company.press('#dock button')
  await signIn(company, 'sun_bi')
  await company.press('#dock button')
  if (await company.page.locator('button[name=company]').count()) await company.press('button[name=company] >> nth=0')
  for (let pages = 0; !/\/materials$/.test(new URL(company.page.url()).pathname); pages++) {
    assert.ok(pages < 12, `the form does not end: ${company.page.url()}`)
    await company.write(fields)
    await company.press(next)
  }
  await look(company, 'materials')
  for (let n = 0; ; n++) {
    assert.ok(n < 20, 'the list of papers does not get shorter')
    const form = company.page.locator('.lx-hand:not(.is-done) form:has(input[type=file])').first()
    if (!await form.count()) break
    await company.handIn(form, await upload(browser, 'pdf', `材料${n}`))
  }
  await look(company, 'materials-done')
  await company.press(next)
  await company.press(next)
  await sound(company, 'check')
  for (const box of await company.page.locator('main input[type=checkbox]').all()) await company.tick(box)
  await company.press(next)
  no = company.page.url().match(/\/cases\/([^/]+)\/receipt$/)?.[1]
  assert.ok(no, `no receipt: ${company.page.url()} ${await company.text()}`)
  await look(company, 'receipt')
  await company.go(`/cases/${no}`)
  await look(company, 'tracking-0')
})

// deed opens an act of an item at a desk, fills its form and does it; with wrong the form comes back and says so.
async function deed (login, slot, name, values = {}, picture = '', wrong = null) {
  const hand = await at(login)
  await hand.go(itemAt(no, slot))
  const link = hand.page.locator(`#desk a[href$="/${name}"]`)
  assert.equal(await link.count() > 0, true, `${login} may ${name} on ${slot}: ${await hand.text('#desk')}`)
  await hand.press(link.first())
  if (picture) await look(hand, picture)
  for (const [key, value] of Object.entries(values)) {
    const boxes = hand.page.locator(`main form [name="${key}"]`)
    const type = await boxes.first().getAttribute('type')
    if (type === 'radio' || type === 'checkbox') for (const one of [value].flat()) await hand.choose(key, one)
    else await hand.fill(boxes.first(), value)
  }
  await hand.press(submit)
  if (wrong) return assert.match(await hand.text('.govuk-error-summary'), wrong)
  assert.equal(new URL(hand.page.url()).pathname, itemAt(no, slot), `${name} on ${slot}: ${await hand.text()}`)
}

async function nextDay () {
  await company.go(`/cases/${no}`)
  await company.press('form[action="/demo/next-working-day"] button')
}

test('bodies are asked side by side, a notice hangs, experts review', async () => {
  const tang = await at('ocean')
  await look(tang, 'worklist')
  await tang.go(itemAt(no, approval))
  await look(tang, 'case-received')
  await act(tang, no, approval, 'accept')
  const asked = { question: '请就186.4公顷开放式养殖的选址、航行安全和生态影响提出意见。' }
  await deed('ocean', approval, 'start-consult', { ...asked, papers: ['sea_report', 'sea_works_plan'], fields: ['sea_place', 'sea_area'] }, 'start-consult')
  await deed('ocean', approval, 'start-consult', { ...asked, papers: ['sea_report'], fields: ['sea_place'] })
  await deed('ocean', approval, 'publish-notice', {
    content: '烟台芒种海洋科技有限公司（示例）申请开放式养殖用海186.4公顷。\n位置在芝罘区北部海域，离岸约3公里，不填海，不建围堰。\n申请用海15年。',
    places: '芝罘区北部码头公告栏'
  }, 'publish-notice')
  await deed('ocean', approval, 'call-experts', { who: '示例海洋研究所', days: '3', reason: '深水网箱的水动力影响要现场核对。' }, 'call-experts')
  await tang.go(itemAt(no, approval))
  await sound(tang, 'case-parallel')
  await company.go(`/cases/${no}`)
  await sound(company, 'tracking-1')
  await company.go(`/cases/${no}/items/${approval}`)
  await sound(company, 'item-1')
})

test('the public reads the notice and somebody objects', async () => {
  const anybody = await Hand.open(browser, server.base)
  await anybody.go('/notices')
  await sound(anybody, 'notices')
  await anybody.press('main .lx-list a')
  await sound(anybody, 'notice')
  await anybody.press('main a[href$="/object-notice"]')
  await signIn(anybody, 'zheng_qiufen')
  await look(anybody, 'object')
  await anybody.press(next)
  await sound(anybody, 'object-empty')
  await anybody.fill('main [name=objection]', '养殖区挡住渔船回港的航道，请留出通道。')
  await anybody.press(next)
  await sound(anybody, 'notice-taken')
  await anybody.close()
  await deed('ocean', approval, 'answer-objection', { reply: '采纳。宗海图已留出200米航道，见修改后的平面布置图。' }, 'answer-objection')
})

test('bodies answer, one stays silent and is escalated', async () => {
  for (const [login, says, opinion] of [['maritime', 'conditions', '施工期要设警示浮标。'], ['resources', 'no_objection', '']]) {
    const hand = await at(login)
    await hand.go('/officer/requests')
    await look(hand, `requests-${login}`)
    await hand.press('main .kx-t__name')
    if (login === 'maritime') await sound(hand, `request-${login}`)
    await hand.choose('says', says)
    if (opinion) await hand.fill('main [name=opinion]', opinion)
    await hand.press(submit)
    await look(hand, `replied-${login}`)
  }
  for (let n = 0; n < 2; n++) await nextDay()
  await deed('ocean', approval, 'expert-opinion', { opinion: 'pass', text: '网箱布置合理，建议加装监测浮标。' }, 'expert-opinion')
  await deed('ocean', approval, 'call-experts', { who: '示例海洋技术审查中心', days: '3', reason: '核对海籍测量成果。' })
  for (let n = 0; n < 2; n++) await nextDay()
  await deed('ocean', approval, 'expert-opinion', { opinion: 'pass', text: '海籍测量成果与宗海图一致。' })
  await company.go(`/cases/${no}`)
  await look(company, 'tracking-2')
  await company.go(`/cases/${no}/items/${approval}/clock`)
  await sound(company, 'clock')
  for (let n = 0; n < 7; n++) await nextDay()
  const tang = await at('ocean')
  await tang.go(itemAt(no, approval))
  await sound(tang, 'case-silent')
  const wei = await at('military')
  await wei.go('/officer/requests')
  await sound(wei, 'requests-late')
  const watch = await atDoor(browser, server.base, 'supervisor', 'supervisor')
  await sound(watch, 'supervisor')
  assert.match(await watch.text('#letters >> xpath=ancestor::section'), /超期 \d+ 个工作日[\s\S]*军事/, 'the supervisor sees who stays silent')
  await wei.press('main .kx-t__name')
  await wei.choose('says', 'no_objection')
  await wei.press(submit)
  await company.go(`/cases/${no}`)
  await look(company, 'tracking-3')
})

test('three hands decide when everything has been answered', async () => {
  await deed('ocean', approval, 'weigh-consult', { opinion: '采纳海事局的条件，写入批复：施工期设置警示浮标。' }, 'weigh-consult')
  await deed('ocean', approval, 'propose-grant', { opinion: '符合海洋功能区划，各单位意见已研究。' }, 'propose-grant')
  await deed('ocean.review', approval, 'review', { opinion: '同意。' }, 'review')
  const ruan = await at('ocean.sign')
  await ruan.go(itemAt(no, approval))
  await look(ruan, 'case-to-sign')
  await act(ruan, no, approval, 'grant')
  await company.go(`/cases/${no}`)
  await look(company, 'tracking-granted')
  await company.go(`/cases/${no}/items/${registration}`)
  await look(company, 'registration-waits')
})

test('the levy is assessed, relieved in part, and paid', async () => {
  await act(await at('tax'), no, fee, 'accept')
  await deed('tax.fee', fee, 'assess-fee', { times: '0' }, 'assess-fee', /./)
  await look(desk['tax.fee'], 'assess-fee-wrong')
  await deed('tax.fee', fee, 'assess-fee', { times: '1' })
  await desk['tax.fee'].go(itemAt(no, fee))
  await sound(desk['tax.fee'], 'case-fee')
  await desk['tax.fee'].go('/officer/fees')
  await look(desk['tax.fee'], 'fees-tax')
  await company.go(`/cases/${no}`)
  await look(company, 'tracking-due')
  await company.go(`/cases/${no}/items/${fee}`)
  await look(company, 'item-due')
  await company.press('main .lx-todo a[href$="/request-relief"]')
  await look(company, 'relief')
  await company.press(next)
  await sound(company, 'relief-empty')
  await company.fill('main [name=reason]', '本项目列入省重点海洋牧场，见减免依据材料。')
  await company.press(next)
  await look(company, 'relief-asked')
  const tan = await at('finance')
  await look(tan, 'finance-worklist')
  await tan.go('/officer/fees')
  await sound(tan, 'fees-finance')
  await tan.press('main .kx-t__name')
  await look(tan, 'case-relief')
  await deed('finance', fee, 'decide-relief', { relieved: '不知道', reason: '省重点项目。' }, 'decide-relief', /./)
  await sound(tan, 'decide-relief-wrong')
  await deed('finance', fee, 'decide-relief', { reason: '省重点项目，按地方留成部分的20%减。' })
  await tan.go('/officer/fees')
  await look(tan, 'fees-done')
  await company.go(`/cases/${no}/items/${fee}`)
  await sound(company, 'item-rest')
  await company.press('main .lx-todo a[href$="/pay"]')
  await sound(company, 'pay')
  await company.press(next)
  await sound(company, 'pay-way')
  assert.equal(await company.page.locator('main svg[role=img]').count(), 1, 'a code for another telephone')
  await company.press('main .lx-pay a')
  await sound(company, 'till')
  await company.press(next)
  await look(company, 'paid')
})

test('only then the right is registered, and everything is handed over at once', async () => {
  await desk.tax.go(itemAt(no, fee))
  await look(desk.tax, 'case-paid')
  await deed('tax', fee, 'propose-grant', { opinion: '已缴清。' })
  await act(await at('tax.sign'), no, fee, 'grant')
  await act(await at('land'), no, registration, 'accept')
  await deed('land', registration, 'propose-grant', { opinion: '与批复和宗海图一致。' })
  await act(await at('land.sign'), no, registration, 'grant')
  await company.go(`/cases/${no}`)
  await sound(company, 'tracking-done')
  await company.go(`/cases/${no}/results`)
  await sound(company, 'results')
})
