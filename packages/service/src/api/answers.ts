import type { ApplyEvent, Identity, Plan, Report, Rollback, Waiver } from '@cloudsmith-sdk/promotion'
import type { HistoryEntry } from '@cloudsmith-sdk/promotion/evidence'
import type { LedgerEntry } from '@cloudsmith-sdk/promotion/ledger'
import * as v from 'valibot'
import { scopes } from '../access/scopes.ts'
import { planStates } from '../store/plan-states.ts'
import { count, documentOf, maybe, moment, pageOf, text } from './shapes.ts'

const list = v.array(text)

/** Somebody who did something. */
const actor = { by: text, issuer: maybe(text), subject: maybe(text) }

/** Who calls, and what they may. */
export const meAnswer = v.object({ name: text, groups: list, scopes: v.array(v.picklist(scopes)) })

/** What is paused, by whom, why and until when. */
export const pauseAnswer = v.object({ by: text, why: text, since: moment, until: maybe(moment) })

/** An edge, and how it gets on. */
export const edgeAnswer = v.object({
  id: text,
  pipeline: text,
  from: text,
  to: text,
  name: maybe(text),
  isAutomatic: v.boolean(),
  lookedAt: maybe(moment),
  reconciledAt: maybe(moment),
  attempts: count,
  lastError: maybe(text),
  pending: count,
  dueAt: maybe(moment),
  pause: maybe(pauseAnswer),
})

/** All edges. */
export const edgesAnswer = v.object({ rows: v.array(edgeAnswer) })

const stage = v.object({ name: text, repository: text, tag: maybe(text), gates: list })

/** A pipeline that is served. */
export const pipelineAnswer = v.object({ name: text, owner: text, stages: v.array(stage), edges: v.array(text) })

/** All pipelines. */
export const pipelinesAnswer = v.object({ rows: v.array(pipelineAnswer) })

const holding = v.object({
  stage: text,
  slugPerm: text,
  sha256: maybe(text),
  size: maybe(count),
  state: text,
  tags: list,
  scan: maybe(text),
  severity: maybe(text),
  findings: maybe(count),
  licence: maybe(text),
  uploadedAt: maybe(moment),
  seenAt: moment,
})

const verdict = v.object({
  edge: text,
  slugPerm: text,
  outcome: text,
  reasons: list,
  gates: list,
  mayWaive: list,
  until: maybe(moment),
  plan: maybe(count),
  judgedAt: moment,
})

const identity = v.pipe(
  v.custom<Identity>(() => true),
  v.metadata({
    type: 'object',
    properties: Object.fromEntries(['format', 'name', 'version', 'filename'].map((name) => [name, { type: 'string' }])),
    required: ['format', 'name', 'filename'],
  }),
)

/** A package, the stages that it is in, and what keeps it from going on. */
export const packageAnswer = v.object({
  id: count,
  identity,
  holdings: v.array(holding),
  verdicts: v.array(verdict),
  changedAt: moment,
})

/** Packages, by their names. */
export const packagesAnswer = pageOf(packageAnswer)

const planRow = {
  id: count,
  digest: text,
  pipeline: text,
  edge: text,
  state: v.picklist(planStates),
  origin: v.picklist(['event', 'reconcile', 'person']),
  requestedBy: maybe(text),
  madeAt: moment,
  packages: count,
  going: count,
  wakeAt: maybe(moment),
  attempts: count,
  lastError: maybe(text),
  outcome: maybe(text),
  closedAt: maybe(moment),
  supersededBy: maybe(count),
}

/** Lists plans, latest first. */
export const plansAnswer = pageOf(v.object(planRow))

/** A plan, and who agreed to it or refused it. */
export const planAnswer = v.object({
  ...planRow,
  approvals: v.array(
    v.object({
      ...{ id: count, ...actor, at: moment, expires: maybe(moment), reason: maybe(text) },
      ...{ revokedAt: maybe(moment), revokedBy: maybe(text) },
    }),
  ),
  refusals: v.array(v.object({ ...actor, at: moment, why: text })),
})

/** The plan itself. */
export const planDocumentAnswer = documentOf<Plan>('Plan')

const reasoned = v.object({ package: identity, outcome: text, reasons: list })

