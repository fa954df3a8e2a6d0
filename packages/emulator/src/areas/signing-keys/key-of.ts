import { createPrivateKey } from 'node:crypto'
import type { NativeSigner } from '../../format/native.ts'
import type { RepositoryRecord } from '../../world/records.ts'
import { generateSigningKey } from './make-keys.ts'
import { clearSigned, detachedSignature } from './openpgp/texts.ts'
import { type SigningKey, type SigningKeyKind, signingKeysOf } from './records.ts'

/** The key of a repository. Every repository has one, which the emulator generates on first use; that takes a moment. */
export function keyOf(repository: RepositoryRecord, kind: SigningKeyKind): SigningKey {
  const key = signingKeysOf(repository).get(kind) ?? generateSigningKey(kind, repository.createdAt, keyOwner(repository))
  signingKeysOf(repository).set(kind, key)
  return key
}

/** The user id in an OpenPGP key. */
export const keyOwner = ({ workspace, settings }: RepositoryRecord): string => `${workspace.slug}/${settings.slug} (emulated)`

/** The signer of a repository; undefined if its key comes from a state that only kept the public half. */
export function signerOf(repository: RepositoryRecord): NativeSigner | undefined {
  const { secret, fingerprint } = keyOf(repository, 'gpg')
  if (secret === undefined) return undefined
  const half = { secret: createPrivateKey(secret), fingerprint }
  return {
    clear: (text, at) => clearSigned(half, text, at),
    detached: (text, at) => detachedSignature(half, text, at),
  }
}
