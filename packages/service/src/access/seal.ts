import { hkdfSync } from 'node:crypto'
import { EncryptJWT, type JWTPayload, jwtDecrypt } from 'jose'

/** Seals what browsers carry, so that they can neither read nor change it. */
export interface Sealer {
  /**
   * @param kind what it is: nothing else can be passed off as it
   * @param ends when it counts no more
   */
  seal(kind: string, content: JWTPayload, ends: Date): Promise<string>
  /** What was sealed; undefined for what this service did not seal as this kind, or what is over. */
  open(kind: string, sealed: string, now: Date): Promise<JWTPayload | undefined>
}

/** Characters of what is opened, at most: browsers keep 4,096 bytes. */
const longest = 4_096

/** Keys for a purpose, from secrets that serve several. */
export const derive = (secret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `cloudsmith-promote-service ${purpose}`, 32))

/** Makes one. The first of the secrets seals; the others still open what they sealed. */
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
