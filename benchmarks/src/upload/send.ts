/**
 * Sends a file in one way, `send.ts WAY ADDRESS FILE`, and prints how many seconds it took, how much memory the process had at most, and
 * how much of that came with sending.
 */
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { Cloudsmith } from '@cloudsmith-sdk/client'
import { fileFromPath } from '@cloudsmith-sdk/client/node'
import type { Sent, Way } from './ways.ts'

const [way, url = '', path = ''] = process.argv.slice(2) as [Way, string, string]

const peakMB = () => process.resourceUsage().maxRSS / 1024
const peakBefore = peakMB()
const start = performance.now()
if (way === 'bare') await sendBare({})
// What little keeps Node's fetch from copying the body for a redirect to come.
else if (way === 'lean') await sendBare({ redirect: 'error', window: null })
else await push()
const seconds = (performance.now() - start) / 1000
const sent: Sent = { seconds, peakMB: peakMB(), growthMB: peakMB() - peakBefore }
process.stdout.write(JSON.stringify(sent))

function stream(): ReadableStream<Uint8Array> {
  return Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>
}

/** What anybody would write without an SDK. */
async function sendBare(init: RequestInit): Promise<void> {
  const body = stream()
  const response = await fetch(`${url}/upload/`, { ...init, method: 'PUT', body, duplex: 'half' } as RequestInit)
  if (!response.ok) throw new Error(`the sink answered ${response.status}`)
}

async function push(): Promise<void> {
  const cloudsmith = new Cloudsmith({ baseUrl: url, apiKey: 'key' })
  const file = way === 'stream' ? stream() : await fileFromPath(path)
  const method = way === 'put' ? 'put' : 'put_parts'
  await cloudsmith.push({ owner: 'acme', repo: 'dev', format: 'raw', file, filename: 'big.bin', method, waitForSync: false })
}
