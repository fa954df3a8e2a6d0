import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** A running OPA server on loopback. */
export interface OpaServer {
  /** Sends a request to its REST API and reads the response. @throws {Error} if OPA has ended, or takes too long (`TimeoutError`) */
  ask(method: 'GET' | 'PUT' | 'POST', path: string, body?: string): Promise<{ isOk: boolean; body: unknown }>
  stop(): void
}

/**
 * Runs OPA and ends it when its own standard input ends, which happens however this process ends, so a killed test run leaves no server behind. It is
 * a separate program because OPA does not read its standard input.
 */
const guard = `
const [, program, ...rest] = process.argv
const opa = require('node:child_process').spawn(program, rest, { stdio: ['ignore', 'ignore', 'inherit'], env: { SystemRoot: process.env.SystemRoot } })
opa.on('error', (error) => { console.error(error.message); process.exit(1) })
opa.on('exit', (code) => process.exit(code ?? 1))
process.stdin.on('end', () => opa.kill()).on('error', () => opa.kill()).resume()
`

/** How long OPA may take to start, in real milliseconds. */
const patience = 10_000

/**
 * Starts OPA as a server on a free port of the loopback interface. It gets no environment variables (except the one that sockets need on Windows),
 * does not check for updates, writes no files, and does not keep this process alive.
 *
 * @param most how long a response may take, in milliseconds
 * @throws {Error} with OPA's output if it does not start
 */
export async function startServer(program: string, most: number): Promise<OpaServer> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const options = ['--addr', `127.0.0.1:${port}`, '--log-level', 'error', '--skip-version-check']
  const child = spawn(process.execPath, ['-e', guard, program, 'run', '--server', ...options], {
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  let written = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    written = (written + text).slice(-2000)
  })
  await answering(child, `${origin}/health`, () => written)
  release(child)

  return {
    async ask(method, path, body) {
      const signal = AbortSignal.timeout(most)
      const response = await fetch(origin + path, { method, signal, ...(body === undefined ? {} : { body }) })
      return { isOk: response.ok, body: await response.json() }
    },
    stop: () => void child.stdin.end(),
  }
}

async function answering(child: ChildProcess, url: string, written: () => string) {
  const gone = once(child, 'exit').then(() => false)
  const giveUpAt = performance.now() + patience
  const answers = async () => {
    while (performance.now() < giveUpAt) {
      const response = await fetch(url).catch(() => undefined)
      if (response?.ok) return true
      await sleep(10)
    }
    return false
  }
  if (await Promise.race([answers(), gone])) return
  child.kill()
  throw new Error(`OPA does not start. ${written().trim()}`.trim())
}

/** Neither the program nor its output keeps this process alive. */
function release(child: ChildProcess) {
  child.unref()
  for (const stream of [child.stdin, child.stderr]) if (stream && 'unref' in stream) (stream as { unref(): void }).unref()
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('the loopback interface has no free port')
  return address.port
}
