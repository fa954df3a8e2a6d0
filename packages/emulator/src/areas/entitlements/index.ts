import type { Area } from '../../operation/area.ts'
import { giveDefaultToken } from './create.ts'
import { entitlementOperations } from './operations.ts'
import { defaultTokenOf, entitlementsOf } from './records.ts'

/** Tokens that unlock the downloads of private repositories. */
export const entitlements: Area = {
  operations: entitlementOperations,
  parts: [entitlementsOf, defaultTokenOf],
  start(world) {
    world.newRepositories.add((repository) => giveDefaultToken(world, repository))
  },
}
