import { repositoryPart } from '../../world/parts.ts'
import { map, moment, record, text, words } from '../../world/shapes/index.ts'

/** Kinds of keys that repositories sign with. */
export const signingKeyKinds = ['gpg', 'rsa', 'ecdsa', 'ed25519'] as const

/** @see signingKeyKinds */
export type SigningKeyKind = (typeof signingKeyKinds)[number]

/** The public half of a key. The emulator signs nothing and forgets the other half. */
export interface SigningKey {
  /** In its usual armour. */
  readonly publicKey: string
  /** Lower-case hexadecimal digits. */
  readonly fingerprint: string
  /** The key in the bytes that go over the wire in SSH. */
  readonly wire: string
  readonly createdAt: number
}

const signingKey = record<SigningKey>({ publicKey: text, fingerprint: text, wire: text, createdAt: moment })

/** The key that a repository signs with, for each kind that somebody has asked for. */
export const signingKeysOf = repositoryPart('signing keys', () => new Map<SigningKeyKind, SigningKey>(), {
  shape: map(words(...signingKeyKinds), signingKey),
})
