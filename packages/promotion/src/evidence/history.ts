import type { Cloudsmith } from '@cloudsmith-sdk/client'
import { nameOf } from '../package/describe.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import { stageNamed } from '../pipeline/stage-named.ts'
import { stageRows } from '../pipeline/stage-rows.ts'
import { eachOf } from '../repository/concurrency.ts'
import { byKey, type Identity, identityOf } from '../repository/identity.ts'
import { listRows } from '../repository/list-rows.ts'
import { readEvidence } from './attach.ts'
import { EvidenceError } from './evidence-error.ts'
import type { TrustedKey } from './open-envelope.ts'
import { type PromotionDetails, promotionField, repositoryUri, type Statement, subjectsOf } from './statement.ts'
import { verifyEnvelope } from './verify.ts'

/** Options of {@link history}. */
export interface HistoryOptions {
  /** Name of the stage. */
  stage: string
  /** Keys whose word counts. */
  keys: readonly TrustedKey[]
  /** Which packages. Default: all. */
  select?: ((identity: Identity) => boolean) | undefined
  signal?: AbortSignal | undefined
}

/** A promotion that brought a package to where it is, or what claims to prove one. */
export type HistoryEntry = { readonly package: Identity; readonly slugPerm: string } & (
  | {
      readonly verified: true
      /** When it had arrived, in ISO 8601. */
      readonly at: string
      /** URI of who verified it. */
      readonly by: string
      /** What it went through; undefined where another tool made the evidence. */
      readonly details: PromotionDetails | undefined
    }
  | { readonly verified: false /** What is wrong with it. */; readonly why: string }
)

/**
 * How the packages of a stage came there, by the evidence that is attached to them: the oldest first, and last of all what is no proof. A
 * package without any evidence has no history: see `drift`. One request for each package.
 *
 * @throws {PipelineError} there is no such stage
 */
export async function history(
  cloudsmith: Cloudsmith,
  pipeline: Pipeline,
  { stage, keys, select = () => true, signal }: HistoryOptions,
): Promise<readonly HistoryEntry[]> {
  const at = stageNamed(pipeline, stage)
  const { repository } = at
  const { owner } = pipeline
  const { query, has } = stageRows(pipeline, at)
  const rows = await listRows(cloudsmith, { owner, repo: repository, query }, (row) => row, signal)
  const resource = repositoryUri(owner, repository)
  const entries: HistoryEntry[] = []
  const wanted = rows.filter((row) => has(row) && select(identityOf(row)))
  await eachOf(wanted, async (row) => {
    const of = { package: identityOf(row), slugPerm: row.slug_perm }
    const envelopes = await readEvidence(cloudsmith, { owner, repo: repository, identifier: row.slug_perm }, { signal })
    for (const envelope of envelopes) {
      const proof = await proofIn(() => verifyEnvelope(envelope, keys, { subjects: subjectsOf(row), resource }))
      entries.push({ ...of, ...proof })
    }
  })
  return entries.toSorted((a, b) => byKey(momentOf(a), momentOf(b)) || byKey(nameOf(a.package), nameOf(b.package)))
}

async function proofIn(verify: () => Promise<Statement>) {
  try {
    const { predicate } = await verify()
    const { timeVerified: at, verifier, [promotionField]: details } = predicate
    return { verified: true, at, by: verifier.id, details } as const
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error
    return { verified: false, why: error.message } as const
  }
}

/** What is no proof has no time that could be believed. */
const momentOf = (entry: HistoryEntry): string => (entry.verified ? entry.at : '~')
