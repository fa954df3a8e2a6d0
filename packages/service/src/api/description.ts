import * as v from 'valibot'
import type { Scope } from '../access/scopes.ts'
import { planStates } from '../store/plan-states.ts'
import * as answers from './answers.ts'
import * as bodies from './bodies.ts'
import { about, flagIn, numberIn, paging } from './shapes.ts'

/** Path of the API, with its major version. */
export const basePath = '/api/v1'

/** The description of a call. */
export interface Described {
  readonly method: 'get' | 'post' | 'delete'
  /** The path as in OpenAPI, with `{…}` for parameters. */
  readonly path: string
  /** The scope that a token needs. */
  readonly scope: Scope
  readonly summary: string
  /** Parameters in the path. */
  readonly params?: Readonly<Record<string, v.GenericSchema<string, unknown>>>
  /** Parameters in the query. */
  readonly query?: Readonly<Record<string, v.GenericSchema<string | undefined, unknown>>>
  readonly body?: v.GenericSchema
  readonly answer: v.GenericSchema
  /** Status of a successful answer. Default: 200. */
  readonly status?: 201 | 202
  /** The answer is a stream of server-sent events. Default: it is one JSON document. */
  readonly isStream?: true
}

const name = (text: string) => about(v.pipe(v.string(), v.maxLength(500)), text)
const word = (text: string) => v.optional(name(text))
const pipeline = { pipeline: name('Name of the pipeline.') }
const edge = { edge: name('ID of the edge, such as `web/dev/staging`.') }
const plan = { plan: numberIn('Number of the plan.') }
const run = { run: numberIn('Number of the run.') }

