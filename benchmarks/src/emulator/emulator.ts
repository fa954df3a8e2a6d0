import type { Outcome } from '../benchmark.ts'
import { byFetch, withServer } from './faces.ts'
import { type Filled, filledEmulator } from './filled.ts'
import { withHono } from './hono.ts'
import { measureHour } from './hour.ts'
import { usedBytes } from './memory.ts'
import { type Durations, measureReads, measureRequests, type Reader } from './requests.ts'

/** How many packages there are. */
const sizes = [100, 10_000, 100_000] as const

/** How many requests are under way at once where throughput is measured: what load testers take. */
const connections = 10

interface Measured {
  readonly filled: Filled
  readonly size: number
  readonly fetch: Durations
  readonly http: Durations
  readonly bytesPerPackage: number
}

/** Measures requests to an emulator that holds few or many packages, the memory that they take, and an hour of its time. */
export async function measureEmulator(): Promise<Outcome> {
  // The first is for warming up: the smallest is measured as warm as the largest.
  await measure(sizes[0])
  const measured: Measured[] = []
  for (const size of sizes) measured.push(await measure(size))
  const [few, some, many] = measured
  if (few === undefined || some === undefined || many === undefined) throw new Error('nothing was measured')
  const [readOfFew, readOfMany] = await measureReads(reader(few), reader(many), 1)
  const [ours, hono] = await measureBesideHono(few.filled)
  const hour = await measureHour(some.filled)
  return {
    figures: {
      'emulator.httpRatio': hono / ours,
      'emulator.readRatio': readOfMany / readOfFew,
      'emulator.listMs.fetch': many.fetch.list,
      'emulator.listMs.http': many.http.list,
      'emulator.bytesPerPackage': many.bytesPerPackage,
      'emulator.bytesPerPackage.10k': some.bytesPerPackage,
      'emulator.requestsPerSecond.fetch': 1000 / readOfMany,
      'emulator.requestsPerSecond.http': 1000 / many.http.read,
      'emulator.hour.seconds': hour,
    },
    tables: [
      {
        title: 'Requests to the emulator, one after the other: milliseconds',
        columns: [
          'packages',
          'read, fetch',
          'read, HTTP',
          'list of 500, fetch',
          'list of 500, HTTP',
          'copy, fetch',
          'copy, HTTP',
        ],
        rows: measured.map(({ size, fetch, http }) => [
          size.toLocaleString('en-GB'),
          fetch.read,
          http.read,
          fetch.list,
          http.list,
          fetch.copy,
          http.copy,
        ]),
        notes: [
          'Client and server are one process. With fewer than 500 packages, the list contains all of them.',
          `Reads measured in turn: ${readOfFew.toFixed(3)} ms of few packages, ${readOfMany.toFixed(3)} ms of many.`,
        ],
      },
      {
        title: 'Reads of one of 100 packages over HTTP, compared with a bare route: milliseconds',
        columns: ['server', 'read', 'requests a second'],
        rows: [
          ['emulator', ours, Math.round(1000 / ours)],
          ['Hono', hono, Math.round(1000 / hono)],
        ],
        notes: [
          `Both are sent the same requests by the same client, ${connections} at a time and in turn, and answer them with the same bytes.`,
          'The Hono route finds an object by its identifier and answers `c.json(object)`, on @hono/node-server.',
        ],
      },
      {
        title: 'Memory of the emulator',
        columns: ['packages', 'bytes a package'],
        rows: measured.map(({ size, bytesPerPackage }) => [size.toLocaleString('en-GB'), Math.round(bytesPerPackage)]),
        notes: ['Including their files of about 150 bytes each. For few packages, the figure is mostly noise.'],
      },
      {
        title: 'An hour of virtual time: 10,000 packages copied, scanned, and reduced to five versions of each name',
        columns: ['', 'seconds'],
        rows: [['by the fetch face', hour]],
      },
    ],
  }
}

function reader({ filled }: Measured): Reader {
  return { send: byFetch(filled.emulator), identifiers: filled.identifiers }
}

/** Milliseconds of a read from an emulator's server, and from a bare Hono route that has the same packages. */
function measureBesideHono({ emulator, identifiers }: Filled): Promise<readonly [ours: number, hono: number]> {
  return withServer(emulator, (emulator, url) =>
    withHono(url, identifiers, (hono) => measureReads({ send: emulator, identifiers }, { send: hono, identifiers }, connections)),
  )
}

async function measure(size: number): Promise<Measured> {
  const before = usedBytes()
  const filled = await filledEmulator(size)
  const bytesPerPackage = (usedBytes() - before) / size
  const fetch = await measureRequests(byFetch(filled.emulator), filled)
  const http = await withServer(filled.emulator, (send) => measureRequests(send, filled))
  return { filled, size, fetch, http, bytesPerPackage }
}
