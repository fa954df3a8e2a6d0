import type { Outcome } from '../benchmark.ts'
import { middle } from '../middle.ts'
import { type Verifier, verifiers } from './verifiers.ts'

const rounds = 1_000
const callsPerRound = 40

/** Measures what it takes to verify a body of 4 kB, beside peers that do the same. */
export async function measureWebhooks(): Promise<Outcome> {
  const all = await verifiers(bodyOf(4_096))
  const timed = await time(all)
  const [ours, ...peers] = timed
  const best = Math.min(...peers.filter(({ webCrypto }) => webCrypto).map(({ microseconds }) => microseconds))
  if (ours === undefined) throw new Error('nothing was measured')
  const ratio = ours.microseconds / best
  return {
    figures: {
      'webhooks.verifyRatio': ratio,
      ...Object.fromEntries(timed.map(({ key, microseconds }) => [`webhooks.${key}.microseconds`, microseconds])),
    },
    tables: [
      {
        title: 'Webhooks: verify a body of 4 kB, one delivery after the other',
        columns: ['', 'WebCrypto', 'microseconds', 'over the best'],
        rows: timed.map(({ label, webCrypto, microseconds }) => [
          label,
          webCrypto ? 'yes' : 'no',
          microseconds,
          microseconds / best,
        ]),
        notes: [
          'The best is the fastest peer that uses WebCrypto, which runs everywhere but is asynchronous.',
          "Octokit's and Standard Webhooks' signatures are HMAC-SHA256; Cloudsmith's are HMAC-SHA1.",
        ],
      },
    ],
  }
}

/**
 * In turn and many times over: what disturbs the machine then disturbs all of them. Each round in another order, and after some calls that
 * are not measured, because whoever comes after one that works on this thread alone finds the threads of WebCrypto asleep.
 */
async function time(all: readonly Verifier[]): Promise<(Verifier & { microseconds: number })[]> {
  const samples = all.map((): number[] => [])
  for (let round = -100; round < rounds; round++) {
    for (const index of orderOf(all.length, round + 100)) {
      const verifier = all[index]
      if (verifier === undefined) continue
      await call(verifier, 4)
      const start = performance.now()
      await call(verifier, callsPerRound)
      // The first rounds warm up.
      if (round >= 0) samples[index]?.push(((performance.now() - start) * 1_000) / callsPerRound)
    }
  }
  return all.map((verifier, index) => ({ ...verifier, microseconds: middle(samples[index] ?? []) }))
}

async function call({ label, verify }: Verifier, times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    if ((await verify()) !== true) throw new Error(`${label} refuses its own signature`)
  }
}

/** Begins with each in turn, and has each follow every other, where the number is a prime as it is here. */
function orderOf(count: number, round: number): number[] {
  const step = 1 + (Math.floor(round / count) % (count - 1))
  return Array.from({ length: count }, (_, place) => (round + place * step) % count)
}

/** Looks like an event, and has so many bytes. */
function bodyOf(bytes: number): string {
  const start = '{"meta": {"event_id": "package.synced"}, "data": {"description": "'
  return `${start.padEnd(bytes - 3, 'text ')}"}}`
}
