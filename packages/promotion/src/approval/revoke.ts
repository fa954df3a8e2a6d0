import { InvalidRequestError, systemClock } from '@cloudsmith-sdk/client'
import { bytesOf, type Envelope, isEnvelope, jsonOf } from '../signing/envelope.ts'
import type { Signer } from '../signing/sign.ts'
import { digestOf } from '../text/digest.ts'
import { isApproval } from './approval.ts'
import { type Revocation, revocationKind } from './revocation.ts'
import {
  type GivenApproval,
  type GivenRevocation,
  type Identified,
  type IdentitySource,
  isIdentified,
  type Proof,
  proved,
  revocationWord,
} from './word.ts'

/** Options of {@link revoke}. */
export interface RevokeOptions extends Proof {
  /** Who takes it back: a name, a login or an email address. */
  by: string
  /** The reason, for people. */
  why: string
  /** Default: now. */
  now?: Date | undefined
}

/**
 * Takes an approval back. From then on, pass the revocation together with the approval: the approval no longer counts if the revocation is by its
 * author, or by somebody whose approval the gate accepts. A signed approval needs a signed revocation.
 *
 * @param approval the approval as it was given; its proof is not verified
 * @returns the revocation: plain, in an envelope or with a token, according to the options
 * @throws {InvalidRequestError} it is not an approval, both a signer and an identity are given, the identity token is empty, or the type of the key
 * is not supported
 */
export function revoke(
  approval: GivenApproval,
  options: RevokeOptions & { signer?: undefined; identity?: undefined },
): Promise<Revocation>
export function revoke(approval: GivenApproval, options: RevokeOptions & { signer: Signer }): Promise<Envelope>
export function revoke(
  approval: GivenApproval,
  options: RevokeOptions & { identity: IdentitySource },
): Promise<Identified<Revocation>>
export function revoke(approval: GivenApproval, options: RevokeOptions): Promise<GivenRevocation>
export async function revoke(
  approval: GivenApproval,
  { by, why, now = new Date(systemClock.now()), ...proof }: RevokeOptions,
): Promise<GivenRevocation> {
  const document = documentIn(approval)
  if (!isApproval(document))
    throw new InvalidRequestError(
      'The document to revoke contains no approval: pass the approval itself, or the signed document that contains it.',
    )
  const revocation: Revocation = {
    ...{ kind: revocationKind, version: 1, approval: digestOf(document) },
    ...{ by, at: now.toISOString(), why },
  }
  return await proved(revocation, revocationWord, proof)
}

function documentIn(given: unknown): unknown {
  if (isEnvelope(given)) return jsonOf(bytesOf(given.payload))
  return isIdentified(given) ? given.document : given
}
