import * as v from 'valibot'
import { isLoopback } from '../core/loopback.ts'
import { type Role, roles } from '../core/roles.ts'
import { durationSchema } from './duration.ts'
import { referenceSchema } from './reference.ts'

const text = v.pipe(v.string(), v.nonEmpty('must not be empty'), v.maxLength(500))

/** Whether an address is https, or http on this machine: codes and keys of the issuer are sent there. */
const isSafe = (address: string): boolean => {
  const { protocol, hostname } = new URL(address)
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
}

const groups = v.array(text)

/** How people sign in: through an OpenID Connect issuer (authorization code flow with PKCE). */
export const signInSchema = v.strictObject({
  /** Address of the issuer, exactly as in the `iss` claim of its tokens. Its redirect URI for this service is `/sign-in/callback` at `url`. */
  issuer: v.pipe(v.string(), v.url('must be an address'), v.check(isSafe, 'must begin with https://')),
  /** Client ID of the service at the issuer. */
  clientId: text,
  /** Reference to the client secret. Default: none, for a public client. */
  clientSecret: v.optional(referenceSchema),
  /**
   * References to secrets that seal sessions and prove approvals: random texts of 32 characters or more, the same for all processes. The first one is
   * used; the others are still accepted during rotation. Approvals that were made with a secret which is removed no longer count.
   */
  secrets: v.pipe(v.array(referenceSchema), v.minLength(1, 'needs at least one')),
  /** Scopes to request from the issuer. Default: `openid`, `profile` and `email`. */
  scopes: v.optional(v.array(text), ['openid', 'profile', 'email']),
  /** Claim of the ID token or of the user info that has the name of the person. */
  nameClaim: v.optional(text, 'name'),
  /** Claim of the ID token or of the user info that has the groups of the person. */
  groupsClaim: v.optional(text, 'groups'),
  /** Groups that have each role. If a person has several roles, the highest one counts. */
  roles: v.optional(
    v.strictObject({
      /** Groups that may read everything. */
      viewer: v.optional(groups, []),
      /** Groups that may also request promotions. */
      requester: v.optional(groups, []),
      /** Groups that may also approve, refuse, waive, pause and roll back. */
      approver: v.optional(groups, []),
      /** Groups that may also create API tokens. */
      admin: v.optional(groups, []),
    } satisfies Record<Role, unknown>),
    {},
  ),
  /** Role of everyone who can sign in: `viewer`, `requester`, `approver` or `admin`. Default: none, so only members of `roles` have access. */
  everybody: v.optional(v.picklist(roles)),
  /** How long a session lasts after sign-in, such as `8 hours`. Using it does not extend it. */
  session: v.optional(durationSchema, '8 hours'),
})

/** The sign-in settings, with all defaults filled in. */
export type SignInSettings = v.InferOutput<typeof signInSchema>
