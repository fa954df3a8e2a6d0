import { Cloudsmith } from '@cloudsmith-sdk/client'
import type { Emulator, LoggedRequest } from '@cloudsmith-sdk/emulator'
import { filledEmulator } from '../emulator/filled.ts'

/** A workspace with packages in development, and a client of it; both live by the emulator's time. */
export interface World {
  readonly emulator: Emulator
  readonly cloudsmith: Cloudsmith
  readonly identifiers: readonly string[]
}

/** What it took to bring packages to staging. */
export interface Taken {
  readonly requests: number
  /** Of the emulator's time. */
  readonly minutes: number
  /** Requests by what they were for. */
  readonly byOperation: Readonly<Record<string, number>>
}

/** The allowance that the service publishes for most paid plans, and the time that a request takes. */
const conditions = { rateLimit: { limit: 10_800, windowSeconds: 3600, enforce: true }, latency: 200 }

const hour = 3_600_000

/** Fills development with packages that are scanned. Staging is empty. */
export async function createWorld(packages: number): Promise<World> {
  const { emulator, identifiers } = await filledEmulator(packages, conditions)
  const { fetch, clock } = emulator
  // Whoever has used up the allowance waits for the next hour.
  const cloudsmith = new Cloudsmith({ apiKey: 'emulator-admin-key', fetch, clock, maxRetryAfter: hour })
  return { emulator, cloudsmith, identifiers }
}

/**
 * Counts what some work sends, and the time that it takes.
 *
 * @throws {Error} staging does not hold every package, synchronised, when the work says that it is done
 */
export async function take({ emulator, identifiers }: World, work: () => Promise<void>): Promise<Taken> {
  emulator.requests.clear()
  const start = emulator.clock.now()
  await work()
  const minutes = (emulator.clock.now() - start) / 60_000
  const { all } = emulator.requests
  const arrived = [...emulator.world.repository({ owner: 'acme', repo: 'staging' }).packages.all()]
  const done = arrived.filter(({ sync }) => sync.state === 'completed').length
  if (done !== identifiers.length || arrived.length !== done) {
    throw new Error(`${done} of ${arrived.length} packages in staging are synchronised, and not ${identifiers.length}`)
  }
  return { requests: all.length, minutes, byOperation: count(all) }
}

function count(requests: readonly LoggedRequest[]): Record<string, number> {
  const counted: Record<string, number> = {}
  for (const { operation = 'none' } of requests) counted[operation] = (counted[operation] ?? 0) + 1
  return counted
}
