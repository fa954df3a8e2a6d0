import { expect, test } from 'vitest'
import { turnsDuring } from '../../test/turns.ts'
import { defaultLimits } from '../files/limits.ts'
import { npmPackage } from '../testing.ts'
import { readFiles } from './look-into.ts'

const dependencies = Object.fromEntries(Array.from({ length: 15_000 }, (_, index) => [`a${index}`, '1.0.0']))
const long = npmPackage({ name: 'a', version: '1.0.0', dependencies })
const short = npmPackage({ name: 'a', version: '1.0.0' })

const reading = ({ format, filename, bytes, ...rest }: typeof long, limits = defaultLimits) =>
  readFiles(format, { file: { filename, bytes }, ...rest }, limits)

test('a long manifest in a small file is parsed by the thread, and nobody waits', async () => {
  expect(long.bytes.length).toBeLessThan(2 ** 17)
  const read = reading(long)
  expect(await turnsDuring(read)).toBeGreaterThan(20)
  expect(await read).toMatchObject({ ok: true, facts: { name: 'a', version: '1.0.0' } })
})

test('a short one is read at once', async () => {
  const read = reading(short)
  expect(await turnsDuring(read)).toBeLessThan(5)
  expect(await read).toMatchObject({ ok: true })
})

test('a manifest beyond the limit is refused by it, and not by how much is parsed at once', async () => {
  const limited = (wanted: number) => reading(long, { ...defaultLimits, wanted })
  expect(await limited(1_000)).toMatchObject({ reason: expect.stringContaining('more than the 1000 bytes allowed') })
  expect(await limited(100_000)).toMatchObject({ reason: expect.stringContaining('more than the 100000 bytes allowed') })
})
