import * as v from 'valibot'
import type { Scope } from '../access/scopes.ts'
import { planStates } from '../store/plan-states.ts'
import * as answers from './answers.ts'
import * as bodies from './bodies.ts'
import { flagIn, numberIn, paging } from './shapes.ts'

/** Where the API is. Another version of it will be beside it. */
export const basePath = '/api/v1'

/** What a call takes and gives. */
export interface Described {
  readonly method: 'get' | 'post' | 'delete'
  /** As OpenAPI has it. */
  readonly path: string
  readonly scope: Scope
  readonly summary: string
  /** What stands in the path, and in the query. */
  readonly params?: Readonly<Record<string, v.GenericSchema<string, unknown>>>
  readonly query?: Readonly<Record<string, v.GenericSchema<string | undefined, unknown>>>
  readonly body?: v.GenericSchema
  readonly answer: v.GenericSchema
  /** Default: 200. */
  readonly status?: 201 | 202
  /** The answer comes again and again, as server-sent events. Default: once, as JSON. */
  readonly isStream?: true
}

const name = v.pipe(v.string(), v.maxLength(500))
const word = v.optional(name)
const [pipeline, edge, plan, run] = [{ pipeline: name }, { edge: name }, { plan: numberIn }, { run: numberIn }] as const

/** Every call of the API, by its operation id. The OpenAPI document, the checks of requests and the types of the client are made of this. */
export const described = {
  getMe: { method: 'get', path: '/me', scope: 'read', summary: 'Who calls, and what they may.', answer: answers.meAnswer },

  listPipelines: {
    ...{ method: 'get', path: '/pipelines', scope: 'read', answer: answers.pipelinesAnswer },
    summary: 'The pipelines that are served.',
  },
  getPipeline: {
    ...{ method: 'get', path: '/pipelines/{pipeline}', scope: 'read', params: pipeline, answer: answers.pipelineAnswer },
    summary: 'A pipeline that is served.',
  },
  pausePipeline: {
    ...{ method: 'post', path: '/pipelines/{pipeline}/pause', scope: 'approve', params: pipeline },
    ...{ summary: 'Lets nothing go on in a pipeline.', body: bodies.pauseBody, answer: answers.doneAnswer },
  },
  resumePipeline: {
    ...{ method: 'post', path: '/pipelines/{pipeline}/resume', scope: 'approve', params: pipeline, body: bodies.emptyBody },
    ...{ summary: 'Ends the pause of a pipeline.', answer: answers.doneAnswer },
  },
  listPackages: {
    ...{ method: 'get', path: '/pipelines/{pipeline}/packages', scope: 'read', params: pipeline, answer: answers.packagesAnswer },
    summary: 'Packages, where they are, and what keeps them from going on.',
    query: { ...{ name: word, format: word, tag: word, stage: word, state: word, gate: word }, ...paging },
  },
  getPackage: {
    ...{
      method: 'get',
      path: '/packages/{package}',
      scope: 'read',
      params: { package: numberIn },
      answer: answers.packageAnswer,
    },
    summary: 'A package.',
  },

  listEdges: {
    ...{ method: 'get', path: '/edges', scope: 'read', answer: answers.edgesAnswer, query: { pipeline: word } },
    summary: 'Edges, and how they get on.',
  },
  lookAtEdge: {
    ...{ method: 'post', path: '/edges/{edge}/look', scope: 'plan', params: edge, body: bodies.emptyBody, status: 202 },
    ...{ summary: 'Has everything looked at that is at the beginning of an edge, now.', answer: answers.doneAnswer },
  },
  pauseEdge: {
    ...{ method: 'post', path: '/edges/{edge}/pause', scope: 'approve', params: edge, body: bodies.pauseBody },
    ...{ summary: 'Lets nothing go along an edge.', answer: answers.doneAnswer },
  },
  resumeEdge: {
    ...{ method: 'post', path: '/edges/{edge}/resume', scope: 'approve', params: edge, body: bodies.emptyBody },
    ...{ summary: 'Ends the pause of an edge.', answer: answers.doneAnswer },
  },

  listPlans: {
    ...{ method: 'get', path: '/plans', scope: 'read', answer: answers.plansAnswer, summary: 'Plans, the latest first.' },
    query: { pipeline: word, edge: word, digest: word, state: v.optional(v.picklist(planStates)), ...paging },
  },
  previewPlan: {
    ...{ method: 'post', path: '/plans/preview', scope: 'plan', body: bodies.previewBody, answer: answers.planDocumentAnswer },
    summary: 'Says what would go along an edge, and why the rest would not. Keeps nothing.',
  },
  makePlan: {
    ...{ method: 'post', path: '/plans', scope: 'apply', body: bodies.planBody, answer: answers.planAnswer, status: 201 },
    summary: 'Has packages go along an edge: those that need nobody now, the rest when people agree.',
  },
  getPlan: {
    ...{ method: 'get', path: '/plans/{plan}', scope: 'read', params: plan, answer: answers.planAnswer },
    summary: 'A plan, and what people said to it.',
  },
  getPlanDocument: {
    ...{ method: 'get', path: '/plans/{plan}/document', scope: 'read', params: plan, answer: answers.planDocumentAnswer },
    summary: 'The plan itself, as the engine made it.',
  },
  getRehearsal: {
    ...{ method: 'get', path: '/plans/{plan}/rehearsal', scope: 'read', params: plan, answer: answers.rehearsalAnswer },
    summary: 'What would come of a plan once everybody has agreed, tried in a mirror of its stages; 404 until that is made.',
  },
  approvePlan: {
    ...{ method: 'post', path: '/plans/{plan}/approve', scope: 'approve', params: plan, body: bodies.approveBody },
    ...{ summary: 'Agrees to a plan. Whether that is enough, its gates say.', answer: answers.planAnswer },
  },
  refusePlan: {
    ...{ method: 'post', path: '/plans/{plan}/refuse', scope: 'approve', params: plan, body: bodies.whyBody },
    ...{ summary: 'Ends a plan. What it would take is not proposed again as it is.', answer: answers.planAnswer },
  },
  applyPlan: {
    ...{ method: 'post', path: '/plans/{plan}/apply', scope: 'apply', params: plan, body: bodies.emptyBody, status: 202 },
    ...{ summary: 'Has an open plan tried again, whatever it waits for.', answer: answers.planAnswer },
  },
  rollBackPlan: {
    ...{ method: 'post', path: '/plans/{plan}/rollback', scope: 'approve', params: plan, body: bodies.whyBody, status: 202 },
    ...{ summary: 'Has all undone that came of a plan which is over; gives the run that does it.', answer: answers.runAnswer },
  },
  revokeApproval: {
    ...{ method: 'post', path: '/approvals/{approval}/revoke', scope: 'approve', params: { approval: numberIn } },
    ...{ summary: 'Takes an approval back.', body: bodies.whyBody, answer: answers.planAnswer },
  },

  listRuns: {
    ...{ method: 'get', path: '/runs', scope: 'read', answer: answers.runsAnswer, summary: 'Runs, the latest first.' },
    query: { pipeline: word, edge: word, plan: v.optional(numberIn), open: v.optional(flagIn), ...paging },
  },
  getRun: {
    ...{ method: 'get', path: '/runs/{run}', scope: 'read', params: run, answer: answers.runAnswer, summary: 'A run of a plan.' },
  },
  getRunReport: {
    ...{ method: 'get', path: '/runs/{run}/report', scope: 'read', params: run, answer: answers.reportAnswer },
    summary: 'What a run came to; 404 until it has ended.',
  },
  getRollback: {
    ...{ method: 'get', path: '/runs/{run}/rollback', scope: 'read', params: run, answer: answers.rollbackAnswer },
    summary: 'What a rollback came to; 404 until it has ended.',
  },
  followRun: {
    ...{ method: 'get', path: '/runs/{run}/events', scope: 'read', params: run, answer: answers.runEventAnswer, isStream: true },
    summary: 'What happens in a run, as it happens, until it ends. Last-Event-ID goes on where one was.',
  },

  listLedger: {
    ...{ method: 'get', path: '/pipelines/{pipeline}/ledger', scope: 'read', params: pipeline, answer: answers.ledgerAnswer },
    ...{ summary: 'The ledger from its beginning, each entry bound to the one before.', query: paging },
  },
  getHistory: {
    ...{ method: 'get', path: '/pipelines/{pipeline}/stages/{stage}/history', scope: 'read', answer: answers.historyAnswer },
    ...{ summary: 'What was promoted into a stage, as far as it is proved. A request to the registry for each package of it.' },
    params: { ...pipeline, stage: name },
  },
  listWaivers: {
    ...{ method: 'get', path: '/pipelines/{pipeline}/waivers', scope: 'read', params: pipeline, answer: answers.waiversAnswer },
    summary: 'Waivers that were given here, the next to end first.',
  },
  giveWaiver: {
    ...{ method: 'post', path: '/pipelines/{pipeline}/waivers', scope: 'approve', params: pipeline, status: 201 },
    ...{ summary: 'Gives a waiver in the name of the caller, or of a group of theirs.', body: bodies.waiverBody },
    answer: answers.doneAnswer,
  },
  endWaiver: {
    ...{ method: 'post', path: '/pipelines/{pipeline}/waivers/{waiver}/end', scope: 'approve', body: bodies.emptyBody },
    ...{ summary: 'Ends a waiver before its time.', params: { ...pipeline, waiver: numberIn }, answer: answers.doneAnswer },
  },

  listTasks: {
    ...{ method: 'get', path: '/tasks', scope: 'read', answer: answers.tasksAnswer },
    summary: 'What people have to see to, the latest first.',
    query: { pipeline: word, open: v.optional(flagIn), ...paging },
  },
  closeTask: {
    ...{ method: 'post', path: '/tasks/{task}/close', scope: 'plan', params: { task: numberIn }, body: bodies.closeBody },
    ...{ summary: 'Says that somebody has seen to it.', answer: answers.doneAnswer },
  },

  listStuckWork: {
    ...{ method: 'get', path: '/stuck', scope: 'read', answer: answers.stuckAnswer },
    summary: 'Work that does not get on by itself, the longest stuck first.',
  },
  listWorkers: {
    ...{ method: 'get', path: '/workers', scope: 'read', answer: answers.workersAnswer },
    summary: 'Processes of the service, and when each was heard of last.',
  },

  listTokens: {
    ...{ method: 'get', path: '/tokens', scope: 'admin', answer: answers.tokensAnswer, summary: 'Tokens of this API.' },
  },
  makeToken: {
    ...{ method: 'post', path: '/tokens', scope: 'admin', body: bodies.tokenBody, answer: answers.newTokenAnswer, status: 201 },
    summary: 'Makes a token, and tells it this once.',
  },
  revokeToken: {
    ...{ method: 'delete', path: '/tokens/{token}', scope: 'admin', params: { token: numberIn }, answer: answers.doneAnswer },
    summary: 'Revokes a token.',
  },
} as const satisfies Readonly<Record<string, Described>>

/** Name of a call. */
export type OperationId = keyof typeof described
