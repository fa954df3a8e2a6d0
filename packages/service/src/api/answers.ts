import type { ApplyEvent, Identity, Plan, Report, Rollback, Waiver } from '@cloudsmith-sdk/promotion'
import type { HistoryEntry } from '@cloudsmith-sdk/promotion/evidence'
import type { LedgerEntry } from '@cloudsmith-sdk/promotion/ledger'
import * as v from 'valibot'
import { scopes } from '../access/scopes.ts'
import { planStates } from '../store/plan-states.ts'
import { about, count, documentOf, maybe, moment, pageOf, text } from './shapes.ts'

const list = v.array(text)
const edgeId = about(text, 'ID of the edge, such as `web/dev/staging`.')
const pipelineName = about(text, 'Name of the pipeline.')

/** Who did something. */
const actor = {
  by: about(text, 'Name of the person, or `token:NAME`.'),
  issuer: about(maybe(text), 'Issuer that the person signed in with; null for tokens.'),
  subject: about(maybe(text), 'Subject of the person at that issuer; null for tokens.'),
}

/** The caller, and what they may do. */
export const meAnswer = v.object({
  name: about(text, 'Name of the person, or `token:NAME`.'),
  groups: about(list, 'Groups of the person, as the issuer last reported them.'),
  scopes: about(v.array(v.picklist(scopes)), 'What the caller may do.'),
})

/** A pause: by whom, why and until when. */
export const pauseAnswer = v.object({
  by: about(text, 'Who paused it.'),
  why: about(text, 'The reason.'),
  since: about(moment, 'When it was paused.'),
  until: about(maybe(moment), 'When the pause ends by itself; null if it lasts until somebody ends it.'),
})

/** An edge and its state. */
export const edgeAnswer = v.object({
  id: edgeId,
  pipeline: pipelineName,
  from: about(text, 'Name of the stage at which the edge starts.'),
  to: about(text, 'Name of the stage to which it leads.'),
  name: about(maybe(text), 'Name of the edge; null if it has none.'),
  isAutomatic: about(v.boolean(), 'Whether packages are promoted along it automatically.'),
  lookedAt: about(maybe(moment), 'When it was last checked.'),
  reconciledAt: about(maybe(moment), 'When all packages at its start were last checked.'),
  attempts: about(count, 'Failed checks since the last successful one.'),
  lastError: about(maybe(text), 'Why the last check failed; null if it did not.'),
  pending: about(count, 'Packages that are to be checked, now or later.'),
  dueAt: about(maybe(moment), 'When the first of them is due; null if there are none.'),
  pause: about(maybe(pauseAnswer), 'The pause of the edge or of its pipeline; null if it is not paused.'),
})

/** All edges. */
export const edgesAnswer = v.object({ rows: v.array(edgeAnswer) })

const stage = v.object({
  name: about(text, 'Name of the stage.'),
  repository: about(text, 'Slug of its repository.'),
  tag: about(maybe(text), 'Tag that marks packages as promoted into the stage; null if it has none.'),
  gates: about(list, 'Names of its gates.'),
})

/** A pipeline of the service. */
export const pipelineAnswer = v.object({
  name: pipelineName,
  owner: about(text, 'Slug of its workspace.'),
  stages: about(v.array(stage), 'Its stages, from first to last.'),
  edges: about(v.array(text), 'IDs of its edges.'),
})

/** All pipelines. */
export const pipelinesAnswer = v.object({ rows: v.array(pipelineAnswer) })

const holding = v.object({
  stage: about(text, 'Name of the stage.'),
  slugPerm: about(text, '`slug_perm` of the package in that stage.'),
  sha256: about(maybe(text), 'SHA-256 of the main file, in hex.'),
  size: about(maybe(count), 'Size in bytes.'),
  state: about(text, '`ok`, or what is wrong with the package there, such as `quarantined`.'),
  tags: about(list, 'Tags of the package in that stage.'),
  scan: about(maybe(text), 'Status of its security scan, in the words of Cloudsmith.'),
  severity: about(maybe(text), 'Highest severity among its findings.'),
  findings: about(maybe(count), 'Number of its findings.'),
  licence: about(maybe(text), 'Its licence.'),
  uploadedAt: about(maybe(moment), 'When it was uploaded to that stage.'),
  seenAt: about(moment, 'When this was last read, or reported by a webhook.'),
})

