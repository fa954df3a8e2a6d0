import { repositoryPart } from '../../world/parts.ts'
import { map, moment, type Of, optional, record, text, words } from '../../world/shapes/index.ts'

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
  /** The private half, in PEM, of keys that something is signed with. It is in no answer. States from before have none. */
  secret: optional(text),
})

/** A key of a repository. Of kinds with which the emulator signs nothing, it keeps the public half alone. */
export type SigningKey = Of<typeof signingKey>

/** The key that a repository signs with, for each kind that somebody has asked for. */
export const signingKeysOf = repositoryPart('signing keys', { shape: map(signingKeyKind, signingKey) })
