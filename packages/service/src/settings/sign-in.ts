import * as v from 'valibot'
import { isLoopback } from '../core/loopback.ts'
import { type Role, roles } from '../core/roles.ts'
import { durationSchema } from './duration.ts'
import { referenceSchema } from './reference.ts'

const text = v.pipe(v.string(), v.nonEmpty('must not be empty'), v.maxLength(500))

/** Codes and keys of an issuer go over the network. */
const isSafe = (address: string): boolean => {
  const { protocol, hostname } = new URL(address)
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
}

const groups = v.optional(v.array(text), [])

/** How people sign in: with OpenID Connect, at an issuer that the team has already. */
export const signInSchema = v.strictObject({
  /** Its address, exactly as its tokens have it. */
  issuer: v.pipe(v.string(), v.url('must be an address'), v.check(isSafe, 'must begin with https://')),
  /** What the issuer knows the service by. */
  clientId: text,
  /** Left out for a client that has none. */
  clientSecret: v.optional(referenceSchema),
  /**
   * What sessions are sealed with, and approvals proved by: texts of 32 characters or more that nobody can guess, the same for all processes. The
   * first is used; those behind it are on their way out, and approvals of their time count as long as they are here.
   */
  secrets: v.pipe(v.array(referenceSchema), v.minLength(1, 'needs at least one')),
  /** Scopes to request from the issuer. */
  scopes: v.optional(v.array(text), ['openid', 'profile', 'email']),
  /** Claims that tell what somebody is called, and which groups they are in. */
  nameClaim: v.optional(text, 'name'),
  groupsClaim: v.optional(text, 'groups'),
  /** Groups that are each role. Of several roles of somebody the highest counts. */
  roles: v.optional(
    v.strictObject({ viewer: groups, requester: groups, approver: groups, admin: groups } satisfies Record<Role, unknown>),
    {},
  ),
  /** What whoever can sign in is, whatever their groups. Default: nothing, so that only those groups come in. */
  everybody: v.optional(v.picklist(roles)),
  /** How long a session lasts, however much it is used. */
  session: v.optional(durationSchema, '8 hours'),
})

/** How people sign in, with every default in its place. */
export type SignInSettings = v.InferOutput<typeof signInSchema>