const verdict = v.object({
  edge: edgeId,
  slugPerm: about(text, '`slug_perm` of the package in the stage at which the edge starts.'),
  outcome: about(
    text,
    'What the last plan says: `promote`, `needs approval`, `waiting`, `blocked`, `conflict` or `already there`.',
  ),
  reasons: about(list, 'Why, as sentences without a full stop; at most 20.'),
  gates: about(list, 'Names of the gates that hold the package back.'),
  mayWaive: about(list, 'People and groups who may waive that.'),
  until: about(maybe(moment), 'When the package can go on by itself; null if that is unknown.'),
  plan: about(maybe(count), 'Number of the open plan that contains the package.'),
  judgedAt: about(moment, 'When that plan was made.'),
})

const identity = v.pipe(
  v.custom<Identity>(() => true),
  v.metadata({
    type: 'object',
    properties: Object.fromEntries(['format', 'name', 'version', 'filename'].map((name) => [name, { type: 'string' }])),
    required: ['format', 'name', 'filename'],
  }),
)

/** A package, the stages that contain it, and what holds it back. */
export const packageAnswer = v.object({
  id: about(count, 'Number of the package in this service.'),
  identity: about(
    identity,
    'What identifies the package in every stage: format, name, version, file name, and what else its format needs.',
  ),
  holdings: about(v.array(holding), 'The stages that contain it.'),
  verdicts: about(v.array(verdict), 'What holds it back, by edge.'),
  changedAt: about(moment, 'When any of this last changed.'),
})

/** A page of packages, sorted by name and version. */
export const packagesAnswer = pageOf(packageAnswer)

const planRow = {
  id: about(count, 'Number of the plan.'),
  digest: about(text, 'Digest of the plan document: SHA-256 in hex.'),
  pipeline: pipelineName,
  edge: edgeId,
  state: about(
    v.picklist(planStates),
    '`ready`, `applying`, `approval` (waits for people) or `waiting` (for something else) while it is open; then `done`, `failed` (needs a person), `refused`, or `superseded` by a later plan for the same packages.',
  ),
  origin: about(
    v.picklist(['event', 'reconcile', 'person']),
    'What led to the plan: a webhook, a regular check, or a person or token.',
  ),
  requestedBy: about(maybe(text), 'Who requested it; null if nobody did.'),
  madeAt: about(moment, 'When it was made.'),
  packages: about(count, 'Packages in the plan.'),
  going: about(count, 'Packages in the plan that are promoted if people approve.'),
  wakeAt: about(maybe(moment), 'When it is tried again; null if only people can move it, or it has ended.'),
  attempts: about(count, 'Failed runs since the last successful one.'),
  lastError: about(maybe(text), 'Why the last run failed; null if it did not.'),
  outcome: about(maybe(text), 'Outcome of its last report; null before there is one.'),
  closedAt: about(maybe(moment), 'When it ended; null while it is open.'),
  supersededBy: about(maybe(count), 'Number of the plan that superseded it.'),
}

/** A page of plans, latest first. */
export const plansAnswer = pageOf(v.object(planRow))

const approval = v.object({
  id: about(count, 'Number of the approval.'),
  ...actor,
  at: about(moment, 'When it was given.'),
  expires: about(maybe(moment), 'When it expires; null if it does not.'),
  reason: about(maybe(text), 'The reason; null if none was given.'),
  revokedAt: about(maybe(moment), 'When it was revoked; null if it was not.'),
  revokedBy: about(maybe(text), 'Who revoked it.'),
})

const refusal = v.object({ ...actor, at: about(moment, 'When the plan was refused.'), why: about(text, 'The reason.') })

/** A plan, with its approvals and refusals. */
export const planAnswer = v.object({
  ...planRow,
  approvals: about(v.array(approval), 'Approvals, the first one first.'),
  refusals: about(v.array(refusal), 'Refusals.'),
})

/** The plan document. */
export const planDocumentAnswer = documentOf<Plan>('Plan')

const refused = v.object({
  package: identity,
  outcome: about(text, 'Its outcome in the report of the rehearsal.'),
  reasons: about(list, 'Why, as sentences without a full stop.'),
})

