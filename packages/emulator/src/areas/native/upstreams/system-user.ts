import type { Account } from '../../../world/account.ts'
import type { World } from '../../../world/world.ts'

/** The account that uploads the packages of upstreams. @see docs/service.md#upstreams */
const slug = 'cloudsmith-o6v'

/** The service's own account, which nobody can sign in to. Created when it is first needed. */
export function systemUser(world: World): Account {
  const there = world.accounts.get(slug)
  if (there !== undefined) return there
  const made: Account = {
    slug,
    slugPerm: world.ids.slug(12),
    kind: 'Service',
    name: 'Cloudsmith',
    email: `${slug}@example.com`,
    joinedAt: world.clock.now(),
    keys: new Map(),
  }
  world.accounts.set(slug, made)
  return made
}
