import type { Pager } from '../core/pagination.ts'
import type { Allowance } from '../core/rate-limit.ts'
import type { Reply } from '../core/reply.ts'
import type { operations as V1 } from '../generated/v1.ts'
import type { operations as V2 } from '../generated/v2.ts'
import type { Actor } from '../world/actor.ts'
import type { RepositoryRecord, WorkspaceRecord } from '../world/records.ts'
import type { World } from '../world/world.ts'

interface operations extends V1, V2 {}

/** An operation id of the API description. */
export type OperationId = keyof operations & string

type Parameters<Id extends OperationId, Kind extends string> = operations[Id] extends { parameters: infer All }
  ? All extends { [Key in Kind]?: infer Found }
    ? [Exclude<Found, undefined>] extends [never]
      ? Record<never, never>
      : Exclude<Found, undefined>
    : Record<never, never>
  : never

/** The path parameters of an operation. */
export type PathOf<Id extends OperationId> = Parameters<Id, 'path'>

/** The query parameters of an operation. Lists are one text with commas. */
export type QueryOf<Id extends OperationId> = SaidIn<Parameters<Id, 'query'>>

type SaidIn<Query> = { [Name in keyof Query]: Said<Query[Name]> }

type Said<Value> = Value extends readonly unknown[] ? string : Value

/** The JSON body of an operation. */
export type BodyOf<Id extends OperationId> = operations[Id] extends { requestBody?: infer Given }
  ? Exclude<Given, undefined> extends { content: { 'application/json': infer Body } }
    ? Body
    : undefined
  : undefined

type Responses<Id extends OperationId> = operations[Id] extends { responses: infer All } ? All : never

type ReplyOf<Status, Response> = Response extends { content: { 'application/json': infer Body } }
  ? Reply<Status & number, Body>
  : Reply<Status & number>

/** The success responses of an operation. */
export type SuccessOf<Id extends OperationId> = {
  [Status in keyof Responses<Id> & (200 | 201 | 202 | 204)]: ReplyOf<Status, Responses<Id>[Status]>
}[keyof Responses<Id> & (200 | 201 | 202 | 204)]

/** Operations that anybody may call, with or without a credential, or that check access themselves. */
export const openOperations = [
  'user_self',
  'user_token_create',
  'status_check_basic',
  'rates_limits_list',
  'formats_list',
  'formats_read',
  'distros_list',
  'distros_read',
  'storage-regions_list',
  'storage-regions_read',
  'users_profile_read',
  'openid_create',
  'badges_version_list',
] as const satisfies readonly OperationId[]

/** Open operations are called even if their path leads to nothing. */
type Found<Id extends OperationId, Home> = Id extends (typeof openOperations)[number] ? Home | undefined : Home

type NamesWorkspace<Path> = Extract<keyof Path, 'owner' | 'org' | 'workspace'> extends never ? false : true

type NamesRepository<Path> = Path extends { repo: string } | { owner: string; identifier: string } ? true : false

/** A parsed request to an operation. */
export interface Call<Id extends OperationId> {
  /** The workspace that the path names. */
  readonly workspace: NamesWorkspace<PathOf<Id>> extends true ? Found<Id, WorkspaceRecord> : undefined
  /** The repository that the path names, which the caller may at least read. */
  readonly repository: NamesRepository<PathOf<Id>> extends true ? Found<Id, RepositoryRecord> : undefined
  readonly path: PathOf<Id>
  readonly query: QueryOf<Id>
  /** Checked against the API description. */
  readonly body: BodyOf<Id>
  readonly actor: Actor
  readonly world: World
  /** Cuts lists into pages. */
  readonly pager: Pager
  /** The state of the caller's rate limit. */
  readonly allowance: Allowance
}

/** The implementation of an operation. @throws {Refusal} for every response but those of success */
export type Operation<Id extends OperationId> = (call: Call<Id>) => SuccessOf<Id> | Promise<SuccessOf<Id>>

/** Implementations of operations, by operation id. */
export type Operations = { readonly [Id in OperationId]?: Operation<Id> }
