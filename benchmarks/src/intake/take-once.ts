/** Takes a file in one way, `take-once.ts WAY KIND FILE`, and prints what that took. Over HTTP, another process sends it. */
import { execFile } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { promisify } from 'node:util'
import { createEmulator } from '@cloudsmith-sdk/emulator'
import { serve } from '@cloudsmith-sdk/emulator/server'
import { formatOf, type Kind, type Took } from './took.ts'

const [way = '', kind = '', path = ''] = process.argv.slice(2)
const format = formatOf(kind as Kind)
const { size } = await stat(path)
const emulator = createEmulator()
const key = { 'X-Api-Key': 'emulator-admin-key' }
const server = way === 'fetch' ? undefined : await serve(emulator, { maxBody: 2 * size })
// What a program has anyway that sends through `fetch`.
const bytes = way === 'fetch' ? new Uint8Array(await readFile(path)) : undefined
const before = process.memoryUsage.rss()
const delays = monitorEventLoopDelay({ resolution: 5 })
delays.enable()
let [lastTurn, worstTurn] = [process.threadCpuUsage(), 0]
const turns = setInterval(() => endTurn(), 5)
const start = performance.now()

const package_file = server ? await sendFrom(server.url) : await put()
const body = JSON.stringify({ package_file, ...(format === 'raw' && { name: 'big', version: '1.0.0' }) })
const headers = { ...key, 'Content-Type': 'application/json' }
const created = await emulator.fetch(`${emulator.origin}/packages/acme/dev/upload/${format}/`, { method: 'POST', headers, body })
if (created.status !== 201) throw new Error(`the package was not created: ${created.status} ${await created.text()}`)
await emulator.settle()
const seconds = (performance.now() - start) / 1000
endTurn()
clearInterval(turns)
delays.disable()
const { slug_perm } = (await created.json()) as { slug_perm: string }
const status = (await (await emulator.fetch(`${emulator.origin}/packages/acme/dev/${slug_perm}/`, { headers: key })).json()) as {
  is_sync_completed: boolean
  status_reason: string
}
if (!status.is_sync_completed) throw new Error(`the package did not synchronise: ${status.status_reason}`)
await server?.close()

const took: Took = {
  size,
  ratio: (process.resourceUsage().maxRSS * 1024 - before) / size,
  worstDelay: delays.max / 1e6,
  worstTurn: worstTurn / 1e3,
  seconds,
}
process.stdout.write(JSON.stringify(took))

/** What the thread was busy with since the last time, which is about what it did at once. */
function endTurn(): void {
  const { user, system } = process.threadCpuUsage(lastTurn)
  worstTurn = Math.max(worstTurn, user + system)
  lastTurn = process.threadCpuUsage()
}

async function sendFrom(url: string): Promise<string> {
  const program = join(import.meta.dirname, 'send-once.ts')
  return (await promisify(execFile)(process.execPath, [program, way, url, path])).stdout
}

async function put(): Promise<string> {
  const sent = await emulator.fetch(`https://upload.cloudsmith.io/acme/dev/${basename(path)}`, {
    method: 'PUT',
    headers: key,
    body: bytes ?? '',
  })
  if (!sent.ok) throw new Error(`the file was not taken: ${sent.status} ${await sent.text()}`)
  return ((await sent.json()) as { identifier: string }).identifier
}
