import { isChange, writeAudit } from '../areas/audit/write.ts'
import { descriptionAt } from '../areas/service/descriptions.ts'
import { operations } from '../areas.ts'
import { type FieldErrors, messagesIn, orNotFound, Refusal } from '../core/errors.ts'
import type { Incoming } from '../core/incoming.ts'
import type { Allowance } from '../core/rate-limit.ts'
import { readJson } from '../core/read-body.ts'
import type { Reply } from '../core/reply.ts'
import { createRouter, type Match } from '../core/router.ts'
import { routes } from '../generated/routes.ts'
import type { Call, OperationId } from '../operation/operation.ts'
import { checkBody } from '../requests/check.ts'
import { readQuery } from '../requests/query.ts'
import { type RequestRules, rulesOf } from '../requests/rules.ts'
import { unknownFields, writeWay } from '../requests/unknown.ts'
import type { Actor } from '../world/actor.ts'
import type { World } from '../world/world.ts'
import { type Location, locate } from './locate.ts'

const match = createRouter(routes)

/** Finds the operation of a request. The path may or may not start with `/v1`. */
export function matchApi(method: string, pathname: string): Match {
  return match(method === 'HEAD' ? 'GET' : method, pathname.startsWith('/v1/') ? pathname.slice(3) : pathname)
}

/** The query parameters of most requests. */
const nothing = new URLSearchParams()

/** What is needed to call an operation. */
export interface ApiRequest {
  readonly world: World
  readonly actor: Actor
  readonly allowance: Allowance
  readonly request: Incoming
  readonly url: URL
  /** Called with the fields and parameters of the request that the API description does not name. */
  readonly onUnknown: (names: readonly string[]) => void
}

/** Handles a request to the API. @throws {Refusal} */
export function answerApi(found: Match, given: ApiRequest): Promise<Reply> {
  const reply = answer(found, given)
  if (!given.url.pathname.startsWith('/v2/')) return reply
  return reply.catch((error) => {
    throw error instanceof Refusal ? inSecondVersion(error) : error
  })
}

/** Converts a refusal to the second version of the API, which words 404 differently and has one flat list of errors for each field. */
function inSecondVersion(refusal: Refusal): Refusal {
  const { status, body } = refusal.reply
  if (status === 404)
    return new Refusal({ status, body: { detail: 'The request is for a resource/endpoint that cannot be found.' } })
  const { fields } = (body ?? {}) as { fields?: FieldErrors }
  if (fields === undefined) return refusal
  const flat = Object.entries(fields).map(([name, errors]) => [name, Array.isArray(errors) ? errors : messagesIn(errors)])
  return new Refusal({ ...refusal.reply, body: { ...(body as object), fields: Object.fromEntries(flat) } })
}

async function answer(found: Match, { world, actor, allowance, request, url, onUnknown }: ApiRequest): Promise<Reply> {
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  switch (found.kind) {
    case 'none':
      return orNotFound(isRead ? await descriptionAt(url.pathname) : undefined)
    case 'method':
      throw new Refusal({
        status: 405,
        body: { detail: `Method "${request.method}" not allowed.` },
        headers: { Allow: found.allowed.join(', ') },
      })
    case 'slash':
      return { status: 301, headers: { Location: `${url.pathname}/${url.search}` } }
  }
  const { path, route } = found
  const id = route.id as OperationId
  const home = locate(path, { id, world, actor, isRead })
  // Only happens if the description is newer than the emulator.
  if (operations[id] === undefined) {
    throw new Refusal({ status: 501, body: { detail: `The emulator does not emulate the operation ${id} yet.` } })
  }
  const rules = rulesOf(id)
  const body = isRead ? undefined : await readJson(request)
  const asked = url.search === '' ? nothing : url.searchParams
  if (asked !== nothing || body !== undefined) onUnknown(unknownIn(rules, asked, body))
  const { workspace, repository } = home
  const { maxPageSize, emptyListHeaders } = world.switches
  const pager = { url, maxPageSize, emptyListHeaders }
  const query = readQuery(rules.query, asked)
  const reply = await perform(id, { workspace, repository, path, query, body, actor, world, allowance, pager })
  if (isChange(id, request.method)) writeAudit(world, { ...home, id, method: request.method, path, actor, reply })
  return reply
}

function unknownIn({ query, body }: RequestRules, asked: URLSearchParams, given: unknown): string[] {
  return [
    ...unknownFields(query, Object.fromEntries(asked)).map((way) => `?${writeWay(way)}`),
    ...(body === undefined ? [] : unknownFields(body, given).map(writeWay)),
  ]
}

/** A request to any operation, whose body has not been checked. */
export interface AnyCall extends Omit<Call<OperationId>, 'path' | 'query' | 'body' | keyof Location>, Location {
  readonly path: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string | number | boolean>>
  readonly body: unknown
}

/** Checks the body and calls the operation. @throws {Refusal} */
export function perform(id: OperationId, call: AnyCall): Reply | Promise<Reply> {
  const operation = operations[id] as unknown as (call: AnyCall) => Reply | Promise<Reply>
  const { body: rule } = rulesOf(id)
  return operation(rule === undefined || call.body === undefined ? call : { ...call, body: checkBody(rule, call.body) })
}
