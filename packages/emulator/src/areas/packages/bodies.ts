import { flag, list, nullable, oneOf, oneOfAnyCase, required, type ShapeOf, text, url } from '../../core/fields.ts'
import type { BodyOf } from '../../operation/operation.ts'

/** The packages that many operations are about at once. */
export const identifiers = list(text({ min: 1, max: 255 }), { min: 1, max: 100 })

/** Bodies of the operations on packages. */
export const packageBodies = {
  packages_copy: { destination: required(text({ min: 1 })), republish: nullable(flag) } satisfies ShapeOf<
    BodyOf<'packages_copy'>
  >,
  packages_move: { destination: required(text({ min: 1 })) } satisfies ShapeOf<BodyOf<'packages_move'>>,
  packages_tag: {
    action: nullable(oneOfAnyCase('Add', 'Clear', 'Replace', 'Remove')),
    tags: nullable(list(text({ min: 1, max: 255 }))),
    is_immutable: flag,
  } satisfies ShapeOf<BodyOf<'packages_tag'>>,
  packages_quarantine: { release: flag, restore: flag } satisfies ShapeOf<BodyOf<'packages_quarantine'>>,
  packages_update_license: {
    action: nullable(oneOf('Update')),
    spdx_license: required(text({ min: 1, max: 255 })),
    license_override: nullable(oneOf('None', 'Ignored', 'Purchased')),
    license_notes: nullable(text({ max: 1000 })),
    license_url: nullable(url()),
  } satisfies ShapeOf<BodyOf<'packages_update_license'>>,
  bulk_action: {
    action: required(oneOf('Delete', 'Resync', 'Quarantine', 'Unquarantine', 'Move', 'Copy', 'Rescan')),
    identifiers: required(identifiers),
    repository: nullable(text({ min: 1, max: 255 })),
    target_repository: nullable(text({ min: 1 })),
  } satisfies ShapeOf<BodyOf<'bulk_action'>>,
}