const rehearsed = v.object({
  outcome: about(text, 'Outcome of the rehearsed run.'),
  refused: about(v.array(refused), 'Packages that would not arrive.'),
  quarantined: about(
    v.array(v.object({ package: identity, why: about(maybe(text), 'The reason, in the words of Cloudsmith.') })),
    'Packages that the destination would quarantine.',
  ),
  deletedByRetention: about(v.array(identity), 'Packages that the retention rules of the destination would delete.'),
  latest: about(
    v.array(
      v.object({
        ...{ format: about(text, 'Format of the package.'), name: about(text, 'Name of the package.') },
        from: about(text, 'The latest version at the destination now.'),
        to: about(maybe(text), 'The latest version afterwards; null if none would be left.'),
      }),
    ),
    'Packages of which the latest version at the destination would change.',
  ),
  unknown: about(
    v.array(
      v.object({
        what: about(text, 'What could not be read.'),
        where: about(text, 'Slug of the repository.'),
        why: about(text, 'Type of the reason.'),
        detail: about(text, 'The reason, as a sentence.'),
      }),
    ),
    'What the rehearsal could not take into account.',
  ),
})

/** The rehearsal of a plan on a mirror of its stages, or why there is none. */
export const rehearsalAnswer = v.object({
  madeAt: about(moment, 'When it was made.'),
  why: about(maybe(text), 'Why there is no rehearsal; null if there is one.'),
  rehearsed: about(maybe(rehearsed), 'The rehearsal; null if there is none.'),
})

const progress = v.object({
  done: about(count, 'Packages that are finished.'),
  total: about(count, 'All packages of the run.'),
  requests: about(count, 'Cloudsmith requests so far.'),
  minutes: about(maybe(v.number()), 'Estimated minutes to the end; null if unknown.'),
})

/** A run of a plan, or a rollback. */
export const runAnswer = v.object({
  id: about(count, 'Number of the run.'),
  plan: about(maybe(count), 'Number of the plan; null if it is no longer stored.'),
  kind: about(v.picklist(['apply', 'rollback']), 'Whether the run applies the plan or rolls it back.'),
  pipeline: pipelineName,
  edge: edgeId,
  requestedBy: about(maybe(text), 'Who requested it; null if nobody did.'),
  startedAt: about(moment, 'When it started.'),
  finishedAt: about(maybe(moment), 'When it ended; null while it goes on.'),
  outcome: about(maybe(text), 'Outcome of its report, or `interrupted`; null while it goes on.'),
  progress: about(maybe(progress), 'Its progress; null before the first event.'),
  error: about(maybe(text), 'Why it was interrupted; null if it was not.'),
})

/** A page of runs, latest first. */
export const runsAnswer = pageOf(runAnswer)

/** The report of a run. */
export const reportAnswer = documentOf<Report>('Report')

/** The report of a rollback. */
export const rollbackAnswer = v.pipe(
  v.custom<Rollback>(() => true),
  v.metadata({ type: 'object', description: 'The rollback report of the promotion engine.' }),
)

/** An event of a run. */
export const runEventAnswer = v.object({
  seq: about(count, 'Number of the event in its run, from 1.'),
  at: about(moment, 'When it happened.'),
  type: about(text, 'Type of the event, such as `phase` or `ended`.'),
  event: v.pipe(
    v.custom<Omit<ApplyEvent, 'report'>>(() => true),
    v.metadata({
      type: 'object',
      description: 'The event of the promotion engine, without the report, which has its own operation.',
    }),
  ),
})

/** A page of ledger entries, the first one first. */
export const ledgerAnswer = v.object({
  rows: v.array(documentOf<LedgerEntry>('LedgerEntry')),
  next: about(maybe(text), 'The value of `after` for the next page; null at the end.'),
})

/** What was promoted into a stage, oldest first. */
export const historyAnswer = v.object({ rows: v.array(documentOf<HistoryEntry>('HistoryEntry')) })

/** A waiver that was added in this service. */
export const waiverAnswer = v.object({
  id: about(count, 'Number of the waiver.'),
  pipeline: pipelineName,
  waiver: documentOf<Waiver>('Waiver'),
  givenBy: about(text, 'Who added it.'),
  givenAt: about(moment, 'When it was added.'),
  expires: about(moment, 'When it expires.'),
  endedAt: about(maybe(moment), 'When somebody ended it early; null if nobody did.'),
  endedBy: about(maybe(text), 'Who ended it early.'),
})

