import { InvalidRequestError } from '@cloudsmith-sdk/client'
import { attempts } from '../repository/limits.ts'
import { toBase64 } from '../text/bytes.ts'
import { mayBeSentSecrets } from '../text/https.ts'
import { type BearerChallenge, parseChallenge } from './challenge.ts'
import type { ImagePlace, Registry } from './registry.ts'
import { RegistryError } from './registry-error.ts'
import { serviceRegistry } from './registry-of.ts'

/** Milliseconds to wait for a response, including its body. */
const timeout = 30_000

/** A manifest, or why the registry did not return it. */
export type ManifestAnswer = { readonly bytes: Uint8Array<ArrayBuffer> } | { readonly refused: 'unknown' | 'denied' }

/** A registry that keeps the tokens it was issued. */
export interface OpenRegistry {
  /**
   * Reads a manifest by its digest. The bytes are not verified: the caller must compare the digest.
   *
   * @throws {RegistryError} the registry refuses the credentials, or gives an invalid response
   */
  manifest(place: ImagePlace, digest: string, signal?: AbortSignal): Promise<ManifestAnswer>
  /**
   * Lists the manifests that have a manifest as their subject, such as its signatures, as an index. `unknown`: the registry has no referrers
   * API.
   *
   * @throws {RegistryError} the registry refuses the credentials, or gives an invalid response
   * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-referrers
   */
  referrers(place: ImagePlace, digest: string, signal?: AbortSignal): Promise<ManifestAnswer>
}

/** Media types of images and indexes, of OCI and of Docker. */
const manifestTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ')

/**
 * Opens a registry for reading, by the OCI distribution protocol.
 *
 * The credential is sent only to the registry's own origin, whatever a challenge or a redirect says, and only if the registry requires
 * authentication. If the registry rejects it, it is requested once more, because it may have been replaced.
 *
 * @throws {InvalidRequestError} the origin is invalid
 * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests
 */
