import { randomUUID } from 'node:crypto'
import type { CallersClock } from '../../core/clock.ts'

/** Lifetime of a token in seconds. Clients assume this value if a registry states none. */
export const tokenLifetime = 300

/** What a token stands for. */
export interface Granted {
  /** Undefined for anonymous callers. */
  readonly key: string | undefined
  /** The scopes that were requested, such as `repository:acme/dev/api:pull,push`; empty for everything that the owner may do. */
  readonly scopes: readonly string[]
}

/** The tokens that the registry has issued in exchange for keys. */
export interface RegistryTokens {
  /** Issues a token for a key, or for an anonymous caller. */
  give(granted: Granted): string
  /** What a token stands for; undefined if it is unknown or expired. */
  find(token: string): Granted | undefined
}

/** Creates an empty store. Tokens are not compared between runs, so they do not depend on the world's seed. @param clock the callers' clock */
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

/** Whether scopes include an action (`pull`, `push` or `delete`) on a name. */
export function isWithin(scopes: readonly string[], name: string, action: string): boolean {
  return (
    scopes.length === 0 ||
    scopes.some((scope) => {
      const [kind, named, actions = ''] = scope.split(':')
      return kind === 'repository' && named === name && actions.split(',').some((one) => one === action || one === '*')
    })
  )
}
