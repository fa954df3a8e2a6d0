import * as openid from 'openid-client'
import { isLoopback } from '../core/loopback.ts'
import type { SignInSettings } from '../settings/sign-in.ts'

/** The values of one sign-in that the issuer has to return unchanged. */
export interface Attempt {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** What the issuer reports about a person. */
export interface Told {
  readonly issuer: string
  readonly subject: string
  readonly name: string
  readonly login: string | null
  readonly address: string | null
  readonly groups: readonly string[]
}

/** The OpenID Connect issuer at which people sign in. */
export interface Issuer {
  /** Starts a sign-in: where to send the browser, and the values that must come back. */
  begin(): Promise<{ readonly url: URL; readonly attempt: Attempt }>
  /**
   * Finishes a sign-in, and returns who signed in.
   *
   * @param search query string of the redirect from the issuer
   */
  finish(search: string, attempt: Attempt): Promise<Told>
}

/** Timeout in seconds for responses of the issuer. */
const patience = 10

/** Maximum number of groups that are used. */
const mostGroups = 2_000

/**
 * Makes the issuer. Its metadata is read at the first sign-in, and again until that succeeds.
 *
 * @param redirectUri address to which the issuer sends browsers back
 */
export function createIssuer(settings: SignInSettings, clientSecret: string | undefined, redirectUri: string): Issuer {
  let known: Promise<openid.Configuration> | undefined
  return {
    async begin() {
      const attempt = {
        ...{ state: openid.randomState(), nonce: openid.randomNonce(), verifier: openid.randomPKCECodeVerifier() },
      }
      const url = openid.buildAuthorizationUrl(await configuration(), {
        ...{ redirect_uri: redirectUri, scope: settings.scopes.join(' '), state: attempt.state, nonce: attempt.nonce },
        ...{ code_challenge: await openid.calculatePKCECodeChallenge(attempt.verifier), code_challenge_method: 'S256' },
      })
      return { url, attempt }
    },
    async finish(search, { state, nonce, verifier }) {
      const config = await configuration()
      const tokens = await openid.authorizationCodeGrant(config, new URL(search, redirectUri), {
        ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true },
      })
      const claims = tokens.claims()
      if (claims === undefined) throw new Error('The issuer returned no ID token.')
      const isTold = claims[settings.groupsClaim] !== undefined && claims[settings.nameClaim] !== undefined
      const canTell = config.serverMetadata().userinfo_endpoint !== undefined
      const more = isTold || !canTell ? {} : await openid.fetchUserInfo(config, tokens.access_token, claims.sub)
      return toldIn({ ...more, ...claims }, settings)
    },
  }

  function configuration(): Promise<openid.Configuration> {
    const server = new URL(settings.issuer)
    const execute = server.protocol === 'http:' && isLoopback(server.hostname) ? [openid.allowInsecureRequests] : []
    known ??= openid.discovery(server, settings.clientId, clientSecret, undefined, { execute, timeout: patience })
    // The next attempt may succeed.
    known.catch(() => {
      known = undefined
    })
    return known
  }
}

function toldIn(claims: Readonly<Record<string, unknown>>, { nameClaim, groupsClaim }: SignInSettings): Told {
  const text = (name: string): string | undefined => {
    const value = claims[name]
    return typeof value === 'string' && value.trim() !== '' ? value.slice(0, 200) : undefined
  }
  const subject = String(claims.sub)
  const groups = [claims[groupsClaim] ?? []].flat().filter((group) => typeof group === 'string')
  return {
    ...{ issuer: String(claims.iss), subject, groups: groups.slice(0, mostGroups) },
    name: text(nameClaim) ?? text('preferred_username') ?? text('email') ?? subject.slice(0, 200),
    ...{ login: text('preferred_username') ?? null, address: text('email') ?? null },
  }
}
