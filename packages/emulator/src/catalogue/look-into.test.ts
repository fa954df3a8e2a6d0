import { describe, expect, test } from 'vitest'
import { turnsDuring } from '../../test/turns.ts'
import { defaultLimits } from '../files/limits.ts'
import { zip } from '../format/archive-writers.ts'
import { npmPackage, nugetPackage } from '../testing.ts'
import { findMalware, readFiles } from './look-into.ts'

/** In two parts, so that virus scanners do not report this file. */
const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-', 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')
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

describe('many entries in a small file', () => {
  const entries = Object.fromEntries(Array.from({ length: 6_000 }, (_, index) => [`${index}`, '']))

  const nupkg = nugetPackage({ name: 'a', version: '1.0.0', files: entries })

  test('are searched by the thread, and nobody waits', async () => {
    const found = findMalware(zip({ 'a.zip': zip({ ...entries, 'a.com': eicar }) }), defaultLimits)
    expect(await turnsDuring(found)).toBeGreaterThan(500)
    expect(await found).toBe(true)
  })

  test('are read by the thread, and nobody waits', async () => {
    const read = reading(nupkg)
    expect(await turnsDuring(read)).toBeGreaterThan(500)
    expect(await read).toMatchObject({ ok: true, facts: { numFiles: 6_003 } })
  })

  test('beyond the limit are refused by it, and not by how many are looked at at once', async () => {
    const limited = (most: number) => reading(nupkg, { ...defaultLimits, entries: most })
    expect(await limited(100)).toMatchObject({ reason: expect.stringContaining('more than the 100 entries allowed') })
    expect(await limited(5_500)).toMatchObject({ reason: expect.stringContaining('more than the 5500 entries allowed') })
  })
})
