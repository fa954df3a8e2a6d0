import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { ar, gzip, tar, zip } from '../testing/archive-writers.ts'
import { debPackage, mavenJar, npmPackage, nugetPackage, type PackageFixture, pythonSdist, pythonWheel } from '../testing.ts'
import { readTar, readZip } from './archive.ts'
import { decompress } from './compression.ts'
import { defaultLimits } from './limits.ts'
import { readFixture, reasonOf } from './read-fixture.ts'
import { unreadableReason } from './read-package.ts'

const fixtures: readonly PackageFixture[] = [
  npmPackage({ name: 'a', version: '1.0.0', license: 'MIT' }),
  pythonWheel({ name: 'a', version: '1' }),
  pythonSdist({ name: 'a', version: '1' }),
  { ...mavenJar({ groupId: 'g', artifactId: 'a', version: '1' }), extra: {} },
  nugetPackage({ name: 'A', version: '1.0.0' }),
  debPackage({ name: 'a', version: '1' }),
]
const anyFixture = fc.constantFrom(...fixtures)
const failure = { ok: false, reason: expect.stringMatching(new RegExp(`^${unreadableReason}: .+`)) }

describe('bytes that are no package give a reason and never an exception', () => {
  test('random bytes', async () => {
    await fc.assert(
      fc.asyncProperty(anyFixture, fc.uint8Array({ maxLength: 2000 }), async (fixture, bytes) => {
        expect(await readFixture({ ...fixture, bytes })).toEqual(failure)
      }),
    )
  })

  test('a package cut short anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(anyFixture, fc.double({ min: 0, max: 0.999, noNaN: true }), async (fixture, part) => {
        const bytes = fixture.bytes.subarray(0, Math.floor(fixture.bytes.length * part))
        expect(await readFixture({ ...fixture, bytes })).toEqual(failure)
      }),
    )
  })

  test('a package with flipped bits is itself or unreadable, but never another package', async () => {
    const originals = new Map(await Promise.all(fixtures.map(async (fixture) => [fixture, await readFixture(fixture)] as const)))
    const flips = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(anyFixture, flips, async (fixture, changes) => {
        const bytes = fixture.bytes.slice()
        for (const [position, mask] of changes) bytes[position % bytes.length] = (bytes[position % bytes.length] ?? 0) ^ mask
        const reading = await readFixture({ ...fixture, bytes })
        if (reading.ok) {
          const { name, version } = reading.facts
          expect(originals.get(fixture)).toMatchObject({ facts: { name, version } })
        } else {
          expect(reading).toEqual(failure)
        }
      }),
    )
  })

  test('random text where a manifest should be', async () => {
    const wrap: ((text: string) => PackageFixture)[] = [
      (text) => ({ ...npmPackage({ name: 'a', version: '1.0.0' }), bytes: gzip(tar({ 'package/package.json': text })) }),
      (text) => ({ ...pythonWheel({ name: 'a', version: '1' }), bytes: zip({ 'a-1.dist-info/METADATA': text }) }),
      (text) => ({ ...nugetPackage({ name: 'A', version: '1.0.0' }), bytes: zip({ 'A.nuspec': text }) }),
      (text) => ({
        ...debPackage({ name: 'a', version: '1' }),
        bytes: ar({ 'debian-binary': '', 'control.tar': tar({ control: text }) }),
      }),
    ]
    const manifest = fc.oneof(
      fc.string(),
      fc.json(),
      fc.stringMatching(/^(<[a-z]+>|<\/[a-z]+>|&[a-z]+;|[A-Z][a-z]+: .|\n){0,30}$/),
    )
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...wrap), manifest, async (build, text) => {
        expect(await readFixture(build(text))).toEqual(failure)
      }),
    )
  })
})