export function openRegistry({ credential, username = 'token', origin, fetch }: Registry): OpenRegistry {
  const base = baseOf(origin ?? serviceRegistry)
  /** The `Authorization` header that last worked, by image. */
  const known = new Map<string, string>()

  return {
    manifest: (place, digest, signal) => get(place, `manifests/sha256:${digest}`, signal),
    referrers: (place, digest, signal) => get(place, `referrers/sha256:${digest}`, signal),
  }

  async function get({ owner, repo, name }: ImagePlace, what: string, signal: AbortSignal | undefined): Promise<ManifestAnswer> {
    const image = [owner, repo, ...name.split('/')].map(encodeURIComponent).join('/')
    const url = `${base.href}/v2/${image}/${what}`
    const ask = (authorization?: string) => send(url, { accept: manifestTypes, ...authorized(authorization) }, signal)
    let response = await ask(known.get(image))
    if (response.status === 401) {
      await response.body?.cancel()
      const challenge = parseChallenge(response.headers.get('www-authenticate') ?? '')
      if (challenge === undefined)
        throw new RegistryError(`The registry ${base.host} refuses access without saying which authentication it requires.`)
      if (challenge.scheme === 'basic') {
        const sent = await sendAsCaller(url, manifestTypes, signal)
        known.set(image, sent.authorization)
        response = sent.response
      } else {
        const authorization = await tokenFor(challenge, image, signal)
        known.set(image, authorization)
        response = await ask(authorization)
      }
    }
    return read(response, image, signal)
  }

  async function read(response: Response, image: string, signal: AbortSignal | undefined): Promise<ManifestAnswer> {
    if (response.status === 200) return { bytes: new Uint8Array(await bodyOf(response, signal)) }
    await response.body?.cancel()
    if (response.status === 404) return { refused: 'unknown' }
    if (response.status === 403) return { refused: 'denied' }
    const fix = response.status === 401 ? ' Check the credential, and that it may read the repository.' : ''
    throw new RegistryError(`The registry ${base.host} does not return a manifest of ${image} (${response.status}).${fix}`)
  }

  /** Exchanges the credential for a token, as a challenge requires. */
  async function tokenFor(challenge: BearerChallenge, image: string, signal: AbortSignal | undefined): Promise<string> {
    const realm = URL.parse(challenge.realm, base.href)
    if (realm?.origin !== base.origin) {
      throw new RegistryError(
        `The registry ${base.host} wants the credential sent to ${realm?.origin ?? 'no address'}: a credential never leaves its origin.`,
      )
    }
    if (challenge.service !== undefined) realm.searchParams.set('service', challenge.service)
    realm.searchParams.set('scope', challenge.scope ?? `repository:${image}:pull`)
    const { response } = await sendAsCaller(realm.href, 'application/json', signal)
    if (!response.ok) {
      await response.body?.cancel()
      throw new RegistryError(
        `The registry ${base.host} issues no token for ${image} (${response.status}). Check the credential: it must be an API key or an entitlement token.`,
      )
    }
    const token = tokenIn(await bodyOf(response, signal))
    if (token === undefined) throw new RegistryError(`The registry ${base.host} returned a malformed token.`)
    return `Bearer ${token}`
  }

  /** Sends the credential itself. If it is rejected and has been replaced since, the new one is sent once. */
  async function sendAsCaller(url: string, accept: string, signal: AbortSignal | undefined) {
    const secret = await reveal()
    const authorization = basic(secret)
    const response = await send(url, { accept, authorization }, signal)
    if (response.status !== 401) return { response, authorization }
    const fresh = await reveal(secret)
    if (fresh === secret) return { response, authorization }
    await response.body?.cancel()
    return { response: await send(url, { accept, authorization: basic(fresh) }, signal), authorization: basic(fresh) }
  }

  async function reveal(refused?: string): Promise<string> {
    const secret = typeof credential === 'function' ? await credential(refused) : credential
    if (typeof secret !== 'string' || !/^[\x21-\x7e]+$/.test(secret)) {
      throw new InvalidRequestError(
        'The credential for the registry is empty, or contains white space or other characters that no key has.',
      )
    }
    return secret
  }

  function basic(secret: string): string {
    return `Basic ${toBase64(new TextEncoder().encode(`${username}:${secret}`))}`
  }

  /** Reading is safe to repeat, so a broken connection is retried. */
  async function send(url: string, headers: Record<string, string>, signal: AbortSignal | undefined): Promise<Response> {
    const limit = AbortSignal.timeout(timeout)
    for (let attempt = 1; ; attempt++) {
      signal?.throwIfAborted()
      try {
        const request = new Request(url, {
          headers,
          // A redirect could take the credential elsewhere.
          redirect: 'manual',
          signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
        })
        return await (fetch ?? globalThis.fetch)(request, {})
      } catch {
        if (attempt >= attempts || limit.aborted || signal?.aborted) return unreachable(signal)
      }
    }
  }

  function bodyOf(response: Response, signal: AbortSignal | undefined): Promise<ArrayBuffer> {
    return response.arrayBuffer().catch(() => unreachable(signal))
  }

  /** The cause is left out: errors of fetch may contain the request, and with it the credential. */
  function unreachable(signal: AbortSignal | undefined): never {
    signal?.throwIfAborted()
    throw new RegistryError(`The registry ${base.host} did not answer within ${timeout / 1000} seconds.`)
  }
}

const authorized = (authorization: string | undefined): Record<string, string> =>
  authorization === undefined ? {} : { authorization }

/** The token of a response, which may be in either of two fields. */
function tokenIn(body: ArrayBuffer): string | undefined {
  try {
    const answer: unknown = JSON.parse(new TextDecoder().decode(body))
    if (typeof answer !== 'object' || answer === null) return undefined
    const token = 'token' in answer ? answer.token : 'access_token' in answer ? answer.access_token : undefined
    return typeof token === 'string' && /^[\x21-\x7e]+$/.test(token) ? token : undefined
  } catch {
    return undefined
  }
}

/** @throws {InvalidRequestError} it is not a URL, not secure, or has parts that do not belong there */
function baseOf(text: string): { href: string; origin: string; host: string } {
  const url = URL.parse(text)
  if (url === null)
    throw new InvalidRequestError('The origin of the registry is not a URL. Write it like "https://docker.cloudsmith.io".')
  if (!mayBeSentSecrets(url)) {
    throw new InvalidRequestError(
      `The origin of the registry must be https: ${url.protocol}//${url.host} would receive the credential in clear text.`,
    )
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new InvalidRequestError('The origin of the registry must not contain a user name, a query or a fragment.')
  }
  return { href: url.href.replace(/(?<!\/)\/+$/, ''), origin: url.origin, host: url.host }
}
