// What every browser check shares: start Chromium, open a page at a width, check it, photograph it.
import { createRequire } from 'node:module'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { chromium } from 'playwright-core'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

// The widths that every page is checked at.
export const widths = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 } }

// launch starts the distribution's Chromium, or the one that CHROMIUM names. It talks to nobody but the tested server.
export async function launch () {
  const executablePath = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
    .find(p => p && existsSync(p))
  if (!executablePath) throw new Error('no Chromium: run "make deps" or set CHROMIUM')
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking', '--disable-sync',
      '--disable-component-update', '--disable-extensions', '--no-first-run', '--no-default-browser-check', '--mute-audio']
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

// axe answers the violations of a page in one line each. It is evaluated by the debugger, not put into the page, so
// the content policy stays in force. What a frame shows is looked at as a page of its own.
export async function axe (page) {
  await page.evaluate(axeSource)
  const { violations } = await page.evaluate(() => window.axe.run(document, {
    iframes: false,
    resultTypes: ['violations'],
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  }))
  return violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.target.join(' ')} – ${n.failureSummary.split('\n').slice(1).join(' ').trim()}`))
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

// shoot writes a picture of the whole page.
export async function shoot (page, path) {
  mkdirSync(dirname(path), { recursive: true })
  await page.screenshot({ path, fullPage: true, animations: 'disabled' })
}
