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
  getMe: { method: 'get', path: '/me', scope: 'read', summary: 'The caller, and what they may do.', answer: answers.meAnswer },

  listPipelines: {
    ...{ method: 'get', path: '/pipelines', scope: 'read', answer: answers.pipelinesAnswer },
    summary: 'Lists the pipelines of this service.',
  },
  getPipeline: {
    ...{ method: 'get', path: '/pipelines/{pipeline}', scope: 'read', params: pipeline, answer: answers.pipelineAnswer },
    summary: 'A pipeline of this service.',
  },
  pausePipeline: {
    ...{ method: 'post', path: '/pipelines/{pipeline}/pause', scope: 'approve', params: pipeline },
    ...{ summary: 'Pauses all edges of a pipeline.', body: bodies.pauseBody, answer: answers.doneAnswer },
  },
  resumePipeline: {
    ...{ method: 'post', path: '/pipelines/{pipeline}/resume', scope: 'approve', params: pipeline, body: bodies.emptyBody },
    ...{ summary: 'Ends the pause of a pipeline.', answer: answers.doneAnswer },
  },
  listPackages: {
    ...{ method: 'get', path: '/pipelines/{pipeline}/packages', scope: 'read', params: pipeline, answer: answers.packagesAnswer },
    summary: 'Packages, the stages that they are in, and what holds them back.',
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
    summary: 'Edges and their state.',
  },
  lookAtEdge: {
    ...{ method: 'post', path: '/edges/{edge}/look', scope: 'plan', params: edge, body: bodies.emptyBody, status: 202 },
    ...{ summary: 'Checks everything at the start of an edge now.', answer: answers.doneAnswer },
  },
  pauseEdge: {
    ...{ method: 'post', path: '/edges/{edge}/pause', scope: 'approve', params: edge, body: bodies.pauseBody },
    ...{ summary: 'Pauses an edge.', answer: answers.doneAnswer },
  },
  resumeEdge: {
    ...{ method: 'post', path: '/edges/{edge}/resume', scope: 'approve', params: edge, body: bodies.emptyBody },
    ...{ summary: 'Ends the pause of an edge.', answer: answers.doneAnswer },
  },

  listPlans: {
    ...{ method: 'get', path: '/plans', scope: 'read', answer: answers.plansAnswer, summary: 'Lists plans, latest first.' },
    query: { pipeline: word, edge: word, digest: word, state: v.optional(v.picklist(planStates)), ...paging },
  },
  previewPlan: {
    ...{ method: 'post', path: '/plans/preview', scope: 'plan', body: bodies.previewBody, answer: answers.planDocumentAnswer },
    summary: 'Shows what would be promoted along an edge, and why the rest would not. Stores nothing.',
  },
  makePlan: {
    ...{ method: 'post', path: '/plans', scope: 'apply', body: bodies.planBody, answer: answers.planAnswer, status: 201 },
    summary: 'Promotes packages along an edge: those that need no approval at once, the rest when people approve.',
  },
  getPlan: {
    ...{ method: 'get', path: '/plans/{plan}', scope: 'read', params: plan, answer: answers.planAnswer },
    summary: 'A plan, with its approvals and refusals.',
  },
  getPlanDocument: {
    ...{ method: 'get', path: '/plans/{plan}/document', scope: 'read', params: plan, answer: answers.planDocumentAnswer },
    summary: 'The plan document, as the engine made it.',
  },
  getRehearsal: {
    ...{ method: 'get', path: '/plans/{plan}/rehearsal', scope: 'read', params: plan, answer: answers.rehearsalAnswer },
    summary: 'What would happen if a plan were approved, tried on a mirror of its stages; 404 until the rehearsal is done.',
  },
  approvePlan: {
    ...{ method: 'post', path: '/plans/{plan}/approve', scope: 'approve', params: plan, body: bodies.approveBody },
    ...{ summary: 'Approves a plan. Its gates decide whether that is enough.', answer: answers.planAnswer },
  },
  refusePlan: {
    ...{ method: 'post', path: '/plans/{plan}/refuse', scope: 'approve', params: plan, body: bodies.whyBody },
    ...{
      summary: 'Refuses a plan, which ends it. Its packages are not proposed again unless they change.',
      answer: answers.planAnswer,
    },
  },
  applyPlan: {
    ...{ method: 'post', path: '/plans/{plan}/apply', scope: 'apply', params: plan, body: bodies.emptyBody, status: 202 },
    ...{ summary: 'Tries an open plan again now, whatever it is waiting for.', answer: answers.planAnswer },
  },
  rollBackPlan: {
    ...{ method: 'post', path: '/plans/{plan}/rollback', scope: 'approve', params: plan, body: bodies.whyBody, status: 202 },
    ...{
      summary: 'Rolls back everything that a finished plan did; answers with the run that does so.',
      answer: answers.runAnswer,
    },
  },
  revokeApproval: {
    ...{ method: 'post', path: '/approvals/{approval}/revoke', scope: 'approve', params: { approval: numberIn } },
    ...{ summary: 'Revokes an approval.', body: bodies.whyBody, answer: answers.planAnswer },
  },

  listRuns: {
    ...{ method: 'get', path: '/runs', scope: 'read', answer: answers.runsAnswer, summary: 'Lists runs, latest first.' },
    query: { pipeline: word, edge: word, plan: v.optional(numberIn), open: v.optional(flagIn), ...paging },
  },
  getRun: {
    ...{ method: 'get', path: '/runs/{run}', scope: 'read', params: run, answer: answers.runAnswer, summary: 'A run of a plan.' },
  },
  getRunReport: {
    ...{ method: 'get', path: '/runs/{run}/report', scope: 'read', params: run, answer: answers.reportAnswer },
    summary: 'The report of a run; 404 until it has ended.',
  },
  getRollback: {
    ...{ method: 'get', path: '/runs/{run}/rollback', scope: 'read', params: run, answer: answers.rollbackAnswer },
    summary: 'The report of a rollback; 404 until it has ended.',
  },
  followRun: {
    ...{ method: 'get', path: '/runs/{run}/events', scope: 'read', params: run, answer: answers.runEventAnswer, isStream: true },
    summary: 'Streams the events of a run until it ends. Last-Event-ID resumes the stream.',
  },

  listLedger: {
    ...{ method: 'get', path: '/pipelines/{pipeline}/ledger', scope: 'read', params: pipeline, answer: answers.ledgerAnswer },
    ...{ summary: 'The ledger from its beginning, each entry chained to the one before.', query: paging },
  },
  getHistory: {
    ...{ method: 'get', path: '/pipelines/{pipeline}/stages/{stage}/history', scope: 'read', answer: answers.historyAnswer },
    ...{
      summary:
        'What was promoted into a stage, as far as evidence proves it. Takes one Cloudsmith request for each of its packages.',
    },
    params: { ...pipeline, stage: name },
  },
  listWaivers: {
    ...{ method: 'get', path: '/pipelines/{pipeline}/waivers', scope: 'read', params: pipeline, answer: answers.waiversAnswer },
    summary: 'Waivers that were added here, those that expire next first.',
  },
  giveWaiver: {
    ...{ method: 'post', path: '/pipelines/{pipeline}/waivers', scope: 'approve', params: pipeline, status: 201 },
    ...{ summary: 'Adds a waiver in the name of the caller, or of one of their groups.', body: bodies.waiverBody },
    answer: answers.doneAnswer,
  },
  endWaiver: {
    ...{ method: 'post', path: '/pipelines/{pipeline}/waivers/{waiver}/end', scope: 'approve', body: bodies.emptyBody },
    ...{ summary: 'Ends a waiver early.', params: { ...pipeline, waiver: numberIn }, answer: answers.doneAnswer },
  },

  listTasks: {
    ...{ method: 'get', path: '/tasks', scope: 'read', answer: answers.tasksAnswer },
    summary: 'Tasks that need a person, latest first.',
    query: { pipeline: word, open: v.optional(flagIn), ...paging },
  },
  closeTask: {
    ...{ method: 'post', path: '/tasks/{task}/close', scope: 'plan', params: { task: numberIn }, body: bodies.closeBody },
    ...{ summary: 'Closes a task.', answer: answers.doneAnswer },
  },

  listStuckWork: {
    ...{ method: 'get', path: '/stuck', scope: 'read', answer: answers.stuckAnswer },
    summary: 'Work that is stuck, longest first.',
  },
  listWorkers: {
    ...{ method: 'get', path: '/workers', scope: 'read', answer: answers.workersAnswer },
    summary: 'Processes of the service, and when each last gave a sign of life.',
  },

  listTokens: {
    ...{ method: 'get', path: '/tokens', scope: 'admin', answer: answers.tokensAnswer, summary: 'Tokens of this API.' },
  },
  makeToken: {
    ...{ method: 'post', path: '/tokens', scope: 'admin', body: bodies.tokenBody, answer: answers.newTokenAnswer, status: 201 },
    summary: 'Creates a token. It is shown only in this answer.',
  },
  revokeToken: {
    ...{ method: 'delete', path: '/tokens/{token}', scope: 'admin', params: { token: numberIn }, answer: answers.doneAnswer },
    summary: 'Revokes a token.',
  },
} as const satisfies Readonly<Record<string, Described>>

/** Name of a call. */
export type OperationId = keyof typeof described
