// Looks at the page that is open the way everybody meets it, without loading it again: on a phone, on a desk, and on a
// phone in large text. This is what "every page works at 390 px, at 1440 px and at 140 % text, axe finds nothing" means.
//
// axe reads the whole page once, at the size that it is open in. At the other it reads what appears only there or has
// other colours there. Large text brings no element and no colour. At every size the room is checked: sideways scroll,
// text cut off, controls too small or too close.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { axe, clipped, overflow, remember, shoot, tiny, widths } from './lib.mjs'

// How much was looked at in this process.
export const count = { pages: 0, violations: 0 }

// LIANBAN_SHOTS names a folder for pictures of every page that has a name, at every size.
const pictures = process.env.LIANBAN_SHOTS

// look fails with everything that is wrong with a page, one line each: the size, the rule, the place. least is the side
// in px that a control must have: 44 where people touch, 16 at a desk, where rows are dense (axe checks the space
// around). name stands in the failure and in the names of the pictures. Afterwards the window is as it was before.
export async function look (page, { least = 44, name = '' } = {}) {
  const before = page.viewportSize()
  const text = await page.getAttribute('html', 'data-size')
  const wrong = await unfilled(page)
  const at = async (label, check) => {
    await page.setViewportSize(label === 'desk' ? widths.desktop : widths.phone)
    await page.evaluate(text => { document.documentElement.dataset.size = text }, label.endsWith('large') ? 'large' : text)
    wrong.push(...(await check()).map(found => `${label}: ${found}`))
    if (pictures && name) await shoot(page, join(pictures, `${name}-${label}.png`))
  }
  const sizes = before.width >= widths.desktop.width ? ['desk', 'phone'] : ['phone', 'desk'] // the size that is there needs no drawing
  await at(sizes[0], async () => [...await judged(page), ...await cramped(page, least)])
  await remember(page)
  await at(sizes[1], async () => [...await judged(page, { part: 'changed' }), ...await cramped(page, least)])
  await at('phone-large', async () => [...await judged(page, { part: 'width' }), ...await cramped(page, least)])
  await page.evaluate(text => { document.documentElement.dataset.size = text }, text)
  await page.setViewportSize(before)
  count.pages++
  assert.ok(wrong.length === 0, `${[name, page.url()].join(' ').trim()}\n  ${wrong.join('\n  ')}`)
}

// sound reads a page with axe as look does, at both widths, and asks nothing else but that it fits: the stations of a
// journey, where the page is new at each of them.
export async function sound (hand, name = '') {
  const { page } = hand
  const before = page.viewportSize()
  const sizes = before.width >= widths.desktop.width ? ['desktop', 'phone'] : ['phone', 'desktop']
  for (const where of sizes) {
    await page.setViewportSize(widths[where])
    assert.deepEqual(await axe(page, { part: where === sizes[0] ? 'all' : 'changed' }), [], `${page.url()} ${where}`)
    assert.equal(await overflow(page), null, `${page.url()} ${where}`)
    if (pictures && name) await shoot(page, join(pictures, `${name}-${where}.png`))
    if (where === sizes[0]) await remember(page)
  }
  await page.setViewportSize(before)
}

async function judged (page, options) {
  const found = await axe(page, options)
  count.violations += found.length
  return found
}

// cramped lists what does not fit. Controls that only readers are told of may be small.
async function cramped (page, least) {
  return [await overflow(page), ...await tiny(page, least), ...await clipped(page)].filter(s => s && !s.includes('visually-hidden'))
}

// unfilled lists texts that are missing or not filled in. Addresses of the API have braces of their own.
async function unfilled (page) {
  const ofAPI = new URL(page.url()).pathname.startsWith('/api/')
  const marks = ofAPI ? /\[[a-z_]+(\.[a-z_0-9-]+)+\]|%!\w|<nil>/g : /\[[a-z_]+(\.[a-z_0-9-]+)+\]|%!\w|<nil>|\{[a-z_]+\}/g
  return ((await page.evaluate(() => document.body.innerText)).match(marks) ?? []).map(found => `text missing: ${found}`)
}
