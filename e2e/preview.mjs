// Checks and photographs the portal's sample pages without a server:
//   LIANBAN_PREVIEW=$PWD/out/preview go test -run TestPreview ../internal/web/citizen && node preview.mjs [--shots] [name…]
// Every page at 390 and 1440 px, normal and large text: axe, sideways scroll, script errors. Exit code 1 on any.
import { createServer } from 'node:http'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { axe, launch, overflow, shoot, tiny, visit } from './lib.mjs'

const here = import.meta.dirname
const pages = join(here, 'out/preview')
const dist = join(here, '../internal/web/page/dist')
const types = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml' }
const policy = /ContentPolicy = ([\s\S]*?)\n\n/.exec(readFileSync(join(here, '../internal/web/page/secure.go'), 'utf8'))[1]
  .split('\n').map(l => /"(.*)"/.exec(l)?.[1] ?? '').join('')

const server = createServer((req, res) => {
  const path = decodeURIComponent(new URL(req.url, 'http://x').pathname)
  const file = path.startsWith('/assets/') ? join(dist, path.slice(8)) : join(pages, path)
  if (!existsSync(file)) { res.writeHead(404).end(); return }
  res.writeHead(200, { 'content-type': types[extname(file)] ?? 'text/plain', 'content-security-policy': policy })
  res.end(readFileSync(file))
})
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
const baseURL = `http://127.0.0.1:${server.address().port}`

const args = process.argv.slice(2)
const shots = args.includes('--shots')
const only = args.filter(a => !a.startsWith('--'))
const names = readdirSync(pages).filter(n => n.endsWith('.html')).map(n => n.slice(0, -5))
  .filter(n => only.length === 0 || only.includes(n.split('@')[0]))
const browser = await launch()
let bad = 0
let runs = 0
for (const size of ['phone', 'desktop']) {
  const page = await visit(browser, { size, baseURL })
  await page.context().route('**/*', r => r.request().url().startsWith(baseURL) ? r.continue() : r.abort())
  for (const name of names) {
    page.problems.length = 0
    await page.goto(`/${encodeURIComponent(name)}.html`)
    if (shots) await shoot(page, join(here, `out/shots/${name}-${size}.png`))
    const found = [...page.problems, await overflow(page), ...await tiny(page), ...await axe(page)].filter(Boolean)
    runs++
    bad += found.length
    for (const f of found) console.log(`${name} ${size}: ${f}`)
  }
}
await browser.close()
server.close()
console.log(`${runs} runs, ${bad} findings`)
process.exitCode = bad === 0 ? 0 : 1
