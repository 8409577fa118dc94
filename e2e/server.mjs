// Starts the built binary as its users do, on a free port and a folder of its own, and ends it by its process.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export const bin = process.env.LIANBAN_BIN ? resolve(process.env.LIANBAN_BIN) : join(import.meta.dirname, '../bin/lianban')

// The Tuesday on which the sample city's day begins in every journey.
export const today = '2026-09-29'

// folder makes a fresh folder; drop removes it.
export const folder = () => mkdtempSync(join(tmpdir(), 'lianban-e2e-'))
export const drop = dir => rmSync(dir, { recursive: true, force: true })

// freePort asks the system for a port that nobody listens on.
export async function freePort () {
  const s = createServer().listen(0, '127.0.0.1')
  await once(s, 'listening')
  const { port } = s.address()
  s.close()
  await once(s, 'close')
  return port
}

// run runs a command of the binary to its end and answers { code, out, err }.
export function run (...args) {
  const r = spawnSync(bin, args, { encoding: 'utf8', timeout: 300_000, env: { ...process.env, NO_COLOR: '1' } })
  return { code: r.status, out: r.stdout, err: r.stderr }
}

// prepare makes a folder with what the program keeps of the packs that it has read, for start to begin with: to read them
// takes it longer than all the rest of a start. What is kept is found by the hash of every file and of the program, so it
// can be missed, never wrong.
export function prepare () {
  const data = folder()
  const r = run('migrate', '--data', data)
  if (r.code !== 0) throw new Error(`migrate: ${r.err}`)
  process.env.LIANBAN_E2E_KEPT = join(data, 'kept') // read by every journey's process
  return data
}

function begin (data) {
  const kept = process.env.LIANBAN_E2E_KEPT
  if (kept && existsSync(kept) && !existsSync(join(data, 'kept'))) cpSync(kept, join(data, 'kept'), { recursive: true })
}

// start serves the sample city and answers when it is ready: { base, data, pid, said(), stop(), kill() }. A free port may
// be taken by somebody else before the server listens: then it tries another.
export async function start ({ data = folder(), port, ...options } = {}) {
  begin(data)
  for (let tries = 1; ; tries++) {
    try {
      return await serve(data, port ?? await freePort(), options)
    } catch (e) {
      if (port || tries === 3 || !e.message.includes('已被占用')) throw e
    }
  }
}

async function serve (data, port, { empty = false, clock = today }) {
  const args = ['demo', '--data', data, '--listen', `127.0.0.1:${port}`]
  if (clock) args.push('--clock', clock)
  if (empty) args.push('--empty')
  const child = spawn(bin, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(child, 'exit')
  let said = ''
  for (const s of [child.stdout, child.stderr]) s.on('data', d => { said += d })
  const base = `http://127.0.0.1:${port}`
  await ready(base, child, () => said)
  const end = signal => async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    await ended
  }
  return { base, data, port, pid: child.pid, said: () => said, stop: end('SIGTERM'), kill: end('SIGKILL') }
}

async function ready (base, child, said) {
  for (let tries = 0; tries < 600; tries++) {
    if (child.exitCode !== null) throw new Error(`the server ended by itself:\n${said()}`)
    try {
      if ((await fetch(`${base}/readyz`)).ok) return
    } catch {} // it does not listen yet
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  child.kill('SIGKILL')
  throw new Error(`the server did not get ready:\n${said()}`)
}

// token issues a bearer token: who is ['--demo', person] or ['--staff', login].
export const token = (data, ...who) => tokens(data, ...who)[0]

// tokens issues as many as who names: ['--staff', 'login,login…']. The command reads all packs, however many it issues.
export function tokens (data, ...who) {
  const r = run('token', 'add', '--data', data, ...who)
  if (r.code !== 0) throw new Error(`token add: ${r.err}`)
  return r.out.trim().split('\n')
}
