import { credentialsOf } from '../../core/credentials.ts'
import { Refusal } from '../../core/errors.ts'
import type { Incoming } from '../../core/incoming.ts'
import { ok, type Reply } from '../../core/reply.ts'
import { createActor } from '../../world/actor.ts'
import type { RepositoryRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { admit, type Reader } from '../downloads/admit.ts'
import { clientOf, countDownload, mayGive } from '../downloads/download.ts'
import { entitlementWith } from '../entitlements/records.ts'
import { denied, nameUnknown, registryRefusal } from './errors.ts'
import { findBlob, findManifest, imagesNamed, tagsOf } from './image-store.ts'
import { type Pull, parsePull } from './pull.ts'
import { createRegistryTokens, tokenLifetime } from './tokens.ts'

/** Answers a request to the host that `docker pull` speaks with, by its path there. */
export type Registry = (request: Incoming, path: string) => Promise<Reply>

/** Who pulls; without key: anybody. */
interface Caller {
  readonly key: string | undefined
}

/**
 * Makes the registry of a world: the reading half of the OCI distribution protocol. Images are what was uploaded as an OCI layout, each under
 * `{owner}/{repo}/{name}`. Keys and tokens of entitlements come as the password of Basic, or are changed into a short-lived token first.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md
 * @see https://distribution.github.io/distribution/spec/auth/token/
 */
export function createRegistry(world: World): Registry {
  const tokens = createRegistryTokens(world.clock)

  return async function answer(request, path) {
    try {
      const reply = await route(request, path)
      const size = typeof reply.raw === 'object' ? { 'Content-Length': String(reply.raw.length) } : {}
      const headers = { ...reply.headers, ...size, 'Docker-Distribution-API-Version': 'registry/2.0' }
      return request.method === 'HEAD' ? { status: reply.status, raw: '', headers } : { ...reply, headers }
    } catch (error) {
      // What the world itself refuses is worded as the API words it.
      throw error instanceof Refusal && error.reply.status === 404 && !isWorded(error) ? nameUnknown() : error
    }
  }

  async function route(request: Incoming, path: string): Promise<Reply> {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      throw registryRefusal(405, 'UNSUPPORTED', 'the emulator gives images out and takes them by the API only')
    if (path === '/v2/token') return giveToken(request)
    if (path === '/v2/' || path === '/v2') {
      if (callerOf(request, '').key === undefined) throw challenge('')
      return ok({})
    }
    const pull = parsePull(path)
    if (pull === undefined) throw nameUnknown()
    return give(request, pull)
  }

  /** Changes a credential into a token. Whether it opens anything shows when the token is used. */
  function giveToken(request: Incoming): Reply {
    const { key } = credentialsOf(request.headers)
    if (key !== undefined && !isKnown(key)) throw registryRefusal(401, 'UNAUTHORIZED', 'authentication required')
    const token = tokens.give(key)
    return ok({ token, access_token: token, expires_in: tokenLifetime, issued_at: new Date(world.clock.now()).toISOString() })
  }

  async function give(request: Incoming, pull: Pull): Promise<Reply> {
    const { owner, repo, name, kind, reference } = pull
    const scope = `repository:${owner}/${repo}/${name}:pull`
    const caller = callerOf(request, scope)
    const { repository, entitlement } = open(pull, caller, scope)
    const images = imagesNamed(repository, name)
    if (images.length === 0) throw nameUnknown()
    if (kind === 'tags') return ok({ name: `${owner}/${repo}/${name}`, tags: tagsOf(images) })
    const found = kind === 'manifests' ? await findManifest(images, reference) : await findBlob(images, reference)
    const { image, bytes, mediaType, digest } = found
    const path = new URL(request.url).pathname
    const download = { pkg: image, entitlement, path, client: clientOf(request), bytes: bytes.length }
    if (!mayGive(world, download)) throw denied()
    if (request.method === 'GET') countDownload(world, download, kind === 'manifests')
    return { status: 200, raw: bytes, headers: { 'Content-Type': mediaType, 'Docker-Content-Digest': `sha256:${digest}` } }
  }

  /** @throws {Refusal} 401 with a challenge for those who may yet show who they are, 404 for those who did and may not know */
  function open({ owner, repo }: Pull, { key }: Caller, scope: string): Reader {
    const actor = createActor(key === undefined ? undefined : world.accountOf(key), world.switches)
    try {
      return admit(world.repository({ owner, repo }), actor, key)
    } catch (error) {
      throw actor.account === undefined ? challenge(scope) : error
    }
  }

  /** @throws {Refusal} 401 for a credential that nobody has */
  function callerOf({ headers }: Incoming, scope: string): Caller {
    const { key } = credentialsOf(headers)
    if (key === undefined) return { key }
    const exchanged = tokens.find(key)
    if (exchanged === undefined && !isKnown(key)) throw challenge(scope)
    return exchanged ?? { key }
  }

  function isKnown(key: string): boolean {
    const isEntitled = (repository: RepositoryRecord) => entitlementWith(repository, key) !== undefined
    return (
      world.accountOf(key) !== undefined ||
      [...world.workspaces.values()].some(({ repositories }) => [...repositories.values()].some(isEntitled))
    )
  }

  function challenge(scope: string): Refusal {
    const { docker } = world.origins
    const parts = { realm: `${docker}/v2/token`, service: new URL(docker).host, ...(scope === '' ? {} : { scope }) }
    const text = Object.entries(parts).map(([name, value]) => `${name}="${value}"`)
    return registryRefusal(401, 'UNAUTHORIZED', 'authentication required', { 'WWW-Authenticate': `Bearer ${text.join(',')}` })
  }
}

function isWorded({ reply: { body } }: Refusal): boolean {
  return typeof body === 'object' && body !== null && 'errors' in body
}
