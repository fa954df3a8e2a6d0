import type { Outcome } from '../benchmark.ts'
import { middle } from '../middle.ts'
import { type Verifier, verifiers } from './verifiers.ts'

const rounds = 200
const callsPerRound = 200

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

/** In turn and many times over: what disturbs the machine then disturbs all of them. */
async function time(all: readonly Verifier[]): Promise<(Verifier & { microseconds: number })[]> {
  const samples = all.map((): number[] => [])
  for (let round = -20; round < rounds; round++) {
    for (const [index, { label, verify }] of all.entries()) {
      const start = performance.now()
      for (let call = 0; call < callsPerRound; call++) {
        if ((await verify()) !== true) throw new Error(`${label} refuses its own signature`)
      }
      // The first rounds warm up.
      if (round >= 0) samples[index]?.push(((performance.now() - start) * 1_000) / callsPerRound)
    }
  }
  return all.map((verifier, index) => ({ ...verifier, microseconds: middle(samples[index] ?? []) }))
}

/** Looks like an event, and has so many bytes. */
function bodyOf(bytes: number): string {
  const start = '{"meta": {"event_id": "package.synced"}, "data": {"description": "'
  return `${start.padEnd(bytes - 3, 'text ')}"}}`
}
