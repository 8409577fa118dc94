// A newborn, filed on a phone without any script: an error is shown with everything kept, the draft is saved and taken
// up again, the case is followed, and one item is withdrawn.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { upload } from '../files.mjs'
import { Hand, signIn } from '../hand.mjs'
import { launch, overflow } from '../lib.mjs'
import { drop, folder, start } from '../server.mjs'

const data = folder()
const answers = { born_in_province: 'yes', household_kind: 'family', parents_married: 'yes', benefit_through: 'neither' }
const later = { residence_follows: 'mother', ethnicity_differs: 'no' } // asked once it is known that they are married
const fields = {
  contact_phone: '13800138000', post_address: '芝罘区示例路6号2单元301室', truth_promise: true, child_name: '李小寒', child_sex: 'female',
  birth_date: '2026-09-20', birth_weight: '3300', household_address: '芝罘区示例路6号', mother_name: '王小满', father_name: '李谷雨',
  mother_id_number: '370699199605210027', father_id_number: '37069919940420005X'
}

const next = 'main .lx-go button.govuk-button' // the one way on of a form page

let server, browser, phone

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

// sound says that the page fits the phone and has one heading. axe needs a browser with script: axe.mjs runs it.
async function sound () {
  assert.equal(await overflow(phone.page), null, phone.page.url())
  assert.equal(await phone.page.locator('h1').count(), 1, phone.page.url())
}

async function choose (all) {
  for (const [name, value] of Object.entries(all)) await phone.choose(name, value)
  await phone.press('#guide button[type=submit]')
}

test('a newborn is filed on a phone without script', async t => {
  await phone.go('/scenarios/newborn')
  await sound()
  await choose(answers)
  await choose(later)
  await sound()
  await phone.press('#dock button')
  await signIn(phone, 'wang_xiaoman')
  if (!/\/drafts\/[^/]+\//.test(phone.page.url())) { // after signing in, the plan is still there
    await phone.press('#dock button')
  }
  let refused = 0
  let saved = false
  for (let pages = 0; !/\/materials$/.test(new URL(phone.page.url()).pathname); pages++) {
    assert.ok(pages < 12, `the form does not end: ${phone.page.url()}`)
    await sound()
    if (await phone.page.locator('main form input:not([type=hidden]), main form textarea').count() > 0 && refused === 0) {
      const number = phone.page.locator('main input[name=contact_phone]')
      if (await number.count()) await phone.fill(number, '12345')
      await phone.press(next)
      assert.match(await phone.page.title(), /^错误/, 'the title says that something is wrong')
      if (await number.count()) assert.equal(await number.inputValue(), '12345', 'what was written is kept')
      assert.ok(await phone.page.locator('.govuk-error-summary').count(), 'a summary leads to the fields')
      await sound()
      refused++
    }
    await phone.write(fields)
    if (!saved && refused) { // "save, go on later", and resume from the list of drafts
      await phone.press('main form >> text=先存着')
      await phone.go('/drafts')
      await sound()
      await phone.press(phone.page.locator('main a[href^="/drafts/"]').first())
      saved = true
      await phone.write(fields)
    }
    await phone.press(next)
  }
  await sound()
  const papers = await phone.page.$$eval('main form:has(input[type=file])', all => all.map(f => f.getAttribute('action')))
  for (const action of papers) await phone.handIn(phone.page.locator(`main form[action="${action}"]:has(input[type=file])`), await upload(browser, 'jpeg', '材料'))
  await sound()
  await phone.press(next)
  await sound()
  await phone.press(next) // results stay in the account
  assert.match(phone.page.url(), /\/check$/)
  await sound()
  await phone.press(next)
  assert.match(await phone.page.title(), /^错误/, 'nobody submits without the declarations')
  for (const box of await phone.page.locator('main input[type=checkbox]').all()) await phone.tick(box)
  await phone.press(next)
  assert.match(phone.page.url(), /\/cases\/[^/]+\/receipt$/)
  await sound()
  const no = phone.page.url().match(/cases\/([^/]+)/)[1]
  await phone.go(`/cases/${no}`)
  await sound()
  assert.match(await phone.text(), /出生医学证明签发/)
  await phone.go(`/cases/${no}/items/parenting_guidance.register/withdraw`)
  await sound()
  await phone.press('main form button[type=submit]')
  await phone.go(`/cases/${no}`)
  assert.match(await phone.text(), /科学育儿指导登记[\s\S]*?已撤回/)
  t.diagnostic(`newborn without script: ${phone.clicks} clicks, ${phone.fields} fields, case ${no}`)
})
