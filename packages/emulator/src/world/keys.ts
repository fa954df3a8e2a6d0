import type { Account } from './account.ts'
import type { World } from './world.ts'

/** Gives an account an API key, which replaces the one with the same `slug_perm`; that is void at once. */
export function giveKey(world: World, account: Account, slugPerm: string, key = world.ids.slug(40)) {
  const old = account.keys.get(slugPerm)
  if (old !== undefined) world.keys.delete(old.key)
  const held = { key, createdAt: world.clock.now() }
  account.keys.set(slugPerm, held)
  world.keys.set(key, account)
  return held
}
