import { randomUUID } from 'node:crypto'
import type { CallersClock } from '../../core/clock.ts'

/** Seconds that a token is good for: what the token protocol takes for granted where a registry says nothing. */
export const tokenLifetime = 300

/** What a token stands for. */
export interface Granted {
  /** Without one, anybody has it. */
  readonly key: string | undefined
  /** What it was asked for, such as `repository:acme/dev/api:pull,push`; none for whatever its owner may. */
  readonly scopes: readonly string[]
}

/** The tokens that the registry gave out instead of keys. */
export interface RegistryTokens {
  /** Gives a token for a key, or for nobody. */
  give(granted: Granted): string
  /** What a token stands for; undefined for one that is none, or no longer good. */
  find(token: string): Granted | undefined
}

/** Makes an empty store. Nobody compares tokens, so they need not come from the world's seed. @param clock of those who count the seconds */
export function createRegistryTokens({ now }: Pick<CallersClock, 'now'>): RegistryTokens {
  const given = new Map<string, Granted & { expiresAt: number }>()
  return {
    give(granted) {
      for (const [token, { expiresAt }] of given) if (expiresAt <= now()) given.delete(token)
      const token = randomUUID()
      given.set(token, { ...granted, expiresAt: now() + tokenLifetime * 1000 })
      return token
    },
    find(token) {
      const found = given.get(token)
      return found !== undefined && found.expiresAt > now() ? found : undefined
    },
  }
}

/** Whether scopes let somebody do something with what is called so: `pull`, `push` or `delete`. */
export function isWithin(scopes: readonly string[], name: string, action: string): boolean {
  return (
    scopes.length === 0 ||
    scopes.some((scope) => {
      const [kind, named, actions = ''] = scope.split(':')
      return kind === 'repository' && named === name && actions.split(',').some((one) => one === action || one === '*')
    })
  )
}
