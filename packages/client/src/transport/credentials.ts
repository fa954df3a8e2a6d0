import { CloudsmithError, InvalidRequestError } from '../errors/base.ts'
import type { Send } from './send.ts'
import type { Outgoing } from './transport.ts'
import type { Trust } from './trust.ts'

/**
 * A secret, or a function that gives one. It is asked before every request, so that a token may change, and once more with the secret
 * that the service refused with 401: where it then gives another, the request is sent again with that. Many calls may be refused at
 * once: replace the secret only where it is still the refused one.
 */
export type Secret = string | ((refused?: string) => string | Promise<string>)

/** How the client shows who it is. */
export interface CredentialOptions {
  /** API key, or token of an OIDC exchange: sent as `X-Api-Key`. */
  apiKey?: Secret | undefined
  /** Access token of a single sign-on session: sent as `Authorization: Bearer`. */
  accessToken?: Secret | undefined
}

/** The credentials that a client has sent: what the other side repeats of them is told nowhere. */
export type Secrets = Set<string>

/** Secrets that are remembered. More than are under way at once; functions may give a new one for every request. */
const mostSecrets = 100

/**
 * Adds the credential to requests for those who may have it.
 *
 * Only ever one: the service acts as the key's owner where a key stands beside a token. The innermost layer, so that the credential
 * is only ever in the request that goes out: no other layer, no middleware and no error sees it. A request that is refused with 401
 * was not acted on: it is sent once more where the secret is a function and gives another.
 *
 * @throws {InvalidRequestError} both were given, or one cannot be sent
 */
export function withCredentials(send: Send, { apiKey, accessToken }: CredentialOptions, trust: Trust, secrets: Secrets): Send {
  if (apiKey !== undefined && accessToken !== undefined) {
    throw new InvalidRequestError('Pass apiKey or accessToken, not both: the service would use the key only.')
  }
  const [secret, name, header, scheme] =
    apiKey === undefined ? [accessToken, 'accessToken', 'Authorization', 'Bearer '] : [apiKey, 'apiKey', 'X-Api-Key', '']
  if (secret === undefined) return send
  const reveal = revealer(secret, name, secrets)
  const sendAs = (value: string, { method, url, make }: Outgoing, init: RequestInit) => {
    const authenticated = (more?: RequestInit) => {
      const request = make(more)
      request.headers.set(header, scheme + value)
      return request
    }
    return send({ method, url, make: authenticated }, init)
  }
  return async function authenticating(request, init) {
    if (trust(request.url) !== undefined) return send(request, init)
    const value = await reveal()
    const response = await sendAs(value, request, init)
    // A body that streams cannot be sent twice, and a text cannot change.
    if (response.status !== 401 || request.once || typeof secret === 'string') return response
    const fresh = await reveal(value)
    if (fresh === value) return response
    // Frees the connection. Not awaited: where something else holds a copy of the answer, this would wait for that.
    response.body?.cancel().catch(() => {})
    return sendAs(fresh, request, init)
  }
}

/**
 * Makes the function that gives a secret, checked and remembered.
 *
 * @throws {InvalidRequestError} it cannot be sent
 */
export function revealer(secret: Secret, name: string, secrets: Secrets): (refused?: string) => string | Promise<string> {
  if (typeof secret !== 'function') {
    const checked = checkSecret(secret, name)
    secrets.add(checked)
    return () => checked
  }
  return async function reveal(refused) {
    try {
      const checked = checkSecret(await secret(refused), name)
      secrets.add(checked)
      if (secrets.size > mostSecrets) secrets.delete(secrets.values().next().value ?? '')
      return checked
    } catch (cause) {
      if (cause instanceof CloudsmithError) throw cause
      throw new InvalidRequestError(`${name} is a function that failed: see the cause.`, { cause })
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
      `${name} is ${what}. Set CLOUDSMITH_API_KEY, or pass apiKey: null to call without a credential.`,
    )
  }
  if (!/^[\x21-\x7e]+$/.test(value)) {
    throw new InvalidRequestError(
      `${name} contains white space or other characters that no key has, perhaps a line break from a file.`,
    )
  }
  return value
}
