import { repositoryPart } from '../../world/parts.ts'
import { map, moment, type Of, record, text, words } from '../../world/shapes/index.ts'

const signingKeyKind = words('gpg', 'rsa', 'ecdsa', 'ed25519')

/** Kinds of keys that repositories sign with. */
export type SigningKeyKind = Of<typeof signingKeyKind>

const signingKey = record({
  /** In its usual armour. */
  publicKey: text,
  /** Lower-case hexadecimal digits. */
  fingerprint: text,
  /** The key in the bytes that go over the wire in SSH. */
  wire: text,
  createdAt: moment,
})

/** The public half of a key. The emulator signs nothing and forgets the other half. */
export type SigningKey = Of<typeof signingKey>

/** The key that a repository signs with, for each kind that somebody has asked for. */
export const signingKeysOf = repositoryPart('signing keys', { shape: map(signingKeyKind, signingKey) })
