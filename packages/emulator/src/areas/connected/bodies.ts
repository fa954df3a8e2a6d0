import { flag, partial, required, type ShapeOf, text, whole } from '../../core/fields.ts'
import type { BodyOf } from '../../operation/operation.ts'

const connection = {
  target_repository: required(text({ min: 1, pattern: /^[-a-zA-Z0-9_]+$/ })),
  is_active: flag,
  priority: whole({ min: 1, max: 32_767 }),
} satisfies ShapeOf<BodyOf<'repos_connected_create'>>

/** Bodies of the operations on connected repositories. */
export const connectedBodies = {
  repos_connected_create: connection,
  repos_connected_update: connection,
  repos_connected_partial_update: partial(connection),
}