/** Every call of the API, by operation ID. The OpenAPI document, the validation of requests and the types of the client are derived from it. */
export const described = {
  getMe: {
    method: 'get',
    path: '/me',
    scope: 'read',
    summary: 'Returns the caller, and what they may do.',
    answer: answers.meAnswer,
  },

  listPipelines: {
    ...{ method: 'get', path: '/pipelines', scope: 'read', answer: answers.pipelinesAnswer },
    summary: 'Lists the pipelines of this service.',
  },
  getPipeline: {
    ...{ method: 'get', path: '/pipelines/{pipeline}', scope: 'read', params: pipeline, answer: answers.pipelineAnswer },
    summary: 'Returns a pipeline.',
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
    summary: 'Lists packages, with the stages that contain them and what holds them back.',
    query: {
      name: word('Beginning of the name, in upper or lower case; `*` stands for any text.'),
      format: word('Format, such as `npm`.'),
      tag: word('A tag that the package has in some stage.'),
      stage: word('Name of a stage that contains the package.'),
      state: word('Its state in some stage, such as `quarantined`, or what the last plan says, such as `blocked`.'),
      gate: word('Name of a gate that holds the package back.'),
      ...paging,
    },
  },
  getPackage: {
    ...{
      method: 'get',
      path: '/packages/{package}',
      scope: 'read',
      params: { package: numberIn('Number of the package.') },
      answer: answers.packageAnswer,
    },
    summary: 'Returns a package, with the stages that contain it and what holds it back.',
  },

  listEdges: {
    ...{
      method: 'get',
      path: '/edges',
      scope: 'read',
      answer: answers.edgesAnswer,
      query: { pipeline: word('Only edges of this pipeline.') },
    },
    summary: 'Lists edges and their state.',
  },
  lookAtEdge: {
    ...{ method: 'post', path: '/edges/{edge}/look', scope: 'plan', params: edge, body: bodies.emptyBody, status: 202 },
    ...{ summary: 'Checks all packages at the start of an edge now.', answer: answers.doneAnswer },
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
    query: {
      pipeline: word('Only plans of this pipeline.'),
      edge: word('Only plans of the edge with this ID.'),
      digest: word('Only the plan with this digest.'),
      state: v.optional(about(v.picklist(planStates), 'Only plans in this state.')),
      ...paging,
    },
  },
  previewPlan: {
    ...{ method: 'post', path: '/plans/preview', scope: 'plan', body: bodies.previewBody, answer: answers.planDocumentAnswer },
    summary: 'Plans a promotion along an edge without storing it: what would be promoted, and why the rest would not.',
  },
  makePlan: {
    ...{ method: 'post', path: '/plans', scope: 'apply', body: bodies.planBody, answer: answers.planAnswer, status: 201 },
    summary: 'Promotes packages along an edge: at once if they need no approval, otherwise when people approve.',
  },
  getPlan: {
    ...{ method: 'get', path: '/plans/{plan}', scope: 'read', params: plan, answer: answers.planAnswer },
    summary: 'Returns a plan, with its approvals and refusals.',
  },
  getPlanDocument: {
    ...{ method: 'get', path: '/plans/{plan}/document', scope: 'read', params: plan, answer: answers.planDocumentAnswer },
    summary: 'Returns the document of a plan, as the promotion engine made it.',
  },
  getRehearsal: {
    ...{ method: 'get', path: '/plans/{plan}/rehearsal', scope: 'read', params: plan, answer: answers.rehearsalAnswer },
    summary:
      'Returns the rehearsal of a plan: what would happen if it were approved, tried on a mirror of its stages. 404 until it is done.',
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
    ...{ summary: 'Applies an open plan again now, without waiting for its next attempt.', answer: answers.planAnswer },
  },
  rollBackPlan: {
    ...{ method: 'post', path: '/plans/{plan}/rollback', scope: 'approve', params: plan, body: bodies.whyBody, status: 202 },
    ...{
      summary: 'Rolls back what a plan has promoted. Returns the run that does so.',
      answer: answers.runAnswer,
    },
  },
  revokeApproval: {
    ...{
      method: 'post',
      path: '/approvals/{approval}/revoke',
      scope: 'approve',
      params: { approval: numberIn('Number of the approval.') },
    },
    ...{ summary: 'Revokes an approval.', body: bodies.whyBody, answer: answers.planAnswer },
  },

  listRuns: {
    ...{ method: 'get', path: '/runs', scope: 'read', answer: answers.runsAnswer, summary: 'Lists runs, latest first.' },
    query: {
      pipeline: word('Only runs of this pipeline.'),
      edge: word('Only runs of the edge with this ID.'),
      plan: v.optional(numberIn('Only runs of this plan.')),
      open: v.optional(flagIn('True: only runs in progress. Default: all runs.')),
      ...paging,
    },
  },
  getRun: {
    ...{ method: 'get', path: '/runs/{run}', scope: 'read', params: run, answer: answers.runAnswer, summary: 'Returns a run.' },
  },
  getRunReport: {
    ...{ method: 'get', path: '/runs/{run}/report', scope: 'read', params: run, answer: answers.reportAnswer },
    summary: 'Returns the report of a run. 404 until it has ended.',
  },
  getRollback: {
    ...{ method: 'get', path: '/runs/{run}/rollback', scope: 'read', params: run, answer: answers.rollbackAnswer },
    summary: 'Returns the report of a rollback. 404 until it has ended.',
  },
  followRun: {
    ...{ method: 'get', path: '/runs/{run}/events', scope: 'read', params: run, answer: answers.runEventAnswer, isStream: true },
    summary: 'Streams the events of a run until it ends. The header Last-Event-ID resumes the stream.',
  },

  listLedger: {
    ...{ method: 'get', path: '/pipelines/{pipeline}/ledger', scope: 'read', params: pipeline, answer: answers.ledgerAnswer },
    ...{ summary: 'Lists the entries of the ledger, oldest first, each chained to the one before by its digest.', query: paging },
  },
  getHistory: {
    ...{ method: 'get', path: '/pipelines/{pipeline}/stages/{stage}/history', scope: 'read', answer: answers.historyAnswer },
    ...{
      summary:
        'Lists what was promoted into a stage, as its evidence proves it. Makes one Cloudsmith request for each of its packages.',
    },
    params: { ...pipeline, stage: name('Name of the stage.') },
  },
  listWaivers: {
    ...{ method: 'get', path: '/pipelines/{pipeline}/waivers', scope: 'read', params: pipeline, answer: answers.waiversAnswer },
    summary: 'Lists waivers that were added in this service, those that expire next first.',
  },
  giveWaiver: {
    ...{ method: 'post', path: '/pipelines/{pipeline}/waivers', scope: 'approve', params: pipeline, status: 201 },
    ...{ summary: 'Adds a waiver in the name of the caller, or of one of their groups.', body: bodies.waiverBody },
    answer: answers.doneAnswer,
  },
  endWaiver: {
    ...{ method: 'post', path: '/pipelines/{pipeline}/waivers/{waiver}/end', scope: 'approve', body: bodies.emptyBody },
    ...{
      summary: 'Ends a waiver early.',
      params: { ...pipeline, waiver: numberIn('Number of the waiver.') },
      answer: answers.doneAnswer,
    },
  },

  listTasks: {
    ...{ method: 'get', path: '/tasks', scope: 'read', answer: answers.tasksAnswer },
    summary: 'Lists tasks that need a person, latest first.',
    query: {
      pipeline: word('Only tasks of this pipeline.'),
      open: v.optional(flagIn('False: only tasks that are closed. Default: only tasks that are open.')),
      ...paging,
    },
  },
  closeTask: {
    ...{
      method: 'post',
      path: '/tasks/{task}/close',
      scope: 'plan',
      params: { task: numberIn('Number of the task.') },
      body: bodies.closeBody,
    },
    ...{ summary: 'Closes a task.', answer: answers.doneAnswer },
  },

  listStuckWork: {
    ...{ method: 'get', path: '/stuck', scope: 'read', answer: answers.stuckAnswer },
    summary: 'Lists work that is stuck, longest first, with what to do about it.',
  },
  listWorkers: {
    ...{ method: 'get', path: '/workers', scope: 'read', answer: answers.workersAnswer },
    summary: 'Lists the processes of the service and their last heartbeats.',
  },

  listTokens: {
    ...{
      method: 'get',
      path: '/tokens',
      scope: 'admin',
      answer: answers.tokensAnswer,
      summary: 'Lists the tokens of this API, latest first.',
    },
  },
  makeToken: {
    ...{ method: 'post', path: '/tokens', scope: 'admin', body: bodies.tokenBody, answer: answers.newTokenAnswer, status: 201 },
    summary: 'Creates a token, which is shown only in this answer.',
  },
  revokeToken: {
    ...{
      method: 'delete',
      path: '/tokens/{token}',
      scope: 'admin',
      params: { token: numberIn('Number of the token.') },
      answer: answers.doneAnswer,
    },
    summary: 'Revokes a token.',
  },
} as const satisfies Readonly<Record<string, Described>>

/** Operation ID of a call. */
export type OperationId = keyof typeof described
