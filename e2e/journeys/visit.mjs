// One appointment for two departments: they go to the restaurant together, and each writes its own verdict. The fire
// brigade finds a defect and refuses, the food licence is granted; the joint result is partial, and the refused item is
// applied for again alone, inside the same case.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { upload } from '../files.mjs'
import { Filing, regular } from '../filing.mjs'
import { Hand, act, atDesk, itemAt, signIn } from '../hand.mjs'
import { launch } from '../lib.mjs'
import { sound } from '../look.mjs'
import { drop, folder, start } from '../server.mjs'

const food = 'food_licence.new'
const fire = 'fire_check.ordinary'
const submit = 'main form.kx-form button[type=submit]'
const data = folder()

let server, browser, filing, phone, market, brigade, no

before(async () => {
  server = await start({ data, empty: true })
  browser = await launch()
  filing = await Filing.open(browser, server, 'market', 'market.sign', 'fire', 'fire.sign', 'urban', 'urban.sign')
  no = await filing.file(regular)
  await filing.decide(no, 'market', 'licence_check.verify')
  await filing.act('market', no, food, 'accept')
  await filing.act('fire', no, fire, 'accept')
  market = await atDesk(browser, server.base, 'market')
  brigade = await atDesk(browser, server.base, 'fire')
  phone = await Hand.open(browser, server.base)
  await phone.go(`/login?next=/cases/${no}`)
  await signIn(phone, 'zhang_lichun')
})
after(async () => {
  await browser?.close()
  await server?.stop()
  drop(data)
})

// mate chooses the first colleague whom a form proposes as the second officer.
async function mate (desk, name) {
  const select = desk.page.locator(`main select[name=${name}]`)
  await select.selectOption(await select.locator('option:not([value=""])').first().getAttribute('value'))
}

test('the first department makes the appointment, the second joins it', async () => {
  await market.go(itemAt(no, food) + '/schedule-visit')
  const day = market.page.locator('main select[name=day]')
  await day.selectOption(await day.locator('option[value^="2"]').first().getAttribute('value'))
  await mate(market, 'officer2')
  await sound(market, 'visit-schedule')
  await market.press(submit)
  await brigade.go(itemAt(no, fire) + '/schedule-visit')
  assert.match(await brigade.text(), /这个事项加入这一次/)
  assert.equal(await brigade.page.locator('main select[name=day]').count(), 0, 'whoever joins chooses no other day')
  await mate(brigade, 'officer2')
  await sound(brigade, 'visit-join')
  await brigade.press(submit)
})

test('the applicant is told of one appointment, and keeps it in a calendar', async () => {
  const files = new Set()
  for (const slot of [food, fire]) {
    await phone.go(`/cases/${no}/items/${slot}`)
    assert.match(await phone.text(), /上门勘验[\s\S]*09:30[\s\S]*来的人/)
    files.add(await phone.page.locator('main a[href$="/calendar.ics"]').getAttribute('href'))
  }
  await sound(phone, 'visit-told')
  assert.equal(files.size, 1, 'both items lead to the same appointment')
  const file = await phone.page.request.get([...files][0])
  assert.match(file.headers()['content-type'], /^text\/calendar/)
  const text = await file.text()
  assert.equal(text.match(/BEGIN:VEVENT/g).length, 1, text)
  assert.match(text, /DTSTART[^\n]*20260929T0(93000|13000Z)/)
})

test('two officers of each department go, and each writes its own verdict', async () => {
  await market.go('/officer/visits')
  await sound(market, 'visit-day')
  const photo = await upload(browser, 'jpeg', '现场')
  const judge = async (desk, slot, verdict, record) => {
    await desk.go(itemAt(no, slot) + `/${verdict}`)
    await mate(desk, 'second')
    await desk.fill('main [name=record]', record)
    await desk.page.locator('main input[type=file]').setInputFiles(photo)
    await sound(desk, `visit-${verdict}`)
    await desk.press(submit)
    assert.equal(new URL(desk.page.url()).pathname, itemAt(no, slot), await desk.text())
  }
  await judge(market, food, 'visit-pass', '加工间布局与图纸一致。')
  await judge(brigade, fire, 'visit-fail', '疏散通道宽度不足。')
  for (const [slot, words] of [[food, /通过。加工间布局与图纸一致/], [fire, /不通过。疏散通道宽度不足/]]) {
    await phone.go(`/cases/${no}/items/${slot}`)
    assert.match(await phone.text(), words)
    const shown = await phone.page.request.get(await phone.page.locator('main a[href*="/visit-files/"]').first().getAttribute('href'))
    assert.match(shown.headers()['content-type'], /^image\//)
  }
  await phone.go(`/cases/${no}/results`)
  assert.equal((await phone.text()).match(/现场勘验记录/g)?.length, 2, 'each department has its record')
})

test('one department refuses, the other grants, and the joint result is partial', async () => {
  await act(brigade, no, fire, 'propose-refuse', { opinion: '现场不符。', reason: '疏散通道宽度不足。', grounds: '消防法第十五条' })
  await filing.act('fire.sign', no, fire, 'refuse')
  await act(market, no, food, 'propose-grant', { opinion: '现场和材料都符合。' })
  await filing.act('market.sign', no, food, 'grant')
  await filing.decide(no, 'urban', 'sign_board.set')
  const { items, result } = await filing.api('applicant', 'GET', `/cases/${no}`)
  assert.deepEqual(Object.fromEntries(items.map(i => [i.slot, i.state])), {
    [fire]: 'refused', [food]: 'granted', 'licence_check.verify': 'granted', 'sign_board.set': 'granted'
  })
  assert.equal(result, 'partly_granted')
  await phone.go(`/cases/${no}`)
  await sound(phone, 'visit-partial')
})

test('the refused item is applied for again, alone and inside the same case', async () => {
  await phone.go(`/cases/${no}/items/${fire}`)
  assert.match(await phone.text(), /疏散通道宽度不足[\s\S]*行政复议/)
  await phone.press('main a[href$="/reapply"]')
  await sound(phone, 'visit-reapply')
  await phone.fill('main [name=note]', '通道已拓宽到1.4米。')
  await phone.press('main form:has([name=note]) button[type=submit]')
  const { items } = await filing.api('applicant', 'GET', `/cases/${no}`)
  const again = items.find(i => i.slot === fire)
  assert.deepEqual([again.state, again.attempt], ['received', 2])
  assert.equal(items.find(i => i.slot === food).state, 'granted', 'the others keep what they gained')
  await filing.decide(no, 'fire', fire)
  assert.equal((await filing.api('applicant', 'GET', `/cases/${no}`)).result, 'all_granted')
  await phone.go(`/cases/${no}`)
  await sound(phone, 'visit-again')
  for (const hand of [phone, market, brigade]) hand.fine()
})
