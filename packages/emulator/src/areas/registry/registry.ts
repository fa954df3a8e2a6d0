import { Refusal } from '../../core/errors.ts'
import type { Incoming } from '../../core/incoming.ts'
import { ok, type Reply } from '../../core/reply.ts'
import type { World } from '../../world/world.ts'
import { reachable } from '../connected/reachable.ts'
import { hopsOf } from '../native/upstreams/source.ts'
import { createAccess, type Wish } from './access.ts'
import { nameUnknown, registryRefusal, unsupported, worded } from './errors.ts'
import type { ImageCall } from './image-call.ts'
import { findBlob } from './image-store.ts'
import { catalog, listTags, referrers } from './lists.ts'
import { pullBlob, pullManifest } from './pull.ts'
import { pushBlob } from './push-blob.ts'
import { pushManifest } from './push-manifest.ts'
import { imageKey, waitingBlob } from './pushes.ts'
import { remove } from './remove.ts'
import { type CatalogRoute, parseRoute, type Route } from './route.ts'
import { imagesNamed, mayPush, sightOf } from './sight.ts'

/** Handles a request to the host that `docker pull` and `docker push` use, by its path there. */
export type Registry = (request: Incoming, path: string) => Promise<Reply>

type Verb = 'read' | 'write' | 'delete'

/** The handlers by type of object and action. */
const answers: Readonly<Record<Route['kind'], Partial<Record<Verb, (call: ImageCall) => Promise<Reply> | Reply>>>> = {
  manifests: { read: pullManifest, write: pushManifest, delete: remove },
  blobs: { read: pullBlob },
  uploads: { read: pushBlob, write: pushBlob, delete: pushBlob },
  tags: { read: listTags },
  referrers: { read: referrers },
}

const verbs: Readonly<Record<string, Verb>> = {
  GET: 'read',
  HEAD: 'read',
  POST: 'write',
  PUT: 'write',
  PATCH: 'write',
  DELETE: 'delete',
}

/**
 * Creates the registry of a world, which implements the OCI distribution protocol. An image is a package named `{owner}/{repo}/{name}`, whether it
 * was pushed or uploaded as an OCI layout.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md
 */
export function createRegistry(world: World): Registry {
  const access = createAccess(world)

  return async function answer(request, path) {
    try {
      const reply = await route(request, path)
      const size = reply.raw === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(reply.raw)) }
      const headers = { ...reply.headers, ...size, 'Docker-Distribution-API-Version': 'registry/2.0' }
      return request.method === 'HEAD' ? { status: reply.status, raw: '', headers } : { ...reply, headers }
    } catch (error) {
      throw error instanceof Refusal ? worded(error) : error
    }
  }

  async function route(request: Incoming, path: string): Promise<Reply> {
    const isRead = verbs[request.method] === 'read'
    const { searchParams: query, pathname } = new URL(request.url)
    if (path === '/v2/token') return isRead ? access.token(request, query) : refused()
    if (path === '/v2/' || path === '/v2') {
      if (!isRead) refused()
      access.mustBeKnown(request)
      return ok({})
    }
    const found = parseRoute(path)
    if (found === undefined) throw nameUnknown()
    if (found.kind === 'catalog') return isRead ? listCatalog(request, found, query, pathname) : refused()
    const prefix = pathname.slice(0, pathname.length - path.length)
    return answerImage(request, found, query, `${prefix}/v2/${found.owner}/${found.repo}/${found.name}`)
  }

  function listCatalog(request: Incoming, { owner, repo }: CatalogRoute, query: URLSearchParams, pathname: string): Reply {
    const reader = access.open(request, { owner, repo, action: 'pull' })
    const images = reachable(reader.repository).flatMap(({ packages }) => [...packages.all()])
    return catalog(images.filter(sightOf(world, reader)), `${owner}/${repo}`, query, pathname)
  }

  async function answerImage(request: Incoming, route: Route, query: URLSearchParams, address: string): Promise<Reply> {
    const verb = verbs[request.method]
    const reader = access.open(request, wishOf(route, verb))
    const answer = verb && answers[route.kind][verb]
    if (answer === undefined) throw unsupported()
    if (verb === 'write' && !route.name.split('/').every((part) => /^[a-z\d]+(?:(?:[._]|__|-+)[a-z\d]+)*$/.test(part)))
      throw registryRefusal(400, 'NAME_INVALID', 'a name has lower-case letters, digits, dots, dashes, underscores and slashes')
    return answer({
      world,
      reader,
      request,
      query,
      route,
      address,
      hops: hopsOf(request.headers.get('via')),
      async blobElsewhere(from, digest) {
        const [owner = '', repo = '', ...names] = from.split('/')
        const name = names.join('/')
        const other = access.open(request, { owner, repo, name, action: 'pull' })
        const waiting = mayPush(other) ? waitingBlob(world, imageKey(other.repository, name), digest) : undefined
        return waiting ?? (await findBlob(imagesNamed(world, other, name), digest))?.bytes
      },
    })
  }
}

/** Even reading the state of an upload requires push access. */
function wishOf({ owner, repo, name, kind }: Route, verb: Verb | undefined): Wish {
  const isPush = kind === 'uploads' || verb === 'write'
  return { owner, repo, name, action: isPush ? 'push' : verb === 'delete' ? 'delete' : 'pull' }
}

function refused(): never {
  throw unsupported()
}
