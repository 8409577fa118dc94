// What every browser check shares: start Chromium, open a page at a width, check it, photograph it.
import { createRequire } from 'node:module'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { chromium } from 'playwright-core'

const axeItself = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

// The widths that every page is checked at.
export const widths = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 } }

// launch starts a browser of the distribution, or the one that CHROMIUM names. It talks to nobody but the tested server.
// The headless shell comes first: it draws the same pages without the windows, tabs and toolbars that Chromium keeps for
// each person who signs in, for a third of the time. Pages live for a second, so V8 is told not to optimise their code.
export async function launch () {
  const executablePath = [process.env.CHROMIUM, '/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
    .find(p => p && existsSync(p))
  if (!executablePath) throw new Error('no Chromium: run "make deps" or set CHROMIUM')
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking', '--disable-sync',
      '--disable-component-update', '--disable-extensions', '--no-first-run', '--no-default-browser-check', '--mute-audio',
      '--js-flags=--no-opt --no-maglev']
  })
}

// visit opens a fresh context: { size: 'phone' | 'desktop', js, baseURL }.
export async function visit (browser, { size = 'phone', js = true, baseURL } = {}) {
  const context = await browser.newContext({
    viewport: widths[size], javaScriptEnabled: js, baseURL, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce'
  })
  const page = await context.newPage()
  page.problems = []
  page.on('pageerror', e => page.problems.push(`script: ${e.message}`))
  page.on('console', m => { if (m.type() === 'error') page.problems.push(`console: ${m.text()}`) })
  return page
}

// The rules that a page is held to.
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

// The rules whose answer depends on how wide the page is.
const ofWidth = ['target-size', 'scrollable-region-focusable']

