import { page } from '../../core/pagination.ts'
import type { WorkspaceAuditEvent } from '../../generated/v1.ts'
import { allowed, managing } from '../../operation/allowed.ts'
import { type RowFields, sift, text, word } from '../../search/index.ts'
import { auditOf } from './records.ts'

/** Lists the changes in a workspace, the latest first. */
export const audit_log_namespace_list = managing<'audit_log_namespace_list'>(({ workspace, query, pager, world }) => {
  const log = auditOf(workspace)
    .map(({ entry }) => entry)
    .toReversed()
  return page(sift(log, query, fields, world), query, pager)
})

/** Lists the changes in a repository, the latest first. */
export const audit_log_repo_list = allowed<'audit_log_repo_list'>('Admin', ({ repository, query, pager, world }) => {
  const log = auditOf(repository.workspace)
    .filter((event) => event.repository === repository)
    .map(({ entry }) => entry)
  return page(sift(log.toReversed(), query, fields, world), query, pager, (rows) =>
    rows.map(({ target: _target, target_kind: _kind, target_slug_perm: _slug, ...event }) => event),
  )
})

const fields: RowFields<WorkspaceAuditEvent> = {
  event: text(({ event }) => [event]),
  actor: text(({ actor }) => [actor]),
  object: text(({ object }) => [object]),
  object_kind: word(({ object_kind }) => [object_kind]),
  target: text(({ target }) => [target]),
}
