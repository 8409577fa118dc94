// Files as people hand them in, drawn by the browser: a floor plan as PNG or JPEG, a page of text as PDF.

// The sheets of drawing, one per browser: a page of its own for each file would cost more than everything else.
const desks = new WeakMap()

// draw answers a Buffer. kind: 'png', 'jpeg' or 'pdf'; title stands on the sheet.
export async function draw (browser, kind, title) {
  if (!desks.has(browser)) desks.set(browser, browser.newPage({ viewport: { width: 720, height: 480 } }))
  const page = await desks.get(browser)
  await page.setContent(sheet(title))
  if (kind === 'pdf') return page.pdf({ format: 'A4' })
  return page.screenshot({ type: kind }).catch(() => page.screenshot({ type: kind })) // a busy machine misses a frame
}

// upload is a file for setInputFiles.
const types = { png: 'image/png', jpeg: 'image/jpeg', pdf: 'application/pdf' }
export const upload = async (browser, kind, title) => ({ name: `${title}.${kind}`, mimeType: types[kind], buffer: await draw(browser, kind, title) })

const sheet = title => `<!doctype html><meta charset="utf-8"><body style="font:16px sans-serif;margin:24px;color:#234">
<h1 style="font-size:20px">${title}（示例）</h1>
<svg viewBox="0 0 640 360" width="640" height="360" fill="none" stroke="#456" stroke-width="3">
<rect x="4" y="4" width="632" height="352"/><path d="M260 4V150M260 210V356M4 180H180M420 4V120M420 120H636"/>
<path d="M560 356v-34a34 34 0 0 0-34 34" stroke-width="2"/><g stroke-width="1.5"><rect x="30" y="30" width="90" height="40"/>
<rect x="30" y="84" width="90" height="40"/><rect x="300" y="190" width="50" height="50"/><rect x="400" y="190" width="50" height="50"/>
<rect x="300" y="270" width="50" height="50"/><rect x="400" y="270" width="50" height="50"/></g>
<g fill="#345" stroke="none" font-size="18"><text x="140" y="60">灶台</text><text x="140" y="110">水池</text><text x="60" y="280">库房</text>
<text x="480" y="70">前台</text><text x="480" y="260">就餐区</text><text x="500" y="345">出口</text></g></svg>
<p>某某餐饮店（示例） 使用面积 320 平方米</p></body>`
