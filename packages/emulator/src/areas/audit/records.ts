import type { WorkspaceAuditEvent } from '../../generated/v1.ts'
import { workspacePart } from '../../world/parts.ts'
import type { RepositoryRecord } from '../../world/records.ts'
import { list, nullable, optional, record, repositories, text, view } from '../../world/shapes/index.ts'

/** An event of the audit log; its view is made when it happens, as a log does not change. */
export interface AuditRecord {
  readonly repository: RepositoryRecord | undefined
  readonly entry: WorkspaceAuditEvent
}

const event = record<AuditRecord>({
  repository: optional(repositories),
  entry: view<WorkspaceAuditEvent>({ event: text, actor: nullable(text), object: text, object_kind: text, target: text }),
})

/** What was changed in a workspace, the oldest first. */
export const auditOf = workspacePart('audit', (): AuditRecord[] => [], { shape: list(event) })
