import type { Pipeline } from '@cloudsmith-sdk/promotion'
import type { Context } from 'hono'
import { actorOf } from '../access/actor.ts'
import type { AccessEnv } from '../access/env.ts'
import { type Scope, scopes, scopesOf } from '../access/scopes.ts'
import type { Database } from '../database/database.ts'
import type { Actor } from '../store/actor.ts'
import { findToken } from '../store/tokens.ts'
import { ApiProblem } from './problem.ts'

/** The caller: a program with a token, or a person who has signed in. */
export interface Caller {
  readonly name: string
  readonly groups: readonly string[]
  readonly scopes: readonly Scope[]
  /**
   * The actor under whose name their decisions are recorded.
   *
   * @param pipeline the pipeline concerned. Default: none, so nobody is matched with its people
   */
  actor(pipeline?: Pick<Pipeline, 'people'>): Actor
}

/**
 * Finds the caller of a request.
 *
 * @throws {ApiProblem} 401: there is no credential, or the token is unknown, expired or revoked
 */
export async function callerOf(context: Context<AccessEnv>, database: Database, now: Date): Promise<Caller> {
  const said = context.req.header('authorization')
  if (said !== undefined) return await bearerOf(said, database, now)
  const { person } = context.var
  if (person === undefined) throw new ApiProblem(401, 'Send a token in the header Authorization: Bearer, or sign in.')
  const { name, groups } = person
  return { name, groups, scopes: scopesOf(person), actor: (pipeline) => actorOf(person, pipeline) }
}

async function bearerOf(said: string, database: Database, now: Date): Promise<Caller> {
  const [, token] = /^Bearer ([\w-]{20,200})$/i.exec(said) ?? []
  const row = token === undefined ? undefined : await findToken(database, token, now)
  if (row === undefined) throw new ApiProblem(401, 'The token is unknown, expired or revoked.')
  // The prefix ensures that no token decides under the name of a person that a gate knows.
  const name = `token:${row.name}`
  return {
    ...{ name, groups: [], scopes: scopes.filter((scope) => row.scopes.includes(scope) || row.scopes.includes('admin')) },
    actor: () => ({ by: name, issuer: null, subject: null }),
  }
}

/** Checks that the caller has a scope. @throws {ApiProblem} 403: they do not */
export function mustHave({ name, scopes: had }: Caller, scope: Scope): void {
  if (had.includes(scope)) return
  throw new ApiProblem(403, `${name} may not do this: it needs the scope ${scope}, but has ${had.join(', ') || 'none'}.`)
}
