import { required, text } from '../../core/fields.ts'

function signingKey<Kind extends string>(kind: Kind) {
  return { [`${kind}_private_key`]: required(text({ min: 1 })), [`${kind}_passphrase`]: text({ min: 1 }) }
}

/** Bodies of the operations on signing keys. */
export const signingKeyBodies = {
  repos_gpg_create: signingKey('gpg'),
  repos_rsa_create: signingKey('rsa'),
  repos_ecdsa_create: signingKey('ecdsa'),
  repos_ed25519_create: signingKey('ed25519'),
}
