import { type Clock, Cloudsmith } from '@cloudsmith-sdk/client'
import { drift } from '../../src/compare.ts'
import {
  attest,
  history,
  promotedSetOf,
  sign,
  statementOf,
  type TrustedKey,
  verifyEnvelope,
  type WebCryptoKey,
} from '../../src/evidence.ts'
import { apply, plan, promote, rollback } from '../../src/index.ts'
import { parsePipeline } from '../../src/pipeline-file.ts'

/** What whoever runs the program gives it: a network, which takes and gives nothing but text, and a time. */
export interface Host {
  send(request: Sent): Promise<{ status: number; headers: [string, string][]; text: string }>
  clock: Clock
}

/** A request, as text. */
export interface Sent {
  url: string
  method: string
  headers: [string, string][]
  body: string
}

const pipelineText = `
owner: acme
stages:
  - repository: dev
  - repository: staging
    tag: staged
    unscannable: pass
  - repository: production
`
const verifier = 'https://ci.acme.example/promoter'

/** Promotes, proves, compares and undoes, with nothing but what every runtime with `fetch` has. */
export async function run({ send, clock }: Host) {
  const cloudsmith = new Cloudsmith({ apiKey: 'emulator-admin-key', clock, fetch: fetchOver(send) })
  const pipeline = parsePipeline(pipelineText)
  const made = await plan(cloudsmith, pipeline, { from: 'dev', to: 'staging', select: 'everything', now: new Date(clock.now()) })
  const report = await apply(cloudsmith, pipeline, made)

  const { publicKey, privateKey } = (await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])) as { publicKey: WebCryptoKey; privateKey: WebCryptoKey }
  const keys: TrustedKey[] = [publicKey]
  const envelope = await attest(cloudsmith, report, { pipeline: 'libraries', verifier, signer: privateKey })
  const statement = await verifyEnvelope(envelope, keys)
  const signed = await sign(statementOf(await promotedSetOf(report, { pipeline: 'libraries' }), { verifier }), privateKey)
  const entries = await history(cloudsmith, pipeline, { stage: 'staging', keys })

  const [row] = await cloudsmith.packages.list({ owner: 'acme', repo: 'staging' })
  const ref = { owner: 'acme', repo: 'staging', identifier: row?.slug_perm ?? '' }
  const promotion = await promote(cloudsmith, ref, { to: 'production', unscannable: 'pass' })
  const drifted = await drift(cloudsmith, pipeline, { stage: 'production' })
  const undone = await rollback(cloudsmith, report)
  return {
    planned: made.items.map(({ outcome }) => outcome),
    applied: report.outcome,
    verified: [
      statement.predicate.policy.digest?.sha256 === made.digest,
      signed.signatures.length,
      entries.map((each) => each.verified),
    ],
    promoted: promotion.files.length,
    drifted: drifted.items.length,
    undone: undone.items.map(({ did }) => did),
  }
}

/** A `fetch` of this runtime's own requests and responses over a network outside of it. */
function fetchOver(send: Host['send']) {
  return async (input: Parameters<typeof fetch>[0], init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init)
    const { status, headers, text } = await send({
      ...{ url: request.url, method: request.method },
      headers: [...request.headers],
      body: await request.text(),
    })
    return new Response(status === 204 ? null : text, { status, headers })
  }
}
