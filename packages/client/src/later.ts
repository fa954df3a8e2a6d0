/**
 * What a program only needs once it uses it: lists, errors, hooks, uploads, downloads and helpers. It is one module, imported on demand, because
 * bundlers move any code shared with a lazy module into a chunk of its own: many small lazy modules would split up the initial bundle.
 */
export { fillPath } from './api/path.ts'
export { toSearch } from './api/search.ts'
export { download } from './download/download.ts'
export { explainFailure } from './errors/explain-failure.ts'
export { notJson, notPromised } from './errors/not-promised.ts'
export { refuse } from './errors/refuse.ts'
export { withCaller } from './errors/with-caller.ts'
export { checkHeaders } from './headers.ts'
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
