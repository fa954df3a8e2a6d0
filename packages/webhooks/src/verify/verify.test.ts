import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { WebhookVerificationError } from '../errors.ts'
import { key, rejection } from '../fixtures.ts'
import { sign } from '../sign.ts'
import { verify } from './verify.ts'

const body = '{"meta": {"event_id": "ping"}}'
const signed = async (text: string | Uint8Array = body, by = key) => ({ 'X-Cloudsmith-Signature': await sign(text, by) })

/** Made with `openssl dgst -sha1 -hmac KEY`. */
const vectors: [name: string, body: string | Uint8Array, key: string, hex: string][] = [
  ['a ping', body, 'correct horse', '03b425ade8e65ff21004655cc71b292f2fe3eb81'],
  ['an empty body', '', 'k', '3a84a218ee6665209bb70e84525dd837645a1965'],
  ['a form', 'payload=%22%7B%7D%22', 's-1', '3258b3be82d6503ec14eccf3a4e1a8c69073b9d6'],
  ['letters beyond ASCII in body and key', 'héllo ✓ 📦', 'schlüssel', '75b58f38ef4a34a12ee436b0395da22a35ab290c'],
  ['64 kB, with the longest key', new Uint8Array(65536), 'k'.repeat(512), 'a891ef8b3a1b4c6751948b8167653f24f5ca8abb'],
  ['bytes that are not UTF-8', Uint8Array.of(0, 255, 254), 'x', 'd3d357c96a870e9fe8773648d5c215e45299d26e'],
]

describe('a signature that holds', () => {
  test.each(vectors)('openssl and we agree on %s', async (_, bytes, by, hex) => {
    expect(await sign(bytes, by)).toBe(hex)
    expect(await verify(bytes, { 'X-Cloudsmith-Signature': hex }, { signatureKey: by })).toEqual({ keyIndex: 0 })
    expect(await verify(bytes, { 'X-Cloudsmith-Signature': `sha1=${hex}` }, { signatureKey: by })).toEqual({ keyIndex: 0 })
  })

  test('headers may be of any kind and letter case', async () => {
    const hex = await sign(body, key)
    for (const headers of [
      new Headers({ 'x-cloudsmith-signature': hex }),
      { 'X-CLOUDSMITH-SIGNATURE': hex },
      { 'x-cloudsmith-signature': [hex], host: undefined },
    ]) {
      expect(await verify(body, headers, { signatureKey: key })).toEqual({ keyIndex: 0 })
    }
  })

  test('a body may be text, bytes, a view into bytes, or a buffer', async () => {
    const headers = await signed()
    const bytes = new TextEncoder().encode(body)
    const padded = new TextEncoder().encode(`__${body}__`)
    for (const form of [body, bytes, Buffer.from(body), padded.subarray(2, -2), bytes.slice().buffer]) {
      expect(await verify(form, headers, { signatureKey: key })).toEqual({ keyIndex: 0 })
    }
  })

  test('while keys rotate, the place of the one that matched tells when the old one may go', async () => {
    const signatureKey = ['new', 'old', 'older']
    expect(await verify(body, await signed(body, 'new'), { signatureKey })).toEqual({ keyIndex: 0 })
    expect(await verify(body, await signed(body, 'older'), { signatureKey })).toEqual({ keyIndex: 2 })
    expect((await rejection(verify(body, await signed(body, 'oldest'), { signatureKey }))).message).toContain('any of 3 keys')
  })

  test('a key is imported once, not once a delivery', async () => {
    const importKey = vi.spyOn(crypto.subtle, 'importKey')
    const headers = await signed(body, 'imported once')
    for (let delivery = 0; delivery < 5; delivery++) await verify(body, headers, { signatureKey: 'imported once' })
    expect(importKey).toHaveBeenCalledTimes(1)
    importKey.mockRestore()
  })

  test('more keys than are kept still work', async () => {
    for (let tenant = 0; tenant < 250; tenant++)
      await verify(body, await signed(body, `t${tenant}`), { signatureKey: `t${tenant}` })
    expect(await verify(body, await signed(body, 't0'), { signatureKey: 't0' })).toEqual({ keyIndex: 0 })
  })
})

