import { Cloudsmith } from '../cloudsmith.ts'
import { ApiError, CloudsmithError } from '../errors/index.ts'
import { visible } from '../errors/visible.ts'
import type { CloudsmithOptions } from '../options.ts'
import { IdentityError } from './errors.ts'
import { tokenTimeout } from './request-identity.ts'

/** Who exchanges which identity for a token of whom. */
export interface Exchange {
  /** Slug of the workspace. */
  workspace: string
  /** Slug of the service account to act as. */
  serviceSlug: string
  /** What the identity is from, for people. */
  from: string
  /** Gives the identity token: asked at every exchange, for one lives a few minutes only. */
  identityToken: () => string | Promise<string>
  /** How to reach the service. The client's credential is not used: the identity token is the credential. */
  client: CloudsmithOptions
}

/**
 * Makes the exchange of an identity token for a token of a service account, which is then used like an API key. Nothing is sent yet.
 *
 * @throws {IdentityError} (what is returned) no identity token could be had, or the service gave nothing for it
 * @see docs/service.md#openid-connect
 */
export function prepareExchange({ workspace, serviceSlug, from, identityToken, client }: Exchange): () => Promise<string> {
  const anonymous = new Cloudsmith({ ...client, apiKey: null, accessToken: undefined, timeout: tokenTimeout })
  return async function exchange() {
    const secret = await getIdentity(from, identityToken)
    try {
      const params = { owner: workspace, oidc_token: secret, service_slug: serviceSlug }
      // An exchange changes nothing that a second one could spoil, so it is sent again where that may help.
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
    // The words of somebody else's error are not repeated: they may hold anything.
    const reason = cause instanceof CloudsmithError ? `: ${cause.message}` : '.'
    throw new IdentityError(`No identity token could be obtained from ${from}${reason}`, { cause })
  }
  throw new IdentityError(`The identity token from ${from} is empty or malformed.`)
}

/** What a header or a JSON text holds without a line break of a file in it. */
const isSendable = (token: unknown): token is string => typeof token === 'string' && /^[\x21-\x7e]+$/.test(token)

/**
 * The service's reasons are general on purpose, so the message says what to check. Its answer is not kept as the cause: it is another's
 * text, and could repeat the token.
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