describe('archives that unpack to more than they should', () => {
  const zeros = new Uint8Array(20 * 1024 * 1024)

  test('a tarball of zeros is refused by its ratio', async () => {
    const bomb = { ...npmPackage({ name: 'a', version: '1.0.0' }), bytes: gzip(tar({ 'package/zeros': zeros })) }
    expect(await reasonOf(bomb)).toContain('the gzip stream unpacks to more than the 16777216 bytes allowed')
  })

  test('an honest stream of the same size is not', async () => {
    const noise = createHash('shake256', { outputLength: 1024 * 1024 })
      .update('noise')
      .digest()
    const packed = gzip(tar({ noise, zeros: zeros.subarray(0, 17 * 1024 * 1024) }))
    expect((await readTar(packed, () => false)).count).toBe(2)
  })

  test('a zip bomb is refused when it is the manifest, and not unpacked when it is not', () => {
    const bomb = zip({ 'zeros.nuspec': zeros })
    expect(() => readZip(bomb, () => true)).toThrow('zeros.nuspec unpacks to more than the 8388608 bytes allowed')
    expect(readZip(bomb, () => false)).toEqual({ count: 1, files: new Map() })
  })

  test('many manifests share one budget', () => {
    const each = zeros.subarray(0, 3 * 1024 * 1024)
    expect(() => readZip(zip({ 'a.nuspec': each, 'b.nuspec': each, 'c.nuspec': each }), () => true)).toThrow(
      'c.nuspec unpacks to more',
    )
  })

  test.each([0, 6] as const)('a zip entry of level %i that understates its size is refused', (level) => {
    const liar = zipSync({ 'a.nuspec': zeros.subarray(0, 5000) }, { level })
    const directory = Buffer.from(liar).indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
    new DataView(liar.buffer).setUint32(directory + 24, 10, true)
    expect(() => readZip(liar, () => true)).toThrow('a.nuspec does not unpack to its declared size')
  })

  test('xz and zstd keep the same budget', async () => {
    const limits = { ...defaultLimits, unpacked: 1000 }
    const control = debPackage({ name: 'a', version: '1', compression: 'zst' }).bytes
    const zstd = control.subarray(Buffer.from(control).indexOf(Buffer.from([0x28, 0xb5, 0x2f, 0xfd])))
    await expect(decompress(zstd, limits)).rejects.toThrow('the zstd stream unpacks to more than the 1000 bytes allowed')
    const xz = Buffer.from(
      '/Td6WFoAAATm1rRGAgAhARwAAAAQz1jM4Cf/AJ9dABcLyOfZ5dHD1ZV9QtvcDlxs1FkS8hVsMbzy0A5+NN5ihc1+QD4Sp95k5HX2' +
        'KEltec8h41XFVA5SgC8JEZSyVe+GlyB8fCa6w1B03bu2gTpAY+ib3wt6lEkbGpjpzoR5CmIoCzDzrnQ8nxrA8gqPEIaK0pydWZg+' +
        'xT7HEgw5cxSzYI3yigwna7vuwDnquuWOBmdlJGfg/B1ghxOul/+w4QAAu0ECAuwp2aMAAbsBgFAAAFCG3Q+xxGf7AgAAAAAEWVo=',
      'base64',
    )
    await expect(decompress(xz, limits)).rejects.toThrow('the xz stream unpacks to more than the 1000 bytes allowed')
    expect(await decompress(xz)).toHaveLength(10240)
  })

  test('more entries than allowed', async () => {
    const files = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`f${index}`, '']))
    const limits = { ...defaultLimits, entries: 10 }
    await expect(readTar(tar(files), () => false, limits)).rejects.toThrow('more than the 10 entries allowed')
    expect(() => readZip(zip(files), () => false, limits)).toThrow('more than the 10 entries allowed')
  })
})

test('a stored zip entry, which no decompressor checks, is held to its CRC-32', () => {
  const text = new TextEncoder().encode('<id>good</id>')
  const archive = zipSync({ 'a.nuspec': text }, { level: 0 })
  expect(readZip(archive, () => true).files.get('a.nuspec')).toEqual(text)
  archive.set(new TextEncoder().encode('evil'), Buffer.from(archive).indexOf('good'))
  expect(() => readZip(archive, () => true)).toThrow('a.nuspec is damaged: wrong CRC-32')
})

describe('archives with a trick in their paths', () => {
  const escapes = ['../../etc/passwd', '/etc/passwd', 'a/../../b', '..\\..\\b', 'C:\\b', './../b', 'c:b']

  test.each(escapes)('%s leads outside, so the whole archive is refused', async (path) => {
    await expect(readTar(tar({ [path]: '', 'package/package.json': '{}' }), () => false)).rejects.toThrow('leads outside')
    expect(() => readZip(zip({ [path]: '' }), () => false)).toThrow('leads outside')
  })

  test.each(['..a/b..', 'a..b', './a', '.hidden'])('%s does not', async (path) => {
    expect((await readTar(tar({ [path]: '' }), () => false)).count).toBe(1)
    expect(readZip(zip({ [path]: '' }), () => false).count).toBe(1)
  })

  test('a second manifest under the same path is refused', async () => {
    const double = tar({ 'package/package.json': '{"name":"good"}', './package/package.json': '{"name":"evil"}' })
    await expect(readTar(double, () => true)).rejects.toThrow('the same metadata file twice')
  })

  test('a link is not followed', async () => {
    const archive = tar({ 'package/package.json': '' })
    archive[156] = '2'.charCodeAt(0)
    archive.set(new TextEncoder().encode('/etc/passwd'), 157)
    const checksum = archive
      .subarray(0, 512)
      .fill(32, 148, 156)
      .reduce((sum, byte) => sum + byte, 0)
    archive.set(new TextEncoder().encode(`${checksum.toString(8).padStart(6, '0')}\0 `), 148)
    expect(await readTar(archive, () => true)).toEqual({ count: 0, files: new Map() })
  })
})
