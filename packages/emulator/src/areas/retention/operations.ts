import { changed } from '../../core/changes.ts'
import { ok } from '../../core/reply.ts'
import { allowed } from '../../operation/allowed.ts'
import { compileQuery } from '../../search/compile-query.ts'
import { retentionOf } from './records.ts'

/** Returns the retention rules of a repository. */
export const repo_retention_read = allowed<'repo_retention_read'>('Read', ({ repository }) => ok(retentionOf(repository).rules))

/** Changes the retention rules: they take effect with the next arrival of a package. */
export const repo_retention_partial_update = allowed<'repo_retention_partial_update'>('Admin', ({ repository, body }) => {
  compileQuery('retention_package_query_string', body.retention_package_query_string)
  const retention = retentionOf(repository)
  retention.rules = changed(retention.rules, body)
  return ok(retention.rules)
})
