import { repositoryPart } from '../../world/parts.ts'
import { map, moment, type Of, optional, record, text, words } from '../../world/shapes/index.ts'

const signingKeyKind = words('gpg', 'rsa', 'ecdsa', 'ed25519')

/** The types of signing keys. */
export type SigningKeyKind = Of<typeof signingKeyKind>

const signingKey = record({
  /** In its usual armour. */
  publicKey: text,
  /** In lower-case hexadecimal. */
  fingerprint: text,
  /** The key in SSH's wire format. */
  wire: text,
  createdAt: moment,
  /** The private half in PEM, for keys that the emulator signs with. It is never returned. Keys from old states have none. */
  secret: optional(text),
})

/** A key of a repository. For types that the emulator does not sign with, only the public half is stored. */
export type SigningKey = Of<typeof signingKey>

/** The keys of a repository by type, as far as they have been requested. */
export const signingKeysOf = repositoryPart('signing keys', { shape: map(signingKeyKind, signingKey) })
