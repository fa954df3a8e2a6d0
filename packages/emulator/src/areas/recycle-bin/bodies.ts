import { nullable, oneOf, required, type ShapeOf, text } from '../../core/fields.ts'
import type { BodyOf } from '../../operation/operation.ts'
import { identifiers } from '../packages/bodies.ts'

/** Bodies of the operations on the recycle bin. */
export const recycleBinBodies = {
  'recycle-bin_action': {
    action: required(oneOf('hard_delete', 'restore')),
    identifiers: required(identifiers),
    repository: nullable(text({ min: 1, max: 255 })),
  } satisfies ShapeOf<BodyOf<'recycle-bin_action'>>,
}