describe('a signature that does not hold', () => {
  test('any single bit changed in the body is refused', async () => {
    const hex = await sign(body, key)
    const bytes = new TextEncoder().encode(body)
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const error = await rejection(verify(flipped(bytes, bit), { 'x-cloudsmith-signature': hex }, { signatureKey: key }))
      expect(error).toMatchObject({ name: 'WebhookVerificationError', code: 'signature-mismatch' })
    }
  })

  test.each([false, true])('any single bit changed in the signature is refused (prefix: %s)', async (prefix) => {
    const signature = new TextEncoder().encode(await sign(body, key, { prefix }))
    for (let bit = 0; bit < signature.length * 8; bit++) {
      const changed = String.fromCharCode(...flipped(signature, bit))
      const error = await rejection(verify(body, { 'x-cloudsmith-signature': changed }, { signatureKey: key }))
      expect(error).toBeInstanceOf(WebhookVerificationError)
    }
  })

  test('no other key opens a body', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), fc.uint8Array(), async (mine, theirs, bytes) => {
        // HMAC pads short keys with zeros, so keys that only differ in trailing zeros are equivalent.
        fc.pre(mine.replace(/\0+$/, '') !== theirs.replace(/\0+$/, ''))
        await rejection(verify(bytes, await signed(bytes, theirs), { signatureKey: mine }))
      }),
      { numRuns: 100 },
    )
  })
})

describe('what else may be asked of a delivery', () => {
  const secret = { header: 'X-Our-Secret', value: ['s3cret-new', 's3cret-old'] }

  test('a secret in a header can stand in for a signature', async () => {
    expect(await verify(body, { 'x-our-secret': 's3cret-old' }, { secret })).toEqual({ keyIndex: undefined })
    for (const headers of [{}, { 'x-our-secret': '' }, { 'x-our-secret': 's3cret-ne' }, { 'x-our-secret': 's3cret-new2' }]) {
      expect(await rejection(verify(body, headers, { secret }))).toMatchObject({ code: 'secret-mismatch' })
    }
  })

  test('where both are asked for, both must hold', async () => {
    const options = { signatureKey: key, secret }
    expect(await verify(body, { ...(await signed()), 'x-our-secret': 's3cret-new' }, options)).toEqual({ keyIndex: 0 })
    expect(await rejection(verify(body, await signed(), options))).toMatchObject({ code: 'secret-mismatch' })
    expect(await rejection(verify(body, { 'x-our-secret': 's3cret-new' }, options))).toMatchObject({ code: 'signature-missing' })
  })

  test('a body above the limit is refused before it is hashed', async () => {
    const hash = vi.spyOn(crypto.subtle, 'verify')
    const headers = { 'x-cloudsmith-signature': 'a'.repeat(40) }
    const error = await rejection(verify(new Uint8Array(1024 * 1024 + 1), headers, { signatureKey: key }))
    expect(error).toMatchObject({ code: 'body-too-large' })
    expect(await rejection(verify('é'.repeat(6), headers, { signatureKey: key, maxBytes: 11 }))).toMatchObject({
      code: 'body-too-large',
    })
    expect(hash).not.toHaveBeenCalled()
    hash.mockRestore()
    const largest = new Uint8Array(1024 * 1024)
    expect(await verify(largest, await signed(largest), { signatureKey: key })).toEqual({ keyIndex: 0 })
  })

  test.each([
    {},
    { signatureKey: undefined },
    { signatureKey: '' },
    { signatureKey: [] },
    { signatureKey: ['good', ''] },
    { secret: { header: 'x-s', value: '' } },
    { signatureKey: 'good', secret: { header: 'x-s', value: [] } },
  ])('an unset variable is a mistake of ours, not a refusal: %j', async (options) => {
    const error = await rejection(verify(body, { 'x-s': '', ...(await signed()) }, options))
    expect(error).toBeInstanceOf(TypeError)
    expect(error.message).toContain('environment variable')
  })
})

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const changed = bytes.slice()
  changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
  return changed
}
