import { formats } from '../../catalogue/formats.ts'
import { notFound, Refusal } from '../../core/errors.ts'
import { isNativeHost, type NativeHost, nativeOrigin, type Part } from '../../core/hosts.ts'
import type { Incoming } from '../../core/incoming.ts'
import { segmentsOf } from '../../core/path.ts'
import type { Reply } from '../../core/reply.ts'
import type { Native, NativeRequest } from '../../format/native.ts'
import type { Actor } from '../../world/actor.ts'
import { findRepository } from '../../world/find-repository.ts'
import type { RepositoryRecord } from '../../world/records.ts'
import { downloadUrl, placeOf } from '../../world/urls.ts'
import type { World } from '../../world/world.ts'
import { admit } from '../downloads/admit.ts'
import { enter, send } from '../downloads/send.ts'
import { type Door, doorAtDownloads, doorAtHost } from './door.ts'
import { nativeRepository } from './native-repository.ts'
import { nativeRequest } from './native-request.ts'
import { publicKeyNamed } from './public-key.ts'
import { revalidated } from './revalidate.ts'
import { hopsOf } from './upstreams/source.ts'

/** A request of a format's client. */
export interface NativeExchange {
  readonly world: World
  /** The owner of the key in the request. */
  readonly actor: Actor
  /** The key, or an entitlement token. */
  readonly key: string | undefined
  /** Returns the owner of a key that is found later. */
  readonly actorWith: (key: string) => Actor
  readonly request: Incoming
  readonly url: URL
}

/** Handles a client's request at the host of a format or at the download host. */
export function serveClient(
  exchange: NativeExchange,
  { part, path }: { readonly part: Part; readonly path: string },
): Promise<Reply> {
  return isNativeHost(part) ? serveAtHost(exchange, part, path) : serveDownload(exchange, path)
}

/** Handles a request at the host of a format. @param path path at that host */
async function serveAtHost(exchange: NativeExchange, host: NativeHost, path: string): Promise<Reply> {
  const door = doorAtHost(host, path)
  if (door !== undefined) return serveAt(door, exchange, path)
  const isAnswered = Object.values(formats).some(({ native }) => native?.host === host)
  if (isAnswered) throw notFound()
  throw new Refusal({ status: 501, body: { detail: `The emulator does not answer the clients that ask at ${host}.` } })
}

/** Handles a request at the download host: for a file of a package at its own URL, or from a client of its format. */
async function serveDownload(exchange: NativeExchange, path: string): Promise<Reply> {
  const key = publicKeyNamed(exchange, path)
  if (key !== undefined) return key
  const door = doorAtDownloads(path)
  const [identifier = ''] = segmentsOf(door?.rest ?? '')
  const isFile = exchange.world.packages.get(identifier)?.content.format === door?.format
  return door === undefined || isFile ? send({ ...exchange, path }) : serveAt(door, exchange, path)
}

/** Handles a parsed request. @param path path at that host, for limits that refer to it */
async function serveAt(door: Door, exchange: NativeExchange, path: string): Promise<Reply> {
  const { world, request, url } = exchange
  const { format, native, access, rest } = door
  const asked = nativeRequest(request, url, rest, access !== undefined)
  try {
    const { actor, key } = await whoAsks(native, asked, exchange)
    const repository = repositoryAt(door, world, actor)
    const reader = access === undefined ? admit(repository, actor, key) : enter(repository, access, actor, key)
    const host = native.host && `${nativeOrigin(world.origins, native.host)}/${placeOf(repository)}`
    const root =
      access === undefined
        ? downloadUrl(world, repository, format, '').slice(0, -`/${format}/`.length)
        : `${world.origins.download}/${encodeURIComponent(access)}/${placeOf(repository)}`
    const downloads = `${root}/${format}`
    const call = {
      world,
      format,
      native,
      reader,
      request,
      path,
      url: access === undefined && host !== undefined ? host : downloads,
      downloads,
      root,
      hops: hopsOf(request.headers.get('via')),
    }
    if (native.answer === undefined) throw notFound()
    const reply = revalidated(await native.answer(asked, nativeRepository(call)), request)
    return request.method === 'HEAD' ? withoutBody(reply) : reply
  } catch (error) {
    throw error instanceof Refusal ? worded(native, error) : error
  }
}

/** Identifies the caller by the credential of the request, or by what the format's clients send in their own way. */
async function whoAsks(
  native: Native,
  asked: NativeRequest,
  { actor, key, actorWith }: NativeExchange,
): Promise<Pick<NativeExchange, 'actor' | 'key'>> {
  const own = key === undefined ? await native.keyIn?.(asked) : undefined
  return own === undefined ? { actor, key } : { actor: actorWith(own), key: own }
}

/** @throws {Refusal} 404, or 401 for anonymous callers, who are not told what exists */
function repositoryAt({ owner, repo }: Door, world: World, actor: Actor): RepositoryRecord {
  const workspace = world.workspaces.get(owner)
  const found = workspace && findRepository(workspace, repo)
  if (found === undefined) throw actor.hidden()
  return found
}

function withoutBody({ status, body, raw, headers = {} }: Reply): Reply {
  const length = String(raw === undefined ? Buffer.byteLength(JSON.stringify(body) ?? '') : Buffer.byteLength(raw))
  return { status, raw: '', headers: { 'Content-Length': length, 'Content-Type': 'application/json', ...headers } }
}

/** Converts a refusal to the format's own form. */
function worded({ refusal }: Native, error: Refusal): Refusal {
  const { status, headers = {}, raw } = error.reply
  if (raw !== undefined) return error
  const challenge = status === 401 ? { 'WWW-Authenticate': 'Basic realm="Cloudsmith"' } : {}
  const all = { ...challenge, ...headers }
  return new Refusal(refusal?.({ status, detail: error.reason, headers: all }) ?? { ...error.reply, headers: all })
}
