import { isChange, writeAudit } from '../areas/audit/write.ts'
import { bodies } from '../bodies/index.ts'
import { notFound, Refusal } from '../core/errors.ts'
import { checkBody } from '../core/fields.ts'
import { readQuery } from '../core/query.ts'
import type { Allowance } from '../core/rate-limit.ts'
import { readJson } from '../core/read-body.ts'
import type { Reply } from '../core/reply.ts'
import { createRouter, type Match } from '../core/router.ts'
import { routes } from '../generated/routes.ts'
import type { Call, OperationId } from '../operation/operation.ts'
import { operations } from '../operations/index.ts'
import type { Actor } from '../world/actor.ts'
import { findRepository } from '../world/find-repository.ts'
import type { World } from '../world/world.ts'

const match = createRouter(routes)

/** Operations that anybody may call, with or without a credential, or that look for themselves who may. */
const open = new Set([
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
])

/** Finds the operation of a request. The path may or may not start with `/v1`. */
export function matchApi(method: string, pathname: string): Match {
  return match(method === 'HEAD' ? 'GET' : method, pathname.replace(/^\/v1(?=\/)/, ''))
}

/** What an operation is called with. */
export interface ApiRequest {
  readonly world: World
  readonly actor: Actor
  readonly allowance: Allowance
  readonly request: Request
  readonly url: URL
}

/** Answers a request to the API. @throws {Refusal} */
export async function answerApi(found: Match, given: ApiRequest): Promise<Reply> {
  try {
    return await answer(found, given)
  } catch (error) {
    throw error instanceof Refusal && given.url.pathname.startsWith('/v2/') ? inSecondVersion(error) : error
  }
}

/** The second version of the API has other words for what is not there. */
function inSecondVersion(refusal: Refusal): Refusal {
  if (refusal.reply.status !== 404) return refusal
  return new Refusal({ status: 404, body: { detail: 'The request is for a resource/endpoint that cannot be found.' } })
}

async function answer(found: Match, { world, actor, allowance, request, url }: ApiRequest): Promise<Reply> {
  switch (found.kind) {
    case 'none':
      throw notFound()
    case 'method':
      throw new Refusal({
        status: 405,
        body: { detail: `Method "${request.method}" not allowed.` },
        headers: { Allow: found.allowed.join(', ') },
      })
    case 'slash':
      return { status: 301, headers: { Location: `${url.pathname}/${url.search}` } }
  }
  const { id } = found.route
  if (!open.has(id)) locate(found.path, { world, actor, isRead: request.method === 'GET' || request.method === 'HEAD' })
  const operation = (operations as Readonly<Record<string, (call: Call<OperationId>) => Reply | Promise<Reply>>>)[id]
  // Only where the description is newer than the emulator.
  if (operation === undefined) {
    throw new Refusal({ status: 501, body: { detail: `The emulator does not emulate the operation ${id} yet.` } })
  }
  const given = request.method === 'GET' || request.method === 'HEAD' ? undefined : await readJson(request)
  const shape = bodies[id as OperationId]
  const body = shape === undefined ? given : checkBody(shape, given)
  const reply = await operation({
    path: found.path,
    query: readQuery(url.searchParams),
    body,
    actor,
    world,
    allowance,
    pager: { url, maxPageSize: world.switches.maxPageSize },
  } as unknown as Call<OperationId>)
  if (isChange(id, request.method)) writeAudit(world, { id, method: request.method, path: found.path, actor, reply })
  return reply
}

interface Where {
  readonly world: World
  readonly actor: Actor
  readonly isRead: boolean
}

/** Refuses those who may not know of a workspace or repository, before anything is said about the rest of their request. */
function locate(path: Readonly<Record<string, string>>, { world, actor, isRead }: Where): void {
  const owner = path.owner ?? path.org ?? path.workspace
  const workspace = owner === undefined ? undefined : world.workspaces.get(owner)
  if (owner === undefined || !isRead) actor.mustBeKnown()
  if (owner === undefined) return
  if (workspace === undefined) throw actor.hidden()
  const name = path.repo ?? (path.owner === undefined ? undefined : path.identifier)
  if (name === undefined) {
    actor.mustSee(workspace)
    return
  }
  const repository = findRepository(workspace, name)
  if (repository === undefined) throw actor.hidden()
  actor.must('Read', repository)
}
