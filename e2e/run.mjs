// Runs the browser journeys, two at a time, the longest first so that no core waits at the end:
//   node run.mjs               all of them
//   node run.mjs window admin  these
// Every journey is a file in journeys/ that also runs by itself: node --test journeys/window.mjs. It starts a server
// and a browser of its own, so journeys do not see one another. A new file is found by itself.
import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { drop, prepare } from './server.mjs'

const folder = join(import.meta.dirname, 'journeys')
const all = readdirSync(folder).filter(f => f.endsWith('.mjs')).map(f => basename(f, '.mjs'))

// Journeys that take longer than others, the longest first.
const long = ['pages', 'versions', 'sea', 'admin', 'restaurant', 'mistakes', 'guides', 'officer', 'custody', 'window', 'driver', 'campaign', 'comfort', 'original', 'rating']

const asked = process.argv.slice(2).map(name => basename(name, '.mjs'))
for (const name of asked) if (!all.includes(name)) throw new Error(`no journey ${name}; there are: ${all.join(', ')}`)
const place = name => long.includes(name) ? long.indexOf(name) : long.length
const names = (asked.length > 0 ? asked : all).sort((a, b) => place(a) - place(b))

const began = Date.now()
const prepared = prepare()
const seconds = {} // by journey, over all its tests
const journeys = run({ files: names.map(name => join(folder, `${name}.mjs`)), concurrency: 2 })
const note = ({ file, nesting, details }) => { if (nesting === 0 && file) seconds[basename(file, '.mjs')] = (seconds[basename(file, '.mjs')] ?? 0) + details.duration_ms / 1000 }
journeys.on('test:pass', note)
journeys.on('test:fail', data => { note(data); process.exitCode = 1 })
journeys.on('end', () => {
  drop(prepared)
  const each = Object.entries(seconds).sort((a, b) => b[1] - a[1]).map(([name, s]) => `${name} ${Math.round(s)} s`)
  console.log(`${each.join(', ')}; together ${Math.round((Date.now() - began) / 1000)} s`)
})
journeys.compose(spec).pipe(process.stdout)
