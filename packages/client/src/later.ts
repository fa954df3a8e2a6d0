/**
 * What a program needs only once it gets there: lists, refusals, hooks, uploads, downloads and helpers. One module, imported on demand, because
 * bundlers put whatever a program shares with something lazy into a file of its own: many small lazy modules would cut up the start.
 */
export { fillPath } from './api/path.ts'
export { download } from './download/download.ts'
export { explainFailure } from './errors/explain-failure.ts'
export { notJson, notPromised } from './errors/not-promised.ts'
export { refuse } from './errors/refuse.ts'
export { withCaller } from './errors/with-caller.ts'
export { createList } from './list.ts'
export { watchAttempt, watchCall } from './observe/watch.ts'
export { ensureRepository } from './repos/ensure.ts'
export { grantPrivileges } from './repos/grant.ts'
export { callUpstream } from './repos/upstream-call.ts'
export { listUpstreams } from './repos/upstream-list.ts'
export { followRedirects } from './transport/follow-redirects.ts'
export { readWait } from './transport/retry-after.ts'
export { withinTotal } from './transport/total-timeout.ts'
export { waitToRetry } from './transport/wait-to-retry.ts'
export { createWaitingLine } from './transport/waiting-line.ts'
export { push } from './upload/push.ts'
