import { page } from '../../core/pagination.ts'
import { sift } from '../../core/sift.ts'
import type { WorkspaceAuditEvent } from '../../generated/v1.ts'
import { allowed, managing } from '../../operation/allowed.ts'
import { auditOf } from './records.ts'

/** What was changed in a workspace, the latest first. */
export const audit_log_namespace_list = managing<'audit_log_namespace_list'>(({ workspace, query, pager }) => {
  const log = auditOf(workspace)
    .map(({ entry }) => entry)
    .toReversed()
  return page(sift(log, query, fields), query, pager)
})

/** What was changed in a repository, the latest first. */
export const audit_log_repo_list = allowed<'audit_log_repo_list'>('Admin', ({ repository, query, pager }) => {
  const log = auditOf(repository.workspace)
    .filter((event) => event.repository === repository)
    .map(({ entry }) => entry)
  return page(sift(log.toReversed(), query, fields), query, pager, (rows) =>
    rows.map(({ target: _target, target_kind: _kind, target_slug_perm: _slug, ...event }) => event),
  )
})

const fields = {
  event: ({ event }: WorkspaceAuditEvent) => event,
  actor: ({ actor }: WorkspaceAuditEvent) => actor ?? '',
  object: ({ object }: WorkspaceAuditEvent) => object,
  object_kind: ({ object_kind }: WorkspaceAuditEvent) => object_kind,
  target: ({ target }: WorkspaceAuditEvent) => target,
}
