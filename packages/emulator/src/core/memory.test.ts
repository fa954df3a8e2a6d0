import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { turnsDuring } from '../../test/turns.ts'
import { mouthful } from './breath.ts'
import { gathering, joined, shared } from './memory.ts'

const noise = (length: number) => new Uint8Array(createHash('shake256', { outputLength: length }).update('noise').digest())

test('others have their turn while many small parts are put together', async () => {
  const parts = Array.from({ length: 160 }, () => new Uint8Array(mouthful / 16))
  expect(await turnsDuring(joined(parts))).toBeGreaterThanOrEqual(10)
})

test('what comes in chunks is what they are one after another, and they stay those of who sent them', async () => {
  const bytes = noise(7 * mouthful)
  const lengths = [0, 10, mouthful / 2, mouthful / 2, 1, 2 * mouthful, mouthful / 3, 0, mouthful - 5, bytes.length]
  const all = gathering()
  const chunks: Uint8Array[] = []
  let at = 3
  for (const length of lengths) {
    chunks.push(bytes.slice(at, at + length))
    at += length
  }
  for (const chunk of chunks) all.add(chunk)

  const whole = await all.joinedAfter(bytes.subarray(0, 3), shared)

  expect(all.size()).toBe(bytes.length - 3)
  expect(Buffer.compare(whole, bytes)).toBe(0)
  expect(Buffer.compare(Buffer.concat(chunks), bytes.subarray(3))).toBe(0)
})
