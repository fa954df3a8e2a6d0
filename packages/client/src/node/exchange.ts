import { Cloudsmith } from '../cloudsmith.ts'
import { ApiError, CloudsmithError } from '../errors/index.ts'
import { visible } from '../errors/visible.ts'
import type { CloudsmithOptions } from '../options.ts'
import { IdentityError } from './errors.ts'
import { tokenTimeout } from './request-identity.ts'

/** An exchange of an identity token for a token of a service account. */
export interface Exchange {
  /** Slug of the workspace. */
  workspace: string
  /** Slug of the service account to act as. */
  serviceSlug: string
  /** Where the identity token comes from, for messages. */
  from: string
  /** Returns the identity token. Called for every exchange, because one is only valid for a few minutes. */
  identityToken: () => string | Promise<string>
  /** How to reach the service. The client's credential is not used: the identity token is the credential. */
  client: CloudsmithOptions
}

/**
 * Prepares the exchange of an identity token for a token of a service account, which is then used like an API key. Nothing is sent yet.
 *
 * @throws {IdentityError} (from the returned function) no identity token could be obtained, or the service issued no token for it
 * @see docs/service.md#openid-connect
 */
export function prepareExchange({ workspace, serviceSlug, from, identityToken, client }: Exchange): () => Promise<string> {
  const anonymous = new Cloudsmith({ ...client, apiKey: null, accessToken: undefined, timeout: tokenTimeout })
  return async function exchange() {
    const secret = await getIdentity(from, identityToken)
    try {
      const params = { owner: workspace, oidc_token: secret, service_slug: serviceSlug }
      // A second exchange does no harm, so it is retried if that may help.
      const { token } = await anonymous.openid.exchange(params, { idempotent: true })
      if (isSendable(token)) return token
    } catch (error) {
      throw explain(error, secret, `the service account ${serviceSlug} of ${workspace} to the identity from ${from}`)
    }
    throw new IdentityError(`Cloudsmith accepted the identity from ${from}, but returned no token.`)
  }
}

async function getIdentity(from: string, identityToken: () => string | Promise<string>): Promise<string> {
  try {
    const secret = await identityToken()
    if (isSendable(secret)) return secret
  } catch (cause) {
    // The message of a foreign error is not repeated: it may contain anything.
    const reason = cause instanceof CloudsmithError ? `: ${cause.message}` : '.'
    throw new IdentityError(`No identity token could be obtained from ${from}${reason}`, { cause })
  }
  throw new IdentityError(`The identity token from ${from} is empty or malformed.`)
}

/** Whether a token can be sent in a header: rejects white space, such as a line break read from a file. */
const isSendable = (token: unknown): token is string => typeof token === 'string' && /^[\x21-\x7e]+$/.test(token)

/**
 * The service's own messages are deliberately vague, so this message says what to check. The service's error is not kept as the cause, because
 * it could repeat the token.
 */
function explain(error: unknown, secret: string, what: string): Error {
  if (!(error instanceof CloudsmithError)) return new IdentityError(`Cloudsmith issued no token for ${what}.`)
  if (!(error instanceof ApiError)) {
    return new IdentityError(`Cloudsmith issued no token for ${what}: ${error.message}`, { cause: error })
  }
  const detail = visible(error.detail.replaceAll(secret, '…'))
  return new IdentityError(
    `Cloudsmith issued no token for ${what} (${error.status}: ${detail}). ` +
      "Check the slugs, and that the workspace's OpenID Connect settings name this issuer, its claims and the service account.",
  )
}
