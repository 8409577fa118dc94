// Builds style, script and icons into internal/web/page/dist: hashed names, a manifest, gzip and brotli beside
// every file. Run: npm ci && node build.mjs. Nothing that it writes is committed.
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { transform } from 'lightningcss'
import { compile } from 'sass'

const here = dirname(fileURLToPath(import.meta.url))
const dist = join(here, '../internal/web/page/dist')

// The oldest browsers that get the full look; versions are major << 16 | minor << 8.
const targets = { chrome: 86 << 16, safari: 14 << 16 | 5 << 8, ios_saf: 14 << 16 | 5 << 8, firefox: 78 << 16 }

const manifest = {}
const files = new Map() // written at the very end, so that a failed build leaves the old files alone

function write (name, bytes) {
  bytes = Buffer.from(bytes)
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12)
  const dot = name.lastIndexOf('.')
  const hashed = `${name.slice(0, dot)}.${hash}${name.slice(dot)}`
  manifest[name] = hashed
  files.set(hashed, bytes)
  files.set(hashed + '.gz', gzipSync(bytes, { level: 9 }))
  files.set(hashed + '.br', brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
  }))
}

function style (name) {
  const { css } = compile(join(here, 'style', `${name}.scss`), {
    loadPaths: [join(here, 'node_modules')], quietDeps: true, style: 'expanded'
  })
  const { code } = transform({ filename: `${name}.css`, code: Buffer.from(css), minify: true, targets })
  write(`${name}.css`, code)
}

async function script (name) {
  const out = await build({
    entryPoints: [join(here, 'js', `${name}.mjs`)],
    bundle: true, minify: true, write: false, format: 'iife', target: 'es2019', legalComments: 'none', charset: 'utf8'
  })
  write(`${name}.js`, out.outputFiles[0].contents)
}

// icons writes the inner markup of every named icon, so that the server can inline them.
function icons () {
  const dir = join(here, 'node_modules/@tabler/icons/icons/outline')
  const all = {}
  for (const name of JSON.parse(readFileSync(join(here, 'icons/names.json'), 'utf8'))) {
    all[name] = readFileSync(join(dir, `${name}.svg`), 'utf8')
      .replace(/<!--[\s\S]*?-->/g, '').replace(/<svg[\s\S]*?>/, '').replace('</svg>', '')
      .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none" ?\/>/, '')
      .replace(/\s+/g, ' ').replace(/> </g, '><').replace(/ \/>/g, '/>').trim()
  }
  files.set('icons.json', JSON.stringify(all))
}

icons()
write('mark.svg', readFileSync(join(here, 'icons/mark.svg')))
for (const name of ['citizen', 'console']) {
  style(name)
  await script(name)
}
files.set('manifest.json', JSON.stringify(manifest, null, 1))
mkdirSync(dist, { recursive: true })
for (const old of readdirSync(dist)) if (old !== '.keep') rmSync(join(dist, old), { recursive: true })
for (const [name, bytes] of files) writeFileSync(join(dist, name), bytes)
for (const [name, hashed] of Object.entries(manifest)) {
  const gz = files.get(hashed + '.gz').length
  console.log(`${name.padEnd(12)} ${String(files.get(hashed).length).padStart(7)} B  gzip ${(gz / 1024).toFixed(1)} K`)
}
