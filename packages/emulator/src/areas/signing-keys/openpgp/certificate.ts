import { armour, unarmour } from './armour.ts'
import { type Packet, packet, packetsIn, tags } from './packets.ts'
import { hashedKey, type PublicPart, publicPartIn } from './public-part.ts'
import { secretIn } from './secret-part.ts'
import { type SigningHalf, signature, signatureTypes } from './sign.ts'

/** A key that signs, and what others need to check that. */
export interface OpenPgpKey extends SigningHalf {
  /** Armoured. */
  readonly publicKey: string
}

/**
 * Makes the public key of a part: with the name of its owner, who certifies it.
 *
 * @param at when that was, in milliseconds since 1970
 */
export function certified(part: PublicPart, secret: SigningHalf['secret'], owner: string, at: number): OpenPgpKey {
  const half = { secret, fingerprint: part.fingerprint }
  const bytes = Buffer.concat([packet({ tag: tags.publicKey, body: part.body }), certificateOf(part, half, owner, at)])
  return { ...half, publicKey: armour('PUBLIC KEY BLOCK', bytes) }
}

/**
 * Reads an armoured private key, whose main key signs.
 *
 * @param owner who certifies it, where nobody is named in it
 * @returns nothing for what is no such key, and where the passphrase is another
 */
export function readOpenPgpKey(
  armoured: string,
  passphrase: string | undefined,
  owner: string,
  at: number,
): OpenPgpKey | undefined {
  const [main, ...others] = packetsIn(unarmour('PRIVATE KEY BLOCK', armoured) ?? Buffer.alloc(0)) ?? []
  const part = main?.tag === tags.secretKey ? publicPartIn(main.body) : undefined
  const secret = main && part && secretIn(main.body, part, passphrase)
  if (part === undefined || secret === undefined) return undefined
  if (!others.some(({ tag }) => tag === tags.userId)) return certified(part, secret, owner, at)
  const half = { secret, fingerprint: part.fingerprint }
  const bytes = [packet({ tag: tags.publicKey, body: part.body }), ...ofOwner(others).map(packet)]
  return { ...half, publicKey: armour('PUBLIC KEY BLOCK', Buffer.concat(bytes)) }
}

/** Whom a private key names, with what they signed. Its subkeys, which are for other tasks, stay behind with all that is secret. */
function ofOwner(packets: readonly Packet[]): readonly Packet[] {
  const end = packets.findIndex(({ tag }) => tag === tags.secretSubkey)
  const kept = end < 0 ? packets : packets.slice(0, end)
  return kept.filter(({ tag }) => tag === tags.userId || tag === tags.signature)
}

/** Who owns a key, by a signature of the key itself: it may certify and sign, with SHA-256. */
function certificateOf(part: PublicPart, half: SigningHalf, owner: string, at: number): Buffer {
  const body = Buffer.from(owner)
  const length = Buffer.alloc(5)
  length.writeUInt8(0xb4, 0)
  length.writeUInt32BE(body.length, 1)
  const signed = Buffer.concat([hashedKey(part), length, body])
  const made = signature(half, signatureTypes.ofOwnUserId, signed, at, [
    [27, 0x03],
    [21, 8],
    [25, 1],
  ])
  return Buffer.concat([packet({ tag: tags.userId, body }), made])
}
