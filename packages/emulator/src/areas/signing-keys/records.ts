import { repositoryPart } from '../../world/parts.ts'
/** Kinds of keys that repositories sign with. */
export type SigningKeyKind = 'gpg' | 'rsa' | 'ecdsa' | 'ed25519'

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

/** The key that a repository signs with, for each kind that somebody has asked for. */
export const signingKeysOf = repositoryPart('signing keys', () => new Map<SigningKeyKind, SigningKey>())
