import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { certified, type OpenPgpKey, readOpenPgpKey } from './openpgp/certificate.ts'
import { rsaPublicPart } from './openpgp/public-part.ts'
import type { SigningKey, SigningKeyKind } from './records.ts'

/** Generates a key. `owner` is written into OpenPGP keys. */
export function generateSigningKey(kind: SigningKeyKind, createdAt: number, owner: string): SigningKey {
  switch (kind) {
    case 'gpg':
      return gpgKey(createdAt, owner)
    case 'rsa':
      return keyOf(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey, createdAt)
    case 'ecdsa':
      return keyOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey, createdAt)
    case 'ed25519':
      return keyOf(generateKeyPairSync('ed25519').publicKey, createdAt)
  }
}

/** The public half of a private key in PEM. Undefined if it is not a key of that type, or the passphrase is wrong. */
export function readSigningKey(
  kind: Exclude<SigningKeyKind, 'gpg'>,
  pem: string,
  passphrase: string | undefined,
  createdAt: number,
): SigningKey | undefined {
  const types = { rsa: 'rsa', ecdsa: 'ec', ed25519: 'ed25519' }
  try {
    const key = createPrivateKey({ key: pem, ...(passphrase === undefined ? {} : { passphrase }) })
    return key.asymmetricKeyType === types[kind] ? keyOf(createPublicKey(key), createdAt) : undefined
  } catch {
    return undefined
  }
}

/** Reads an armoured OpenPGP private key for signing. Undefined if it is not one, or the passphrase is wrong. */
export function readGpgKey(
  armoured: string,
  passphrase: string | undefined,
  createdAt: number,
  owner: string,
): SigningKey | undefined {
  const key = readOpenPgpKey(armoured, passphrase, owner, believable(createdAt))
  return key && kept(key, createdAt)
}

function gpgKey(createdAt: number, owner: string): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const at = believable(createdAt)
  return kept(certified(rsaPublicPart(publicKey, at), privateKey, owner, at), createdAt)
}

/** Clients that verify signatures use the machine's clock, and do not accept keys from the future. */
const believable = (at: number): number => Math.min(at, Date.now())

function kept({ publicKey, fingerprint, secret }: OpenPgpKey, createdAt: number): SigningKey {
  const pem = secret.export({ type: 'pkcs8', format: 'pem' }).toString()
  return { publicKey, fingerprint, wire: '', createdAt, secret: pem }
}

function keyOf(key: KeyObject, createdAt: number): SigningKey {
  const fingerprint = createHash('md5')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
  return {
    publicKey: key.export({ type: 'spki', format: 'pem' }).toString(),
    fingerprint,
    wire: wireOf(key),
    createdAt,
    secret: undefined,
  }
}

/** The key in SSH's format, in base64; for Ed25519 the raw key, as Nix writes it. @see https://www.rfc-editor.org/rfc/rfc4253#section-6.6 */
function wireOf(key: KeyObject): string {
  const { n = '', e = '', x = '', y = '' } = key.export({ format: 'jwk' })
  const bytes = (text: string) => Buffer.from(text, 'base64url')
  if (key.asymmetricKeyType === 'ed25519') return bytes(x).toString('base64')
  const fields =
    key.asymmetricKeyType === 'rsa'
      ? [Buffer.from('ssh-rsa'), positive(bytes(e)), positive(bytes(n))]
      : [Buffer.from('ecdsa-sha2-nistp256'), Buffer.from('nistp256'), Buffer.concat([Buffer.from([4]), bytes(x), bytes(y)])]
  return Buffer.concat(fields.map(counted)).toString('base64')
}

function positive(number: Buffer): Buffer {
  return (number[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.from([0]), number]) : number
}

function counted(field: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(field.length)
  return Buffer.concat([length, field])
}
