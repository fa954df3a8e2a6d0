import { entitlementsOf } from '../areas/entitlements/records.ts'
import type { Emulator } from '../emulator.ts'
import { placeOf } from '../world/urls.ts'
import type { KeysAnswer } from './answers.ts'

/** Returns all credentials. Whoever controls the emulator may know them: they are not secret. */
export function keysView({ world }: Emulator): KeysAnswer {
  const workspaces = [...world.workspaces.values()]
  return {
    keys: workspaces.flatMap(({ slug: workspace, members }) =>
      [...members.values()].flatMap(({ account, role, privilege }) =>
        [...account.keys.values()].map(({ key }) => ({
          key,
          workspace,
          account: account.slug,
          kind: account.kind,
          role,
          privilege,
        })),
      ),
    ),
    tokens: workspaces
      .flatMap(({ repositories }) => [...repositories.values()])
      .flatMap((repository) =>
        entitlementsOf(repository)
          .all()
          .map(({ settings: { token, name, is_active: active } }) => ({ token, place: placeOf(repository), name, active })),
      ),
  }
}