/** What came of a plan in a mirror of its stages; null where it was not made, with the reason. */
export const rehearsalAnswer = v.object({
  madeAt: moment,
  why: maybe(text),
  rehearsed: maybe(
    v.object({
      outcome: text,
      refused: v.array(reasoned),
      quarantined: v.array(v.object({ package: identity, why: maybe(text) })),
      deletedByRetention: v.array(identity),
      latest: v.array(v.object({ format: text, name: text, from: text, to: maybe(text) })),
      unknown: v.array(v.object({ what: text, where: text, why: text, detail: text })),
    }),
  ),
})

/** A run of a plan. */
export const runAnswer = v.object({
  id: count,
  plan: maybe(count),
  kind: v.picklist(['apply', 'rollback']),
  pipeline: text,
  edge: text,
  requestedBy: maybe(text),
  startedAt: moment,
  finishedAt: maybe(moment),
  outcome: maybe(text),
  progress: maybe(v.object({ done: count, total: count, requests: count, minutes: maybe(v.number()) })),
  error: maybe(text),
})

/** Lists runs, latest first. */
export const runsAnswer = pageOf(runAnswer)

/** The report of a run. */
export const reportAnswer = documentOf<Report>('Report')

/** What a rollback came to. */
export const rollbackAnswer = v.pipe(
  v.custom<Rollback>(() => true),
  v.metadata({ type: 'object', description: 'The rollback report of the engine.' }),
)

/** Something that happened in a run. */
export const runEventAnswer = v.object({
  seq: count,
  at: moment,
  type: text,
  event: v.pipe(
    v.custom<Omit<ApplyEvent, 'report'>>(() => true),
    v.metadata({ type: 'object', description: 'As the engine tells it, but for the report, which stands with the run.' }),
  ),
})

/** Entries of the ledger, in their order. */
export const ledgerAnswer = v.object({ rows: v.array(documentOf<LedgerEntry>('LedgerEntry')), next: maybe(text) })

/** What was promoted into a stage, the oldest first. */
export const historyAnswer = v.object({ rows: v.array(documentOf<HistoryEntry>('HistoryEntry')) })

/** A waiver that somebody gave here. */
export const waiverAnswer = v.object({
  id: count,
  pipeline: text,
  waiver: documentOf<Waiver>('Waiver'),
  givenBy: text,
  givenAt: moment,
  expires: moment,
  endedAt: maybe(moment),
  endedBy: maybe(text),
})

/** Waivers, the next to end first. */
export const waiversAnswer = v.object({ rows: v.array(waiverAnswer) })

/** Something that a person has to see to. */
export const taskAnswer = v.object({
  id: count,
  kind: text,
  pipeline: maybe(text),
  edge: maybe(text),
  plan: maybe(count),
  run: maybe(count),
  title: text,
  detail: text,
  times: count,
  openedAt: moment,
  lastAt: moment,
  closedAt: maybe(moment),
  closedBy: maybe(text),
  note: maybe(text),
})

/** Tasks, the latest first. */
export const tasksAnswer = pageOf(taskAnswer)

/** Work that does not get on by itself: since when, why as far as that is known, and what to do. */
export const stuckAnswer = v.object({
  rows: v.array(
    v.object({
      ...{ kind: text, what: text, pipeline: maybe(text), edge: maybe(text), plan: maybe(count) },
      ...{ since: moment, why: maybe(text), todo: text },
    }),
  ),
})

/** Processes of the service, and when each last gave a sign of life. */
export const workersAnswer = v.object({
  rows: v.array(
    v.object({
      ...{ id: text, name: text, host: text, pid: count, version: text, roles: list },
      ...{ startedAt: moment, beatAt: moment, stoppedAt: maybe(moment), rss: maybe(count) },
    }),
  ),
})

/** A token, without itself. */
export const tokenAnswer = v.object({
  id: count,
  name: text,
  scopes: list,
  createdBy: text,
  createdAt: moment,
  expiresAt: maybe(moment),
  usedAt: maybe(moment),
  revokedAt: maybe(moment),
})

/** Tokens, the latest first. */
export const tokensAnswer = v.object({ rows: v.array(tokenAnswer) })

/** A token that was made: this is the only time that it is told. */
export const newTokenAnswer = v.object({ token: text, row: tokenAnswer })

/** Done, or it was so before. */
export const doneAnswer = v.object({ changed: v.boolean() })

/** Why not. */
export const problemAnswer = v.object({
  type: text,
  title: text,
  status: count,
  detail: text,
  fields: v.optional(v.record(text, text)),
})
