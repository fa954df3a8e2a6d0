import type { Outcome } from '../benchmark.ts'
import { byFetch, withServer } from './faces.ts'
import { type Filled, filledEmulator } from './filled.ts'
import { measureHour } from './hour.ts'
import { usedBytes } from './memory.ts'
import { type Durations, measureReads, measureRequests } from './requests.ts'

/** How many packages there are. */
const sizes = [100, 10_000, 100_000] as const

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
  const [few, , many] = measured
  if (few === undefined || many === undefined) throw new Error('nothing was measured')
  const pair = [few, many].map(({ filled }) => ({ send: byFetch(filled.emulator), identifiers: filled.identifiers }))
  const [readOfFew = 0, readOfMany = 0] = await measureReads(pair)
  const hour = await measureHour()
  return {
    figures: {
      'emulator.readRatio': readOfMany / readOfFew,
      'emulator.bytesPerPackage': many.bytesPerPackage,
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
          'Client and server are one process. Where there are fewer than 500 packages, the list is of all.',
          `Reads measured in turn: ${readOfFew.toFixed(3)} ms of few packages, ${readOfMany.toFixed(3)} ms of many.`,
        ],
      },
      {
        title: 'Memory of the emulator',
        columns: ['packages', 'bytes a package'],
        rows: measured.map(({ size, bytesPerPackage }) => [size.toLocaleString('en-GB'), Math.round(bytesPerPackage)]),
        notes: ['With their files, each about 150 bytes of its own. Of few packages the figure is mostly noise.'],
      },
      {
        title: 'An hour of virtual time: 10,000 packages copied, scanned, and kept to five versions a name',
        columns: ['', 'seconds'],
        rows: [['by the fetch face', hour]],
      },
    ],
  }
}

async function measure(size: number): Promise<Measured> {
  const before = usedBytes()
  const filled = await filledEmulator(size)
  const bytesPerPackage = (usedBytes() - before) / size
  const fetch = await measureRequests(byFetch(filled.emulator), filled)
  const http = await withServer(filled.emulator, (send) => measureRequests(send, filled))
  return { filled, size, fetch, http, bytesPerPackage }
}
