import { middle } from '../middle.ts'
import type { Send } from './faces.ts'
import type { Filled } from './filled.ts'

/** Milliseconds of a request of each kind. */
export interface Durations {
  readonly read: number
  readonly list: number
  readonly copy: number
}

const rounds = 10

/** Requests of a kind in each round. */
const perRound = { read: 200, list: 3, copy: 10 }

/** Reads before it is the other's turn. */
const readsInTurn = 50

/** Somewhere that packages are read from. */
export interface Reader {
  readonly send: Send
  readonly identifiers: readonly string[]
}

/**
 * Milliseconds of a read from either of two, in turn: what else the machine does then meets both, and both are warm.
 *
 * @param atOnce how many reads are under way at a time
 */
export async function measureReads(one: Reader, other: Reader, atOnce: number): Promise<readonly [one: number, other: number]> {
  const readers = [one, other].map((reader) => ({ send: reader.send, pick: picker(reader.identifiers), samples: [] as number[] }))
  for (let turn = -40; turn < 160; turn++) {
    for (const { send, pick, samples } of readers) {
      const start = performance.now()
      let sent = 0
      const readOn = async () => {
        while (sent++ < readsInTurn) await send('GET', `/packages/acme/dev/${pick()}/`)
      }
      await Promise.all(Array.from({ length: atOnce }, readOn))
      if (turn >= 0) samples.push((performance.now() - start) / readsInTurn)
    }
  }
  const [first = [], second = []] = readers.map(({ samples }) => samples)
  return [middle(first), middle(second)]
}

/**
 * Measures reading one package, listing 500, and copying one, in turn. The copies synchronise and are deleted after each round, so that
 * the emulator stays as it was.
 */
export async function measureRequests(send: Send, { emulator, identifiers }: Filled): Promise<Durations> {
  const pick = picker(identifiers)
  const requests = {
    read: () => send('GET', `/packages/acme/dev/${pick()}/`),
    list: () => send('GET', '/packages/acme/dev/?page_size=500'),
    copy: () => send('POST', `/packages/acme/dev/${pick()}/copy/`, { destination: 'staging' }),
  }
  const samples = { read: [] as number[], list: [] as number[], copy: [] as number[] }
  for (let round = -3; round < rounds; round++) {
    for (const kind of ['read', 'list', 'copy'] as const) {
      const start = performance.now()
      for (let sent = 0; sent < perRound[kind]; sent++) await requests[kind]()
      // The first rounds warm up.
      if (round >= 0) samples[kind].push((performance.now() - start) / perRound[kind])
    }
    await emptyStaging(send, emulator)
  }
  return { read: middle(samples.read), list: middle(samples.list), copy: middle(samples.copy) }
}

/** Goes through packages by a stride that no count is a multiple of: they are met from all over, not one after the other. */
function picker(identifiers: readonly string[]): () => string | undefined {
  let next = 0
  return () => {
    next = (next + 7919) % identifiers.length
    return identifiers[next]
  }
}

async function emptyStaging(send: Send, emulator: Filled['emulator']): Promise<void> {
  await emulator.settle()
  const copies = [...emulator.world.repository({ owner: 'acme', repo: 'staging' }).packages.all()]
  const identifiers = copies.map(({ slugPerm }) => slugPerm)
  await send('POST', '/bulk-action/acme/', { action: 'Delete', identifiers })
  await emulator.settle()
}
