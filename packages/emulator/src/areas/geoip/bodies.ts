import { list, nested, partial, required, type ShapeOf, text } from '../../core/fields.ts'
import type { BodyOf } from '../../operation/operation.ts'

const allowAndDeny = nested({ allow: required(list(text({ min: 1 }))), deny: required(list(text({ min: 1 }))) })
const rules = { cidr: required(allowAndDeny), country_code: required(allowAndDeny) } satisfies ShapeOf<
  BodyOf<'repos_geoip_update'>
>

/** Bodies of the operations on rules about addresses. */
export const geoipBodies = {
  repos_geoip_update: rules,
  repos_geoip_partial_update: partial(rules),
  repos_geoip_test: { addresses: required(list(text({ min: 1 }))) },
}
