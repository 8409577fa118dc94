// Cuts Noto Sans SC (OFL-1.1) to what printed papers usually need and writes it where the program embeds it.
// Characters beyond it come from a font of the system, one by one (internal/document/glyph.go).
import { copyFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import subsetFont from 'subset-font'

const here = dirname(fileURLToPath(import.meta.url))
const target = join(here, '../../internal/document/font/sans.ttf')
const require = createRequire(import.meta.url)

// gb2312 answers every character of GB/T 2312: rows 1 to 9 and 16 to 87 of 94 cells each.
function gb2312 () {
  const decoder = new TextDecoder('gb18030')
  let text = ''
  for (let row = 1; row <= 87; row++) {
    if (row > 9 && row < 16) continue
    for (let cell = 1; cell <= 94; cell++) {
      const c = decoder.decode(Uint8Array.of(0xa0 + row, 0xa0 + cell))
      const private_ = c >= '\ue000' && c <= '\uf8ff' // unassigned cells
      if (!private_ && !c.includes('\ufffd') && [...c].length === 1) text += c
    }
  }
  return text
}

// ascii, general punctuation and the marks that our texts use
function marks () {
  let text = ''
  for (let c = 0x20; c < 0x7f; c++) text += String.fromCharCode(c)
  for (let c = 0xa0; c < 0x100; c++) text += String.fromCharCode(c)
  for (let c = 0x2010; c <= 0x2027; c++) text += String.fromCharCode(c)
  for (let c = 0x3000; c <= 0x301f; c++) text += String.fromCharCode(c)
  for (let c = 0xff01; c <= 0xff5e; c++) text += String.fromCharCode(c)
  return text + '\u2009\u202f•…‰′″※℃№→↑←↓−×÷≤≥≠≈①②③④⑤⑥⑦⑧⑨⑩□■○●◇◆△▲☆★✓'
}

const source = require.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf')
const text = [...new Set(gb2312() + marks())].join('')
const font = await subsetFont(await readFile(source), text, { targetFormat: 'truetype' })
await mkdir(dirname(target), { recursive: true })
await copyFile(require.resolve('@expo-google-fonts/noto-sans-sc/LICENSE_FONT'), join(dirname(target), 'OFL.txt')) // the licence goes where the font goes
await writeFile(target + '.tmp', font)
await rename(target + '.tmp', target) // a half-written font would be embedded
console.log(`font: ${[...text].length} characters, ${(font.length / 1e6).toFixed(1)} MB`)
