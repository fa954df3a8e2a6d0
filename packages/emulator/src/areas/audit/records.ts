import type { WorkspaceAuditEvent } from '../../generated/v1.ts'
import { repositories } from '../../world/kinds.ts'
import { workspacePart } from '../../world/parts.ts'
import { list, nullable, optional, record, text, view } from '../../world/shapes/index.ts'

/** An event of the audit log. Its view is created when it happens, because logs do not change. */
const event = record({
  repository: optional(repositories),
  entry: view<WorkspaceAuditEvent>({ event: text, actor: nullable(text), object: text, object_kind: text, target: text }),
})

/** The changes in a workspace, the oldest first. */
export const auditOf = workspacePart('audit', { shape: list(event) })
