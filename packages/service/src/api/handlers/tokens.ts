import { nowOf } from '../../flow/parts.ts'
import { audit } from '../../store/audit.ts'
import { createToken, listTokens, revokeToken } from '../../store/tokens.ts'
import type { Handlers } from '../call.ts'

/** Handlers for the caller and for tokens. */
export const tokenHandlers: Handlers<'getMe' | 'listTokens' | 'makeToken' | 'revokeToken'> = {
  getMe: async ({ caller: { name, groups, scopes } }) => ({ name, groups, scopes }),
  listTokens: async ({ parts }) => ({ rows: await listTokens(parts.database) }),
  makeToken: ({ parts, caller, body: { name, scopes, expires = null } }) =>
    parts.database.transaction(async (transaction) => {
      const actor = caller.actor()
      const made = await createToken(transaction, { name, scopes, actor, expiresAt: expires })
      const detail = { name, scopes: scopes.join(' ') }
      await audit(transaction, actor, { at: nowOf(parts), action: 'token.created', about: `token:${made.row.id}`, detail })
      return made
    }),
  revokeToken: ({ parts, params, caller }) =>
    parts.database.transaction(async (transaction) => {
      const [actor, at] = [caller.actor(), nowOf(parts)]
      const changed = await revokeToken(transaction, params.token, actor, at)
      if (changed) await audit(transaction, actor, { at, action: 'token.revoked', about: `token:${params.token}` })
      return { changed }
    }),
}
