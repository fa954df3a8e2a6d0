import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import type { IdentitySource, Pipeline, TrustedIssuer } from '@cloudsmith-sdk/promotion'
import { SignJWT } from 'jose'
import type { FlowParts } from '../flow/parts.ts'
import type { Actor } from '../store/actor.ts'
import { derive } from './seal.ts'

/** Proves who decided: the service has seen them sign in. */
export interface Vouching {
  /**
   * A token for one approval or revocation, and no other.
   *
   * @returns undefined for whoever did not sign in, and for whom the pipeline does not know: such a proof would be of nobody
   */
  proofOf(actor: Actor, pipeline: Pick<Pipeline, 'people'>): IdentitySource | undefined
  /** What tokens of the service are known by. It vouches for people of its issuer, and for nobody else. */
  readonly trusted: TrustedIssuer
}

/** Seconds that a token lives: as long as it takes to look at it once. What it comes with counts longer. */
const life = 300

/** The beginning of an Ed25519 key in PKCS #8, before its 32 bytes. */
const header = Buffer.from('302e020100300506032b657004220420', 'hex')

/**
 * Makes it. The keys are made of the secrets, so that all processes have the same, and none is kept.
 *
 * @param issuer where people sign in
 * @param now the time that gates go by
 */
export function createVouching(secrets: readonly [string, ...string[]], issuer: string, now: () => Date): Vouching {
  const keys = secrets.map((secret) => {
    const key = createPrivateKey({ key: Buffer.concat([header, derive(secret, 'vouch')]), format: 'der', type: 'pkcs8' })
    const jwk = createPublicKey(key).export({ format: 'jwk' })
    // Named by itself: nothing else tells two of them apart.
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

/** What the flow works with where people sign in: their approvals are proved, and proofs believed, by every process alike. */
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