/** Waivers, those that expire next first. */
export const waiversAnswer = v.object({ rows: v.array(waiverAnswer) })

/** A task that needs a person. */
export const taskAnswer = v.object({
  id: about(count, 'Number of the task.'),
  kind: about(text, '`look failed`, `apply failed`, `needs a human`, `notification failed` or `settings`.'),
  pipeline: about(maybe(text), 'Name of the pipeline; null if it concerns none.'),
  edge: about(maybe(text), 'ID of the edge; null if it concerns none.'),
  plan: about(maybe(count), 'Number of the plan; null if it concerns none.'),
  run: about(maybe(count), 'Number of the run; null if it concerns none.'),
  title: about(text, 'What has to be done, as a sentence without a full stop.'),
  detail: about(text, 'What is known about the cause.'),
  times: about(count, 'How often it has come up since it was opened.'),
  openedAt: about(moment, 'When it was opened.'),
  lastAt: about(moment, 'When it last came up.'),
  closedAt: about(maybe(moment), 'When it was closed; null while it is open.'),
  closedBy: about(maybe(text), 'Who closed it, or `the service` if the problem has gone away.'),
  note: about(maybe(text), 'What was noted when it was closed.'),
})

/** A page of tasks, latest first. */
export const tasksAnswer = pageOf(taskAnswer)

/** Stuck work: since when, why as far as that is known, and what to do about it. */
export const stuckAnswer = v.object({
  rows: v.array(
    v.object({
      kind: about(text, 'Type of the stuck work, as in the label `kind` of the metric.'),
      what: about(text, 'What is stuck, as a sentence without a full stop.'),
      pipeline: about(maybe(text), 'Name of the pipeline; null if it concerns none.'),
      edge: about(maybe(text), 'ID of the edge; null if it concerns none.'),
      plan: about(maybe(count), 'Number of the plan; null if it concerns none.'),
      since: about(moment, 'Since when it has been stuck.'),
      why: about(maybe(text), 'Why; null if that is unknown.'),
      todo: about(text, 'What to do about it.'),
    }),
  ),
})

/** Processes of the service, and their last heartbeats. */
export const workersAnswer = v.object({
  rows: v.array(
    v.object({
      id: about(text, 'ID of the process.'),
      name: about(text, 'Name of the process.'),
      host: about(text, 'Name of its machine.'),
      pid: about(count, 'Process ID on that machine.'),
      version: about(text, 'Version of the service.'),
      roles: about(list, 'Its roles: `web`, `worker`.'),
      startedAt: about(moment, 'When it started.'),
      beatAt: about(moment, 'Its last heartbeat.'),
      stoppedAt: about(maybe(moment), 'When it shut down; null if it runs or was killed.'),
      rss: about(maybe(count), 'Resident memory in bytes.'),
    }),
  ),
})

/** A token, without its secret. */
export const tokenAnswer = v.object({
  id: about(count, 'Number of the token.'),
  name: about(text, 'Name of the token.'),
  scopes: about(list, 'What it may be used for.'),
  createdBy: about(text, 'Who created it.'),
  createdAt: about(moment, 'When it was created.'),
  expiresAt: about(maybe(moment), 'When it expires; null if it does not.'),
  usedAt: about(maybe(moment), 'When it was last used, to the minute; null if it never was.'),
  revokedAt: about(maybe(moment), 'When it was revoked; null if it was not.'),
})

/** All tokens, latest first. */
export const tokensAnswer = v.object({ rows: v.array(tokenAnswer) })

/** A new token, which is shown only here. */
export const newTokenAnswer = v.object({ token: about(text, 'The token itself. It is not shown again.'), row: tokenAnswer })

/** Whether the call changed anything. */
export const doneAnswer = v.object({ changed: about(v.boolean(), 'False if it was so before.') })

/** Why a call failed, as problem details (RFC 9457). */
export const problemAnswer = v.object({
  type: about(text, 'URI of the type of problem; `about:blank` if the status says enough.'),
  title: about(text, 'Name of the status.'),
  status: about(count, 'HTTP status.'),
  detail: about(text, 'What is wrong.'),
  fields: v.optional(about(v.record(text, text), 'What is wrong with single fields, by their paths.')),
})
