import { CloudsmithError, InvalidRequestError } from '../errors/base.ts'
import type { FetchLike } from './deadline.ts'

/** A secret, or a function that gives one; it is asked before every request, so that a token may change. */
export type Secret = string | (() => string | Promise<string>)

/** How the client shows who it is. */
export interface CredentialOptions {
  /** API key, or token of an OIDC exchange: sent as `X-Api-Key`. */
  apiKey?: Secret | undefined
  /** Access token of a single sign-on session: sent as `Authorization: Bearer`. */
  accessToken?: Secret | undefined
}

/**
 * Adds the credential to requests for the client's own origin, and to no other.
 *
 * Only ever one: the service acts as the key's owner where a key stands beside a token. The innermost layer, so that the credential
 * is only ever in the request that goes out: no other layer, no middleware and no error sees it.
 *
 * @throws {InvalidRequestError} both were given, or one cannot be sent
 */
export function withCredentials(fetch: FetchLike, { apiKey, accessToken }: CredentialOptions, origin: string): FetchLike {
  if (apiKey !== undefined && accessToken !== undefined) {
    throw new InvalidRequestError('Give apiKey or accessToken, not both: the service would act as the owner of the key.')
  }
  const revealKey = apiKey === undefined ? undefined : revealer(apiKey, 'apiKey')
  const revealToken = accessToken === undefined ? undefined : revealer(accessToken, 'accessToken')
  return async function authenticating(request) {
    if (new URL(request.url).origin !== origin) return fetch(request)
    if (revealKey !== undefined) request.headers.set('X-Api-Key', await revealKey())
    if (revealToken !== undefined) request.headers.set('Authorization', `Bearer ${await revealToken()}`)
    return fetch(request)
  }
}

function revealer(secret: Secret, name: string): () => string | Promise<string> {
  if (typeof secret !== 'function') {
    const checked = checkSecret(secret, name)
    return () => checked
  }
  return async function reveal() {
    try {
      return checkSecret(await secret(), name)
    } catch (cause) {
      if (cause instanceof CloudsmithError) throw cause
      throw new InvalidRequestError(`${name} is a function, and it failed.`, { cause })
    }
  }
}

/**
 * Gives the secret back where it can be sent in a header.
 *
 * @throws {InvalidRequestError} it is empty or holds white space or control characters; the message does not hold it
 */
export function checkSecret(value: string, name: string): string {
  if (typeof value !== 'string' || value === '') {
    const what = value === '' ? 'empty' : 'not a string'
    throw new InvalidRequestError(
      `${name} is ${what}. Set CLOUDSMITH_API_KEY, or leave ${name} out to call without a credential.`,
    )
  }
  if (!/^[\x21-\x7e]+$/.test(value)) {
    throw new InvalidRequestError(
      `${name} holds white space or other characters that no key has: a line break from a file, perhaps.`,
    )
  }
  return value
}
