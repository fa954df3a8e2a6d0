import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Outcome } from '../benchmark.ts'
import { candidates } from './stand-in.ts'
import type { Took, What } from './took.ts'

const run = promisify(execFile)
const [large, smaller] = [1_000_000, 100_000]

/** Measures what promotions between repositories of a million packages take, and whether that grows with what is there. */
export async function measureLarge(): Promise<Outcome> {
  const tagged = await promote('tagged', large)
  const taggedOfLess = await promote('tagged', smaller)
  const one = await promote('one', large)
  const event = await promote('event', large)
  return {
    figures: {
      'large.requests': tagged.requests,
      'large.peakMB': tagged.peakMB,
      'large.100k.requests': taggedOfLess.requests,
      'large.100k.peakMB': taggedOfLess.peakMB,
      'large.one.requests': one.requests,
      'large.one.peakMB': one.peakMB,
      'large.event.requests': event.requests,
    },
    tables: [
      {
        title: 'Plan and apply between two large repositories',
        columns: ['', 'packages a side', 'requests', 'peak MiB'],
        rows: [
          [`${candidates} with a tag`, large, tagged.requests, tagged.peakMB],
          [`${candidates} with a tag`, smaller, taggedOfLess.requests, taggedOfLess.peakMB],
          ['one by its identity', large, one.requests, one.peakMB],
          ['one that a webhook tells of', large, event.requests, event.peakMB],
        ],
        notes: [
          'Against a stand-in that generates rows on request, so that no machine has to hold them. Each runs in its own process.',
          'From the first request to the last check of packages that are synchronised, scanned and verified. The stage has no tag.',
        ],
      },
      {
        title: 'Their requests',
        columns: ['', 'by kind'],
        rows: (
          [
            ['tagged', tagged],
            ['one', one],
            ['event', event],
          ] as const
        ).map(([name, { byKind }]) => [name, kinds(byKind)]),
      },
    ],
  }
}

async function promote(what: What, size: number): Promise<Took> {
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'promote-once.ts'), what, String(size)])
  return JSON.parse(stdout) as Took
}

function kinds(requests: readonly string[]): string {
  const counted = new Map<string, number>()
  for (const kind of requests) counted.set(kind, (counted.get(kind) ?? 0) + 1)
  return [...counted].map(([kind, count]) => `${count} ${kind}`).join(', ')
}
