import type { Cloudsmith, Package } from '@cloudsmith-sdk/client'
import type { Ledger } from '../ledger/ledger.ts'
import type { LedgerHead } from '../ledger/verify-ledger.ts'
import type { Pipeline, Stage } from '../pipeline/pipeline.ts'
import { stageNamed } from '../pipeline/stage-named.ts'
import { ruleOfPipeline, ruleOfStage } from '../pipeline/stage-rows.ts'
import { eachOf } from '../repository/concurrency.ts'
import { byKey, identityOf, keyOf } from '../repository/identity.ts'
import { PlanError } from '../repository/plan-error.ts'
import { openRepository } from '../repository/repository.ts'
import { type Selection, select as selectRows } from '../repository/select.ts'
import { describeWanted } from '../repository/wanted.ts'
import type { TrustedKey } from '../signing/open-envelope.ts'
import { firstOf } from '../text/cut.ts'
import { readEvidence } from './attach.ts'
import { EvidenceError } from './evidence-error.ts'
import type { HistoryEntry } from './history-entry.ts'
import { historyIn } from './ledger-history.ts'
import { promotionField, type Statement, stageUri, subjectsOf } from './statement.ts'
import { verifyEnvelope } from './verify.ts'

/** Options of {@link history}. */
export interface HistoryOptions {
  /** Name of the stage. */
  stage: string
  /** Trusted keys. */
  keys: readonly TrustedKey[]
  /** Which packages. Packages selected by name are read directly, however many others the stage has. Default: everything. */
  select?: Selection | undefined
  /** A ledger of promotions, to consult in addition to the evidence. Default: none. */
  ledger?: Ledger | undefined
  /** The last known entry of the ledger: see `verifyLedger`. Default: none, so entries missing at its end go unnoticed. */
  head?: LedgerHead | undefined
  /** Aborts the call. */
  signal?: AbortSignal | undefined
}

/**
 * Reports how the packages of a stage got there, from attached evidence and from a ledger: the oldest first, claims without proof last. A package
 * without any evidence has no history: see `drift`. Makes a request for each package.
 *
 * @throws {PipelineError} there is no such stage
 * @throws {PlanError} a selected package is not in the stage, or its name fits several
 */
export async function history(
  cloudsmith: Cloudsmith,
  pipeline: Pipeline,
  options: HistoryOptions,
): Promise<readonly HistoryEntry[]> {
  const { keys, ledger, head, signal } = options
  const stage = stageNamed(pipeline, options.stage)
  const at = { owner: pipeline.owner, repo: stage.repository }
  const resource = stageUri(at.owner, at.repo, stage.name)
  const rows = await rowsOf(cloudsmith, pipeline, stage, options)
  const entries = ledger === undefined ? [] : await historyIn(ledger, { owner: at.owner, stage, rows, head })
  await eachOf(rows, async (row) => {
    const identity = identityOf(row)
    const wanted = { subjects: subjectsOf(row), package: identity, resource }
    for (const envelope of await readEvidence(cloudsmith, { ...at, identifier: row.slug_perm }, { signal })) {
      const proof = await proofIn(() => verifyEnvelope(envelope, keys, wanted))
      entries.push({ package: identity, slugPerm: row.slug_perm, witness: 'evidence', ...proof })
    }
  })
  return entries.toSorted(
    (a, b) => byKey(momentOf(a), momentOf(b)) || byKey(keyOf(a.package), keyOf(b.package)) || byKey(a.slugPerm, b.slugPerm),
  )
}

/** @throws {PlanError} a selected package is not in the stage */
async function rowsOf(
  cloudsmith: Cloudsmith,
  pipeline: Pipeline,
  stage: Stage,
  { select = 'everything', signal }: HistoryOptions,
): Promise<readonly Package[]> {
  const source = openRepository(cloudsmith, { owner: pipeline.owner, repo: stage.repository }, { signal })
  const rules = { stage: ruleOfStage(stage), pipeline: ruleOfPipeline(pipeline) }
  const { rows, missing, missingSlugs } = await selectRows(source, select, { rules, keep: (row) => row, allowEmpty: true })
  const nowhere = [...missing.map(describeWanted), ...missingSlugs]
  if (nowhere.length > 0) throw new PlanError(`${source.owner}/${source.repo} does not have ${firstOf(nowhere).join(', ')}.`)
  return rows
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

/** A claim without proof has no time that could be trusted. */
const momentOf = (entry: HistoryEntry): string => (entry.verified ? entry.at : '~')
