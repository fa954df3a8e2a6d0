import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createHasher, digest } from './digest.ts'
import { createPortableHasher } from './portable-hasher.ts'

test('the digests are the known ones', async () => {
  const abc = new Blob(['abc'])
  expect(await digest(abc, 'md5')).toBe('900150983cd24fb0d6963f7d28e17f72')
  expect(await digest(abc, 'sha256')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

test('a file is still whole after it was digested', async () => {
  const file = new File([new Uint8Array(200_000).fill(7), 'end'], 'a.bin')
  const first = await digest(file, 'sha256')
  expect(await digest(file, 'sha256')).toBe(first)
  expect((await file.bytes()).subarray(199_998)).toEqual(new Uint8Array([7, 7, ...new TextEncoder().encode('end')]))
})

test('a file that gives the bytes that it keeps, as no file of the platform does, keeps them', async () => {
  const kept = new TextEncoder().encode('abc')
  const stream = () => ReadableStream.from([kept]) as ReadableStream<Uint8Array<ArrayBuffer>>
  const file = Object.assign(new Blob([kept]), { stream })
  expect(await digest(file, 'md5')).toBe(await digest(file, 'md5'))
  expect(kept.byteLength).toBe(3)
})

test('the hasher in JavaScript agrees with that of the machine, however the bytes are cut', async () => {
  const pieces = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(pieces, fc.constantFrom('md5' as const, 'sha256' as const), async (chunks, algorithm) => {
      const [native, portable] = [await createHasher(algorithm), createPortableHasher(algorithm)]
      for (const chunk of chunks) {
        native.update(chunk)
        portable.update(chunk)
      }
      expect(portable.digest()).toBe(native.digest())
    }),
  )
})
