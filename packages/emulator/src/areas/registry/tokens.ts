import { randomUUID } from 'node:crypto'
import type { EmulatorClock } from '../../core/clock.ts'

/** Seconds that a token is good for: what the token protocol takes for granted where a registry says nothing. */
export const tokenLifetime = 300

/** The tokens that the registry gave out instead of keys. */
export interface RegistryTokens {
  /** Gives a token for a key, or for nobody. */
  give(key: string | undefined): string
  /** The key that a token stands for; undefined for one that is none, or no longer good. */
  find(token: string): { readonly key: string | undefined } | undefined
}

/** Makes an empty store. Nobody compares tokens, so they need not come from the world's seed. */
export function createRegistryTokens({ now }: Pick<EmulatorClock, 'now'>): RegistryTokens {
  const given = new Map<string, { key: string | undefined; expiresAt: number }>()
  return {
    give(key) {
      for (const [token, { expiresAt }] of given) if (expiresAt <= now()) given.delete(token)
      const token = randomUUID()
      given.set(token, { key, expiresAt: now() + tokenLifetime * 1000 })
      return token
    },
    find(token) {
      const found = given.get(token)
      return found !== undefined && found.expiresAt > now() ? found : undefined
    },
  }
}
