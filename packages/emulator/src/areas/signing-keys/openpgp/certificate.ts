import { armour, unarmour } from './armour.ts'
import { type Packet, packet, packetsIn, tags } from './packets.ts'
import { hashedKey, type PublicPart, publicPartIn } from './public-part.ts'
import { secretIn } from './secret-part.ts'
import { type SigningHalf, signature, signatureTypes } from './sign.ts'

/** A signing key, with the public key that verifies its signatures. */
export interface OpenPgpKey extends SigningHalf {
  /** Armoured. */
  readonly publicKey: string
}

/**
 * Creates the armoured public key of a part, certified with the name of its owner.
 *
 * @param at time of the certification, in milliseconds since 1970
 */
export function certified(part: PublicPart, secret: SigningHalf['secret'], owner: string, at: number): OpenPgpKey {
  const half = { secret, fingerprint: part.fingerprint }
  const bytes = Buffer.concat([packet({ tag: tags.publicKey, body: part.body }), certificateOf(part, half, owner, at)])
  return { ...half, publicKey: armour('PUBLIC KEY BLOCK', bytes) }
}

/**
 * Reads an armoured private key whose primary key can sign.
 *
 * @param owner the user id to certify if the key has none
 * @returns undefined if it is not such a key, or the passphrase is wrong
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

/** The user ids of a private key with their signatures. Subkeys, which have other purposes, and secrets are left out. */
function ofOwner(packets: readonly Packet[]): readonly Packet[] {
  const end = packets.findIndex(({ tag }) => tag === tags.secretSubkey)
  const kept = end < 0 ? packets : packets.slice(0, end)
  return kept.filter(({ tag }) => tag === tags.userId || tag === tags.signature)
}

/** A self-signature for the owner of a key: it may certify and sign, with SHA-256. */
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
