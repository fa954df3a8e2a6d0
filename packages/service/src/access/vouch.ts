import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import type { IdentitySource, Pipeline, TrustedIssuer } from '@cloudsmith-sdk/promotion'
import { SignJWT } from 'jose'
import type { FlowParts } from '../flow/parts.ts'
import type { Actor } from '../store/actor.ts'
import { derive } from './seal.ts'

/** Proves who made a decision: the service has seen them sign in. */
export interface Vouching {
  /**
   * Makes an identity token that is valid for one approval or revocation only.
   *
   * @returns undefined for people who did not sign in, and for those that the pipeline does not list, because the proof would belong to nobody
   */
  proofOf(actor: Actor, pipeline: Pick<Pipeline, 'people'>): IdentitySource | undefined
  /** The issuer entry for tokens of this service. It is trusted for people of the sign-in issuer only. */
  readonly trusted: TrustedIssuer
}

/** Lifetime of a token in seconds: it is verified once, right away. The approval that it proves is valid for longer. */
const life = 300

/** The prefix of an Ed25519 private key in PKCS #8, before its 32 bytes. */
const header = Buffer.from('302e020100300506032b657004220420', 'hex')

/**
 * Makes the prover. Its keys are derived from the secrets, so that all processes have the same keys and none is stored.
 *
 * @param issuer address of the sign-in issuer
 * @param now the current time for gates
 */
export function createVouching(secrets: readonly [string, ...string[]], issuer: string, now: () => Date): Vouching {
  const keys = secrets.map((secret) => {
    const key = createPrivateKey({ key: Buffer.concat([header, derive(secret, 'vouch')]), format: 'der', type: 'pkcs8' })
    const jwk = createPublicKey(key).export({ format: 'jwk' })
    // The public key is its own key ID: nothing else distinguishes the keys.
    return { key, jwk: { ...jwk, kid: String(jwk.x), alg: 'EdDSA', use: 'sig' } }
  })
  const [first] = keys
  if (first === undefined) throw new TypeError('No secret is configured.')
  return {
    trusted: { issuer, keys: { keys: keys.map(({ jwk }) => jwk) } },
    proofOf(actor, { people = {} }) {
      const isKnown = Object.values(people).some(({ subjects = [] }) =>
        subjects.some((each) => each.issuer === actor.issuer && each.subject === actor.subject),
      )
      if (actor.issuer !== issuer || actor.subject === null || !isKnown) return undefined
      const { subject } = actor
      return (audience) => tokenOf(first.key, first.jwk.kid, { issuer, subject, audience, at: now() })
    },
  }
}

/** The parts of the flow for sign-in: every process proves approvals in the same way, and accepts the proofs of all others. */
export function vouchedFor(
  issuer: string | undefined,
  secrets: readonly [string, ...string[]] | undefined,
  now: () => Date,
): Pick<FlowParts, 'vouched' | 'proofOf'> {
  if (issuer === undefined || secrets === undefined) return {}
  const { trusted, proofOf } = createVouching(secrets, issuer, now)
  return { vouched: trusted, proofOf: (actor, { pipeline }) => proofOf(actor, pipeline) }
}

const tokenOf = (
  key: KeyObject,
  kid: string,
  { issuer, subject, audience, at }: { issuer: string; subject: string; audience: string; at: Date },
): Promise<string> =>
  new SignJWT()
    .setProtectedHeader({ alg: 'EdDSA', kid })
    .setIssuer(issuer)
    .setSubject(subject)
    .setAudience(audience)
    .setIssuedAt(at)
    .setExpirationTime(new Date(at.getTime() + life * 1_000))
    .sign(key)
