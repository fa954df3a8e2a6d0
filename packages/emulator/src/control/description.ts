import type { GenericSchema } from 'valibot'
import * as answers from './answers.ts'
import * as bodies from './bodies.ts'
import { packageDetailAnswer } from './package-answers.ts'

/** The parameters and responses of a request to the control API. */
export interface Described {
  readonly summary: string
  /** Query parameters with their descriptions. */
  readonly query?: Readonly<Record<string, string>>
  /** Schema of the body; undefined if there is none. */
  readonly body?: GenericSchema
  readonly answer: GenericSchema
}

const limit = 'Most rows to return; 100 by default, at most 1000.'
const offset = 'Rows to skip.'
const repository = 'Only this repository: `workspace/repository`.'

/** All requests of the control API, by method and path. The OpenAPI document is generated from this. */
export const described: Readonly<Record<string, Described>> = {
  'GET health': { summary: 'Liveness: 200 as soon as the server listens.', answer: answers.healthAnswer },
  'GET ready': {
    summary: 'Readiness: 200 once the seed or state is loaded; until then 503, like every other request.',
    answer: answers.readyAnswer,
  },
  'GET state': { summary: 'A summary of the emulator.', answer: answers.stateAnswer },
  'GET packages': {
    summary: 'Lists packages and their states, newest first.',
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
    summary: 'Everything about a package: files, dependencies, scans, policy decisions, history, other versions.',
    answer: packageDetailAnswer,
  },
  'GET scans': {
    summary: 'Lists scans and their findings, latest first.',
    query: { repository, offset, limit },
    answer: answers.scansAnswer,
  },
  'GET requests': {
    summary: 'Lists requests, latest first, without credentials.',
    query: {
      operation: 'Only requests of this operation id.',
      text: 'Only requests with this text in their URL, operation id or user, ignoring case.',
      method: 'Only requests of this method.',
      status: 'Only this status, such as `404` or `4xx`; `lost` for requests without a response.',
      offset,
      limit,
    },
    answer: answers.requestsAnswer,
  },
  'GET requests/{id}': {
    summary: 'A request with headers, bodies and duration, if it is one of the latest 500; without credentials.',
    answer: answers.requestDetailAnswer,
  },
  'GET deliveries': {
    summary: 'Lists webhook deliveries, latest first.',
    query: {
      event: 'Only this event, such as `package.synced`.',
      text: 'Only deliveries with this text in their event or URL.',
      offset,
      limit,
    },
    answer: answers.deliveriesAnswer,
  },
  'GET deliveries/{id}': { summary: 'A webhook delivery.', answer: answers.deliveryAnswer },
  'POST deliveries/{id}/replay': { summary: 'Sends the same webhook again.', answer: answers.doneAnswer },
  'GET clock': { summary: 'The emulated time, and its speed.', answer: answers.clockAnswer },
  'POST clock/advance': { summary: 'Advances the clock.', body: bodies.advanceBody, answer: answers.clockAnswer },
  'POST settle': { summary: 'Advances the clock until there is nothing left to do.', answer: answers.clockAnswer },
  'GET faults': { summary: 'Lists pending faults.', answer: answers.faultsAnswer },
  'POST faults': {
    summary: 'Makes requests fail, get lost or arrive late.',
    body: bodies.faultBody,
    answer: answers.faultsAnswer,
  },
  'DELETE faults': { summary: 'Removes all faults.', answer: answers.faultsAnswer },
  'DELETE faults/{id}': { summary: 'Removes a fault.', answer: answers.faultsAnswer },
  'POST latency': {
    summary: 'Delays every request, or those of one operation; 0 for no delay.',
    body: bodies.latencyBody,
    answer: answers.stateAnswer,
  },
  'POST rate-limit': {
    summary: 'Sets how many requests each caller may send in a window; all windows start again.',
    body: bodies.rateLimitBody,
    answer: answers.stateAnswer,
  },
  'POST switches': {
    summary: 'Changes switches: behaviour of Cloudsmith that is not documented.',
    body: bodies.switchesBody,
    answer: answers.stateAnswer,
  },
  'GET keys': { summary: 'Lists API keys and entitlement tokens.', answer: answers.keysAnswer },
  'GET clients/{owner}/{repo}': {
    summary: 'Ready-made configuration for the clients of each format: files, environment and commands, with a key.',
    query: {
      account: 'Account whose key to use; by default the first account of the workspace.',
      format: 'Only this format.',
    },
    answer: answers.clientsAnswer,
  },
  'GET advisories': { summary: 'Lists the advisories that packages are scanned for.', answer: answers.advisoriesAnswer },
  'POST advisories': {
    summary: 'Adds advisories; packages whose findings change are scanned again.',
    body: bodies.advisoriesBody,
    answer: answers.advisedAnswer,
  },
  'POST advisories/reload': { summary: 'Reads the advisories again from their source.', answer: answers.advisedAnswer },
  'GET worlds': { summary: 'Lists the separate worlds of this server.', answer: answers.worldsAnswer },
  'DELETE worlds/{name}': { summary: 'Ends a world.', answer: answers.worldsAnswer },
  'GET snapshots': { summary: 'Lists the snapshots.', answer: answers.snapshotsAnswer },
  'POST snapshots/{name}': { summary: 'Takes a snapshot under a name.', answer: answers.snapshotAnswer },
  'DELETE snapshots/{name}': { summary: 'Deletes a snapshot.', answer: answers.snapshotsAnswer },
  'POST reset': {
    summary: 'Resets everything except the time to the start, or to a snapshot.',
    body: bodies.resetBody,
    answer: answers.stateAnswer,
  },
}
