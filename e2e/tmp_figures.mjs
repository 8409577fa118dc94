import { visit, launch } from './lib.mjs'
import { look } from './look.mjs'
const b = await launch()
const paths = { catalogue: '/scenarios', filtered: '/scenarios?audience=enterprise&only=special&area=zhifu', empty: '/scenarios?audience=person&only=pilot&origin=city', national: '/scenarios?taxonomy=national_2025&audience=person', figures: '/figures', sorted: '/figures?audience=person&sort=days', figure: '/figures/materials', restaurant: '/scenarios/restaurant', sea: '/scenarios/sea_use', stage: '/stages/national_2025/entry' }
const only = process.argv.slice(2)
for (const [name, path] of Object.entries(paths)) {
  if (only.length && !only.includes(name)) continue
  const page = await visit(b, { size: 'desktop', baseURL: 'http://127.0.0.1:8205' })
  page.setDefaultTimeout(60000)
  const r = await page.goto(path)
  try { await look(page, { name }) ; console.log('ok', name, r.status()) } catch (e) { console.log('BAD', name, e.message.slice(0, 1500)) }
  if (page.problems.length) console.log(page.problems)
  await page.context().close()
}
await b.close()
