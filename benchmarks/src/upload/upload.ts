import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { transform } from 'esbuild'
import type { Outcome } from '../benchmark.ts'
import { middle } from '../middle.ts'
import { withScratch } from '../scratch.ts'
import { type Sent, type Way, ways } from './ways.ts'

const gibibyte = 2 ** 30
const rounds = 2
const run = promisify(execFile)

const labels: Readonly<Record<Way, string>> = {
  bare: 'a bare streaming PUT by fetch',
  lean: 'the same, told to keep no copy of the body',
  parts: 'push, a file in parts',
  put: 'push, a file in one PUT, with its SHA-256',
  stream: 'push, a stream in parts',
}

/** Measures how fast 1 GiB arrives at a server on loopback, and the most memory that the sending process has. */
export async function measureUpload(): Promise<Outcome> {
  const taken = await withScratch(sendInTurn)
  const mebibytesPerSecond = (way: Way) => gibibyte / 2 ** 20 / middle(taken[way].map(({ seconds }) => seconds))
  const peak = (way: Way) => Math.max(...taken[way].map(({ peakMB }) => peakMB))
  const growth = (way: Way) => Math.max(...taken[way].map(({ growthMB }) => growthMB))
  const best = Math.max(mebibytesPerSecond('bare'), mebibytesPerSecond('lean'))
  const ratio = (way: Way) => mebibytesPerSecond(way) / best
  return {
    figures: {
      'upload.throughputRatio': ratio('parts'),
      'upload.throughputRatio.single': ratio('put'),
      'upload.peakMB.parts': peak('parts'),
      'upload.peakMB.single': peak('put'),
      'upload.peakMB.stream': peak('stream'),
      'upload.growthMB.stream': growth('stream'),
    },
    tables: [
      {
        title: '1 GiB to a server on loopback',
        columns: ['', 'MiB/s', '/ best bare', 'peak MiB', 'of it by sending'],
        rows: ways.map((way) => [labels[way], mebibytesPerSecond(way), ratio(way), peak(way), growth(way)]),
        notes: ['Each runs in its own process; the peak is that of the whole process. The server discards the bytes.'],
      },
    ],
  }
}

async function sendInTurn(folder: string): Promise<Record<Way, Sent[]>> {
  const path = join(folder, 'big.bin')
  const file = await open(path, 'w')
  await file.truncate(gibibyte)
  await file.close()
  // Compiled beforehand: stripping types costs a process some 17 MiB that no user's has.
  const program = join(folder, 'send.mjs')
  const { code } = await transform(await readFile(join(import.meta.dirname, 'send.ts'), 'utf8'), { loader: 'ts' })
  await writeFile(program, code)
  const sink = spawn(process.execPath, [join(import.meta.dirname, 'sink.ts')], { stdio: ['pipe', 'pipe', 'inherit'] })
  try {
    const [url] = (await once(createInterface(sink.stdout), 'line')) as [string]
    const taken: Record<Way, Sent[]> = { bare: [], lean: [], parts: [], put: [], stream: [] }
    for (let round = 0; round < rounds; round++) {
      for (const way of ways) {
        const { stdout } = await run(process.execPath, [program, way, url, path])
        taken[way].push(JSON.parse(stdout) as Sent)
      }
    }
    return taken
  } finally {
    sink.stdin.end()
  }
}
