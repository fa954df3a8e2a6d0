import { hkdfSync } from 'node:crypto'
import { EncryptJWT, type JWTPayload, jwtDecrypt } from 'jose'

/** Encrypts data that browsers store, so that they can neither read nor change it. */
export interface Sealer {
  /**
   * @param kind type of the content; content of another type is not accepted in its place
   * @param ends when it expires
   */
  seal(kind: string, content: JWTPayload, ends: Date): Promise<string>
  /** Decrypts sealed data; undefined if it was not sealed here as this type, or has expired. */
  open(kind: string, sealed: string, now: Date): Promise<JWTPayload | undefined>
}

/** Maximum length in characters: browsers store 4,096 bytes. */
const longest = 4_096

/** Derives the key for one purpose from a secret. */
export const derive = (secret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `cloudsmith-promote-service ${purpose}`, 32))

/** Makes a sealer. The first secret seals; data that was sealed with the others can still be opened. */
export function createSealer(secrets: readonly [string, ...string[]]): Sealer {
  const keys = secrets.map((secret) => derive(secret, 'seal'))
  const [first] = keys
  if (first === undefined) throw new TypeError('No secret is configured.')
  return {
    seal: (kind, content, ends) =>
      new EncryptJWT(content)
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setAudience(kind)
        .setExpirationTime(ends)
        .encrypt(first),
    async open(kind, sealed, currentDate) {
      if (sealed.length > longest) return undefined
      for (const key of keys) {
        const options = {
          audience: kind,
          currentDate,
          requiredClaims: ['exp'],
          keyManagementAlgorithms: ['dir'],
          contentEncryptionAlgorithms: ['A256GCM'],
        }
        const opened = await jwtDecrypt(sealed, key, options).catch(() => undefined)
        if (opened !== undefined) return opened.payload
      }
      return undefined
    },
  }
}
