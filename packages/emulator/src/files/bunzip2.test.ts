import { expect, test } from 'vitest'
import { unpackWhole } from './compression.ts'
import { defaultLimits } from './limits.ts'

/** `hello` and a line break as packed by `bzip2`, and a million zeros. */
const hello = Buffer.from('QlpoOTFBWSZTWcHAgOIAAAFBAAAQAkSgADDNAMNGKZcXckU4UJDBwIDi', 'base64')
const zeros = Buffer.from('QlpoOTFBWSZTWXnTnkgAB6jAQMAAAAIACCAAMMwJqmmVJDapSQ8XckU4UJB5055I', 'base64')

const unpacked = async (...streams: Uint8Array[]) => Buffer.from(await unpackWhole(Buffer.concat(streams))).toString()

test('bzip2 is unpacked, also as several streams and with something behind the last one', async () => {
  expect(await unpacked(hello)).toBe('hello\n')
  expect(await unpacked(hello, hello)).toBe('hello\nhello\n')
  expect(await unpacked(hello, Buffer.from('padding'))).toBe('hello\n')
  expect(Buffer.compare(await unpackWhole(zeros), new Uint8Array(1_000_000))).toBe(0)
})

test('a bzip2 stream that is cut short or damaged anywhere is refused', async () => {
  for (const length of [3, 4, 14, 31, 32, 38, 41])
    await expect(unpacked(hello.subarray(0, length)), `${length} bytes`).rejects.toThrow(
      'the bzip2 stream is damaged or cut short',
    )
  for (const place of [3, 12, 20, 30, 39]) {
    const damaged = hello.with(place, (hello[place] ?? 0) ^ 0x10)
    await expect(unpacked(damaged), `byte ${place}`).rejects.toThrow('the bzip2 stream is damaged or cut short')
  }
})

test('a bzip2 stream keeps to the budget, and nobody waits for it', async () => {
  const limits = { ...defaultLimits, unpacked: 1000 }
  let turns = 0
  const ticking = setInterval(() => turns++, 0)
  await expect(unpackWhole(zeros, limits)).rejects.toThrow('the bzip2 stream unpacks to more than the 1000 bytes allowed')
  clearInterval(ticking)
  expect(turns).toBeGreaterThan(0)
})
