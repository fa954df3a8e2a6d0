import { createPrivateKey } from 'node:crypto'
import type { NativeSigner } from '../../format/native.ts'
import type { RepositoryRecord } from '../../world/records.ts'
import { generateSigningKey } from './make-keys.ts'
import { clearSigned, detachedSignature } from './openpgp/texts.ts'
import { type SigningKey, type SigningKeyKind, signingKeysOf } from './records.ts'

/** The key of a repository. It has one from the start, which the emulator makes when it is first asked for: that takes a moment. */
export function keyOf(repository: RepositoryRecord, kind: SigningKeyKind): SigningKey {
  const key = signingKeysOf(repository).get(kind) ?? generateSigningKey(kind, repository.createdAt, keyOwner(repository))
  signingKeysOf(repository).set(kind, key)
  return key
}

/** Whose key it is, as OpenPGP keys say. */
export const keyOwner = ({ workspace, settings }: RepositoryRecord): string => `${workspace.slug}/${settings.slug} (emulated)`

/** What signs for a repository; nothing where its key comes from a state that kept the public half alone. */
export function signerOf(repository: RepositoryRecord): NativeSigner | undefined {
  const { secret, fingerprint } = keyOf(repository, 'gpg')
  if (secret === undefined) return undefined
  const half = { secret: createPrivateKey(secret), fingerprint }
  return {
    clear: (text, at) => clearSigned(half, text, at),
    detached: (text, at) => detachedSignature(half, text, at),
  }
}
