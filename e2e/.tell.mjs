import { launch, visit, axe, overflow, tiny, shoot } from './lib.mjs'
const baseURL = 'http://127.0.0.1:8092'
const b = await launch()
const look = async (p, name) => {
  const a = await axe(p), o = await overflow(p), t = await tiny(p)
  await shoot(p, `/tmp/tellshots/${name}.png`)
  console.log(name, p.url(), a.length ? a : 'axe ok', o || '', t.length ? t : '', p.problems.length ? p.problems : '')
  p.problems.length = 0
}
const p = await visit(b, { size: 'phone', baseURL })
await p.goto('/demo/messages')
await p.getByRole('button', { name: '停掉短信网关' }).click(); await look(p, 'down-phone')
// a person starts a draft
await p.goto('/login?back=/scenarios/restaurant')
await p.check('input[name=notice]'); await p.locator('.lx-person').nth(2).click(); await p.waitForLoadState()
console.log(p.url())
await p.goto('/me/messages/settings'); await look(p, 'settings-phone')
await p.goto('/me/messages'); await look(p, 'inbox-phone')
// withdraw something: find a case
await p.goto('/cases'); const href = await p.locator('a[href^="/cases/3"]').first().getAttribute('href').catch(() => null)
console.log(href)
if (href) {
  await p.goto(href.split('/').slice(0, 3).join('/') + '/withdraw')
  await p.getByRole('button', { name: '确认撤回' }).click().catch(e => console.log(String(e).slice(0, 200)))
  console.log(p.url())
}
await p.waitForTimeout(9000)
await p.goto('/demo/messages'); await look(p, 'held-phone')
await p.getByRole('button', { name: '到下一个工作日' }).click().catch(e => console.log(String(e).slice(0, 100)))
await p.waitForTimeout(9000)
await p.goto('/demo/messages'); await look(p, 'held2-phone')
await p.getByRole('button', { name: '恢复短信网关' }).click()
await p.getByRole('button', { name: '到下一个工作日' }).click().catch(e => console.log(String(e).slice(0, 100)))
await p.waitForTimeout(9000)
await p.goto('/demo/messages'); await look(p, 'up-phone')
const d = await visit(b, { size: 'desktop', baseURL })
await d.goto('/demo/messages'); await look(d, 'up-desktop')
await b.close()
