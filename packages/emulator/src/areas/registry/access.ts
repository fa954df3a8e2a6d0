import { credentialsOf } from '../../core/credentials.ts'
import { Refusal } from '../../core/errors.ts'
import type { Incoming } from '../../core/incoming.ts'
import { ok, type Reply } from '../../core/reply.ts'
import { createActor } from '../../world/actor.ts'
import type { RepositoryRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { admit, type Reader } from '../downloads/admit.ts'
import { entitlementWith } from '../entitlements/records.ts'
import { denied, registryRefusal } from './errors.ts'
import { createRegistryTokens, type Granted, isWithin, tokenLifetime } from './tokens.ts'

/** What a caller wants to do with what. */
export interface Wish {
  readonly owner: string
  readonly repo: string
  /** Name of an image; undefined for the whole repository. */
  readonly name?: string
  readonly action: 'pull' | 'push' | 'delete'
}

/** Checks access to the registry. */
export interface Access {
  /** Exchanges a credential for a token. Whether it gives access is only checked when the token is used. @throws {Refusal} 401 */
  token(request: Incoming, query: URLSearchParams): Reply
  /** @throws {Refusal} 401 if the request has no credential */
  mustBeKnown(request: Incoming): void
  /**
   * Checks whether a caller may read, or else write. Whether a package may be deleted is checked by the actor.
   *
   * @throws {Refusal} 401 with a challenge for callers who have not identified themselves, 404 if the caller may not know of the repository, 403 if
   * the caller may only read
   */
  open(request: Incoming, wish: Wish): Reader
}

/**
 * Creates the access check of a registry. Keys and entitlement tokens are sent as the password of Basic authentication, or exchanged for a
 * short-lived token first.
 *
 * @see https://distribution.github.io/distribution/spec/auth/token/
 */
export function createAccess(world: World): Access {
  const tokens = createRegistryTokens(world.clock.callers)

  return {
    token(request, query) {
      const { key } = credentialsOf(request.headers)
      if (key !== undefined && !isKnown(key)) throw registryRefusal(401, 'UNAUTHORIZED', 'authentication required')
      const token = tokens.give({ key, scopes: query.getAll('scope').flatMap((each) => each.split(' ').filter(Boolean)) })
      const issued = new Date(world.clock.callers.now()).toISOString()
      return ok({ token, access_token: token, expires_in: tokenLifetime, issued_at: issued })
    },
    mustBeKnown(request) {
      if (callerOf(request, '').key === undefined) throw challenge('')
    },
    open(request, wish) {
      const { owner, repo, name, action } = wish
      const called = name === undefined ? undefined : `${owner}/${repo}/${name}`
      const scope =
        called === undefined ? 'registry:catalog:*' : `repository:${called}:${action === 'pull' ? 'pull' : `pull,${action}`}`
      const { key, scopes } = callerOf(request, scope)
      if (called !== undefined && !isWithin(scopes, called, action)) throw challenge(scope, 'insufficient_scope')
      const actor = createActor(key === undefined ? undefined : world.accountOf(key), world.switches)
      try {
        const reader = admit(world.repository({ owner, repo }), actor, key)
        if (action === 'push' && reader.entitlement !== undefined) throw denied('entitlement tokens do not permit pushes')
        if (action === 'push') actor.must('Write', reader.repository)
        if (action !== 'pull') actor.mustBeKnown()
        return reader
      } catch (error) {
        const isRefused = error instanceof Refusal && error.reply.status === 403
        throw actor.account === undefined && !isRefused ? challenge(scope) : error
      }
    },
  }

  /** @throws {Refusal} 401 if the credential is unknown */
  function callerOf({ headers }: Incoming, scope: string): Granted {
    const { key } = credentialsOf(headers)
    if (key === undefined) return { key, scopes: [] }
    const exchanged = tokens.find(key)
    if (exchanged === undefined && !isKnown(key)) throw challenge(scope)
    return exchanged ?? { key, scopes: [] }
  }

  function isKnown(key: string): boolean {
    const isEntitled = (repository: RepositoryRecord) => entitlementWith(repository, key) !== undefined
    return (
      world.accountOf(key) !== undefined ||
      [...world.workspaces.values()].some(({ repositories }) => [...repositories.values()].some(isEntitled))
    )
  }

  function challenge(scope: string, error?: string): Refusal {
    const { docker } = world.origins
    const parts = {
      realm: `${docker}/v2/token`,
      service: new URL(docker).host,
      ...(scope === '' ? {} : { scope }),
      ...(error === undefined ? {} : { error }),
    }
    const text = Object.entries(parts).map(([name, value]) => `${name}="${value}"`)
    return registryRefusal(401, 'UNAUTHORIZED', 'authentication required', { 'WWW-Authenticate': `Bearer ${text.join(',')}` })
  }
}
