import type { GenericSchema } from 'valibot'
import * as answers from './answers.ts'
import * as bodies from './bodies.ts'
import { packageDetailAnswer } from './package-answers.ts'

/** What a request to the control API takes and gives. */
export interface Described {
  readonly summary: string
  /** Parameters of the query, with what they do. */
  readonly query?: Readonly<Record<string, string>>
  /** What its body has to be; it has none where this is missing. */
  readonly body?: GenericSchema
  readonly answer: GenericSchema
}

const limit = 'Rows at most; 100 unless said otherwise, and no more than 1000.'
const offset = 'Rows that are left out before the first.'
const repository = 'Only of this one: `workspace/repository`.'

/** All requests of the control API, by method and path. Its OpenAPI document is made of this. */
export const described: Readonly<Record<string, Described>> = {
  'GET health': { summary: 'Whether it is alive: 200 as soon as it listens.', answer: answers.healthAnswer },
  'GET ready': {
    summary: 'Whether what it starts with is loaded: 503 until then, as everything else.',
    answer: answers.readyAnswer,
  },
  'GET state': { summary: 'What there is, at a glance.', answer: answers.stateAnswer },
  'GET packages': {
    summary: 'Packages and how far they are, the newest first.',
    query: {
      repository,
      query: 'A search as in the API, such as `name:lodash`.',
      sort: 'An order as in the API, such as `name` or `-size`.',
      offset,
      limit,
    },
    answer: answers.packagesAnswer,
  },
  'GET packages/{slug_perm}': {
    summary: 'Everything about a package: files, dependencies, scans, what policies say, history, other versions.',
    answer: packageDetailAnswer,
  },
  'GET scans': {
    summary: 'Scans and their findings, the latest first.',
    query: { repository, offset, limit },
    answer: answers.scansAnswer,
  },
  'GET requests': {
    summary: 'What was asked, the latest first, without credentials.',
    query: {
      operation: 'Only requests of this operation id.',
      text: 'Only requests with this in their address, operation id or user, in any case.',
      method: 'Only requests of this method.',
      status: 'Only of this status, such as `404` or `4xx`; `lost` for those without an answer.',
      offset,
      limit,
    },
    answer: answers.requestsAnswer,
  },
  'GET requests/{id}': {
    summary: 'A request with headers, bodies and duration, as long as it is one of the latest 500; without credentials.',
    answer: answers.requestDetailAnswer,
  },
  'GET deliveries': {
    summary: 'Webhooks that were sent, the latest first.',
    query: {
      event: 'Only of this event, such as `package.synced`.',
      text: 'Only those with this in their event or address.',
      offset,
      limit,
    },
    answer: answers.deliveriesAnswer,
  },
  'GET deliveries/{id}': { summary: 'A webhook that was sent.', answer: answers.deliveryAnswer },
  'POST deliveries/{id}/replay': { summary: 'Sends a webhook again, as it was.', answer: answers.doneAnswer },
  'GET clock': { summary: 'What time it is, and how fast it passes.', answer: answers.clockAnswer },
  'POST clock/advance': { summary: 'Moves time on.', body: bodies.advanceBody, answer: answers.clockAnswer },
  'POST settle': { summary: 'Moves time on until nothing is left to do.', answer: answers.clockAnswer },
  'GET faults': { summary: 'The faults that wait.', answer: answers.faultsAnswer },
  'POST faults': { summary: 'Makes requests fail, be lost or be late.', body: bodies.faultBody, answer: answers.faultsAnswer },
  'DELETE faults': { summary: 'Takes all faults back.', answer: answers.faultsAnswer },
  'DELETE faults/{id}': { summary: 'Takes a fault back.', answer: answers.faultsAnswer },
  'POST latency': {
    summary: 'How long every request takes, or those of one operation; 0 for no longer.',
    body: bodies.latencyBody,
    answer: answers.stateAnswer,
  },
  'POST rate-limit': {
    summary: 'What each caller may ask in a window; all windows start anew.',
    body: bodies.rateLimitBody,
    answer: answers.stateAnswer,
  },
  'POST switches': { summary: 'Changes behaviour that no source tells.', body: bodies.switchesBody, answer: answers.stateAnswer },
  'GET keys': { summary: 'What gives access: API keys, and tokens of entitlements.', answer: answers.keysAnswer },
  'GET clients/{owner}/{repo}': {
    summary: 'Ready-made configuration for the clients of each format: files, environment and commands, with a key.',
    query: {
      account: 'Whose key; that of the first account of the workspace unless said otherwise.',
      format: 'Only of this format.',
    },
    answer: answers.clientsAnswer,
  },
  'GET advisories': { summary: 'What packages are scanned for.', answer: answers.advisoriesAnswer },
  'POST advisories': {
    summary: 'Makes advisories known; packages whose findings change are scanned again.',
    body: bodies.advisoriesBody,
    answer: answers.advisedAnswer,
  },
  'POST advisories/reload': { summary: 'Reads advisories again where they came from.', answer: answers.advisedAnswer },
  'GET worlds': { summary: 'Further worlds at this address.', answer: answers.worldsAnswer },
  'DELETE worlds/{name}': { summary: 'Ends a world.', answer: answers.worldsAnswer },
  'GET snapshots': { summary: 'The snapshots that were taken.', answer: answers.snapshotsAnswer },
  'POST snapshots/{name}': { summary: 'Keeps what there is, under a name.', answer: answers.snapshotAnswer },
  'DELETE snapshots/{name}': { summary: 'Forgets a snapshot.', answer: answers.snapshotsAnswer },
  'POST reset': {
    summary: 'Makes everything as it was at the start, or in a snapshot, but for the time.',
    body: bodies.resetBody,
    answer: answers.stateAnswer,
  },
}