// axe answers the violations of a page in one line each. part is 'changed' for all rules on what has become visible or
// changed its colours since remember was called, and the rules of width on everything; 'width' for those rules alone. It
// is evaluated by the debugger, not put into the page, so the content policy stays in force. What a frame shows is looked
// at as a page of its own.
export async function axe (page, { part = 'all' } = {}) {
  await bring(page)
  const { violations, passed } = await page.evaluate(async ([rules, ofWidth, part, known]) => {
    const run = async (where, runOnly) => (await window.axe.run(where, { iframes: false, preload: false, resultTypes: ['violations'], runOnly })).violations
    const judged = async () => {
      if (part === 'all') return run(document, rules)
      const fresh = part === 'changed' ? alike.unknown(window.lookedAt.changed()) : []
      const found = fresh.length > 0 ? await run({ include: fresh }, rules) : []
      if (found.length === 0) alike.sound(fresh)
      return found.concat(await run(document, { type: 'rule', values: ofWidth }))
    }
    const alike = window.alike(known)
    return { violations: await judged(), passed: alike.passed() }
  }, [rules, ofWidth, part, [...passedBefore]])
  for (const look of passed) passedBefore.add(look)
  return violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.target.join(' ')} – ${n.failureSummary.split('\n').slice(1).join(' ').trim()}`))
}

// What axe found to be sound on any page of this process: see alike.
const passedBefore = new Set()

// alike is put beside axe in a page. To judge colours takes axe longer than all other rules together, and most of a page
// looks like something that was judged before: the same header, the thousandth cell of a table. So axe measures every
// look once. Two elements look alike when they and everything around them, up to the page, are the same tags of the same
// classes with the same colours, letters and place in the flow. Only a measured pass is remembered: what fails, and what
// axe cannot tell, is asked again each time. In the same way what appears at another width, such as the bar of a wide
// page, is judged once where it looks alike and is the same text of HTML. known are the marks of what passed before.
function alike (known) {
  const passed = new Set(known)
  const fresh = []
  const pass = mark => { passed.add(mark); fresh.push(mark) }
  const looks = new WeakMap() // by element
  const marks = new Map() // by everything that a look is made of
  const look = e => {
    if (!e) return 0
    if (!looks.has(e)) {
      const s = getComputedStyle(e)
      const words = [look(e.parentElement), e.tagName, e.getAttribute('class'), s.color, s.backgroundColor, s.backgroundImage, s.opacity, s.fontSize, s.fontWeight, s.textShadow, s.textIndent, s.position, s.filter, s.mixBlendMode].join('|')
      if (!marks.has(words)) marks.set(words, digest(words))
      looks.set(e, marks.get(words))
    }
    return looks.get(e)
  }
  const digest = text => { // 53 bits
    let [a, b] = [0xdeadbeef, 0x41c6ce57]
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i)
      a = Math.imul(a ^ c, 2654435761)
      b = Math.imul(b ^ c, 1597334677)
    }
    a = Math.imul(a ^ a >>> 16, 2246822507) ^ Math.imul(b ^ b >>> 13, 3266489909)
    b = Math.imul(b ^ b >>> 16, 2246822507) ^ Math.imul(a ^ a >>> 13, 3266489909)
    return 4294967296 * (b >>> 0 & 2097151) + (a >>> 0)
  }
  const bears = e => /^(INPUT|SELECT|TEXTAREA)$/.test(e.tagName) || [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim())
  const whole = e => digest(`${look(e)} ${document.documentElement.clientWidth} ${e.outerHTML}`)
  const rule = window.axe._audit.rules.find(r => r.id === 'color-contrast')
  const check = window.axe._audit.checks['color-contrast']
  const { matches } = window.alike.was ??= { matches: rule.matches, evaluate: check.evaluate }
  const { evaluate } = window.alike.was
  rule.matches = (node, ...rest) => bears(node) && !passed.has(look(node)) && matches(node, ...rest)
  check.evaluate = function (node, ...rest) {
    if (passed.has(look(node))) return true
    let measured
    const result = evaluate.call({ ...this, data: data => { measured = data?.contrastRatio; this.data(data) } }, node, ...rest)
    if (result === true && measured > 0) pass(look(node))
    return result
  }
  return { passed: () => fresh, unknown: all => all.filter(e => !passed.has(whole(e))), sound: all => all.forEach(e => pass(whole(e))) }
}

const axeSource = `${axeItself}\nwindow.alike = ${alike}`

// Tabs that axe was brought to before.
const seen = new WeakSet()

// bring makes window.axe ready. To send axe to a tab takes longer than to run it there, so a tab that is looked at a
// second time keeps the source for all its later pages, as a function that costs nothing until it is called.
async function bring (page) {
  if (await page.evaluate(() => { window.bringAxe?.(); return 'axe' in window })) return
  if (seen.has(page)) await page.addInitScript({ content: `window.bringAxe = () => { if (!window.axe) {${axeSource}\n} }` })
  seen.add(page)
  await page.evaluate(axeSource)
}

// remember notes which elements are visible and in what colours, so that axe can look at the others later.
export function remember (page) {
  return page.evaluate(() => {
    const face = e => {
      if (!e.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return ''
      const s = getComputedStyle(e)
      return `${s.color} ${s.backgroundColor} ${s.backgroundImage}`
    }
    const seen = new Map([...document.querySelectorAll('*')].map(e => [e, face(e)]))
    window.lookedAt = {
      changed: () => {
        const fresh = new Set([...seen].filter(([e, was]) => { const now = face(e); return now !== '' && now !== was }).map(([e]) => e))
        return [...fresh].filter(e => { for (let up = e.parentElement; up; up = up.parentElement) if (fresh.has(up)) return false; return true })
      }
    }
  })
}

// overflow answers how many pixels the page is wider than its window, and the widest element's class.
export function overflow (page) {
  return page.evaluate(() => {
    const wide = document.documentElement.clientWidth
    const over = document.documentElement.scrollWidth - wide
    if (over <= 0) return null
    let worst = null
    for (const e of document.body.querySelectorAll('*')) {
      const r = e.getBoundingClientRect()
      if (r.right > wide + 0.5 && (!worst || r.right > worst.right)) worst = { right: r.right, name: `${e.tagName}.${e.getAttribute('class')}` }
    }
    return `${over} px too wide: ${worst ? worst.name : '?'}`
  })
}

// tiny lists controls that are too small to hit: fields and buttons below 44 px on the portal (24 px on a desk, where
// rows are dense), and none at all without size. Links inside a sentence are free.
export function tiny (page, least = 44) {
  return page.evaluate(least => [...document.querySelectorAll('button, input:not([type=hidden]), select, textarea, a[role=button]')]
    .filter(e => {
      if (e.closest('details:not([open])') && !e.closest('summary')) return false
      const s = getComputedStyle(e)
      if (e.getClientRects().length === 0 || s.visibility === 'hidden' || e.closest('[hidden]') || e.classList.contains('lx-link') || e.type === 'checkbox' && e.parentElement.classList.contains('lx-box')) return false
      const r = e.getBoundingClientRect()
      return r.height < least - 0.5 || r.width < least - 0.5
    })
    .map(e => `${e.tagName}.${e.getAttribute('class')} is ${Math.round(e.getBoundingClientRect().width)}×${Math.round(e.getBoundingClientRect().height)}`), least)
}

// clipped lists elements whose own text is cut off: it needs more room than the element has, and does not scroll.
export function clipped (page) {
  return page.evaluate(() => [...document.body.querySelectorAll('*')].filter(e => {
    if (![...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim())) return false
    const s = getComputedStyle(e)
    const hides = how => how === 'hidden' || how === 'clip'
    if (e.clientWidth <= 1 || e.clientHeight <= 1 || !e.checkVisibility({ visibilityProperty: true })) return false // for readers only
    return hides(s.overflowX) && e.scrollWidth > e.clientWidth + 1 || hides(s.overflowY) && e.scrollHeight > e.clientHeight + 2
  }).map(e => `text cut off: ${e.tagName}.${e.getAttribute('class')} “${e.textContent.trim().slice(0, 20)}”`))
}

// shoot writes a picture of the whole page.
export async function shoot (page, path) {
  mkdirSync(dirname(path), { recursive: true })
  await page.screenshot({ path, fullPage: true, animations: 'disabled' })
}
