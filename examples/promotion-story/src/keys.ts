import type { Signer, TrustedKey } from '@cloudsmith-sdk/promotion'

/** Somebody who signs, and the public half that others know them by. */
export interface KeyPair {
  readonly signer: Signer
  readonly trusted: TrustedKey
}

/** Makes a pair of keys that lives as long as this program. */
export async function makeKeys(keyid: string): Promise<KeyPair> {
  const pair = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])
  if (!('publicKey' in pair)) throw new Error('Ed25519 makes a pair of keys.')
  return { signer: pair.privateKey, trusted: { keyid, key: pair.publicKey } }
}
