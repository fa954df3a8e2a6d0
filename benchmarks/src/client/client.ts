import type { Outcome } from '../benchmark.ts'
import { middle } from '../middle.ts'
import { type Caller, makeCallers } from './callers.ts'

const rounds = 20
const callsInRound = 1000

/** Measures what a call costs where the network costs nothing. */
export async function measureClient(): Promise<Outcome> {
  const { ours, openapiFetch, others } = makeCallers()
  const callers = [ours, openapiFetch, ...others]
  const samples = new Map<Caller, number[]>(callers.map((caller) => [caller, []]))
  // Compiled and warm first; then in turn, so that what else the machine does meets all of them.
  for (const { call } of callers) await time(call)
  for (let round = 0; round < rounds; round++) {
    for (const caller of callers) samples.get(caller)?.push(await time(caller.call))
  }
  const cost = (caller: Caller) => middle(samples.get(caller) ?? [])
  const base = cost(openapiFetch)
  return {
    figures: { 'client.overheadRatio': cost(ours) / base },
    tables: [
      {
        title: 'One call: read one package, over a stubbed network',
        columns: ['', 'µs', '/ openapi-fetch'],
        rows: callers.map((caller) => [caller.label, cost(caller), cost(caller) / base]),
        notes: [
          'Ours also respects the rate limit, retries, enforces timeouts, checks the origin, and reads the whole response.',
        ],
      },
    ],
  }
}

/** Microseconds of one call, one after the other. */
async function time(call: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  for (let made = 0; made < callsInRound; made++) await call()
  return ((performance.now() - start) / callsInRound) * 1000
}
