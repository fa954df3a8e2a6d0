import { createHash } from 'node:crypto'
import zlib from 'node:zlib'
import fc from 'fast-check'
import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { readTar, readZip } from '../files/archive.ts'
import { unpackWhole } from '../files/compression.ts'
import { defaultLimits } from '../files/limits.ts'
import { ar, gzip, tar, zip } from '../format/archive-writers.ts'
import {
  agentSkill,
  alpinePackage,
  cargoCrate,
  cocoapodsPod,
  composerPackage,
  conanPackage,
  condaPackage,
  cranPackage,
  dartPackage,
  debPackage,
  dockerImage,
  goModule,
  helmChart,
  hexPackage,
  luarocksRock,
  mavenJar,
  mcpBundle,
  nixArchive,
  npmPackage,
  nugetPackage,
  type PackageFixture,
  p2Bundle,
  pythonSdist,
  pythonWheel,
  rpmPackage,
  rubyGem,
  swiftPackage,
  terraformModule,
  vagrantBox,
  vsxExtension,
} from '../testing.ts'
import { containsMalware } from './malware.ts'
import { factsOf, readFixture, reasonOf } from './read-fixture.ts'
import { unreadableReason } from './read-package.ts'

const named = { name: 'a', version: '1.0.0' }

/** Formats that are compressed or checksummed as a whole, so that nothing can be missing or changed unnoticed. */
const sealed: readonly PackageFixture[] = [
  npmPackage({ ...named, license: 'MIT' }),
  pythonWheel(named),
  pythonSdist(named),
  { ...mavenJar({ groupId: 'g', artifactId: 'a', version: '1' }), extra: {} },
  nugetPackage(named),
  debPackage(named),
  alpinePackage(named),
  cargoCrate(named),
  cocoapodsPod(named),
  composerPackage({ ...named, name: 'acme/a' }),
  conanPackage(named),
  condaPackage(named),
  cranPackage(named),
  dartPackage(named),
  goModule({ name: 'a', version: 'v1.0.0' }),
  helmChart(named),
  luarocksRock({ ...named, version: '1.0-1' }),
  rpmPackage(named),
  swiftPackage({ ...named, scope: 'acme' }),
  terraformModule(named),
  vagrantBox(named),
  agentSkill(named),
  mcpBundle(named),
  p2Bundle(named),
  { ...nixArchive(named), fields: {} },
  vsxExtension(named),
]

/** Uncompressed tar archives end with empty blocks, which may be missing; the name of an image has no checksum. */
const gem = rubyGem(named)
const unsealed = [gem, hexPackage(named)]
const image = dockerImage({ name: 'a' })
const fixtures = [...sealed, ...unsealed, image]

const anyFixture = fc.constantFrom(...fixtures)
const anyPart = fc.double({ min: 0, max: 0.999, noNaN: true })
const cut = (fixture: PackageFixture, part: number) => ({
  ...fixture,
  bytes: fixture.bytes.subarray(0, Math.floor(fixture.bytes.length * part)),
})
const failure = { ok: false, reason: expect.stringMatching(new RegExp(`^${unreadableReason}: .+`)) }

/** The fixture of a format, with other bytes. */
function like(format: string, bytes: Uint8Array): PackageFixture {
  const fixture = fixtures.find((each) => each.format === format)
  if (!fixture) throw new Error(`there is no fixture of ${format}`)
  return { ...fixture, bytes }
}

const hexParts = (text: string) => ({ VERSION: '3', 'metadata.config': text, 'contents.tar.gz': '' })
const hexSum = (text: string) => createHash('sha256').update(`3${text}`).digest('hex')

/** Packages whose manifest is the given text. */
const withManifest: ((text: string) => PackageFixture)[] = [
  (text) => like('npm', tar({ 'package/package.json': text })),
  (text) => like('python', zip({ 'a-1.0.0.dist-info/METADATA': text, 'a-1.0.0.dist-info/WHEEL': 'Wheel-Version: 1.0' })),
  (text) => like('nuget', zip({ 'A.nuspec': text })),
  (text) => like('deb', ar({ 'debian-binary': '2.0\n', 'control.tar': tar({ control: `${text}\n` }), 'data.tar': '' })),
  (text) => like('ruby', tar({ 'metadata.gz': zlib.gzipSync(text), 'data.tar.gz': gzip(tar({})) })),
  (text) => like('cargo', gzip(tar({ 'a-1.0.0/Cargo.toml': text }))),
  (text) => like('composer', zip({ 'composer.json': text })),
  (text) => like('helm', gzip(tar({ 'a/Chart.yaml': text }))),
  (text) => like('dart', tar({ 'pubspec.yaml': text })),
  (text) => like('cran', tar({ 'a/DESCRIPTION': text })),
  (text) => like('alpine', Buffer.concat([gzip(tar({ '.PKGINFO': text })), gzip(tar({}))])),
  (text) => like('conda', zip({ 'info-a-1.0.0-0.tar.zst': tar({ 'info/index.json': text }) })),
  (text) => like('hex', tar({ ...hexParts(text), CHECKSUM: hexSum(text) })),
  (text) => like('luarocks', zip({ 'a-1.0-1.rockspec': text })),
  (text) => like('cocoapods', zip({ 'a.podspec.json': text })),
  (text) => like('docker', tar({ 'index.json': text })),
  (text) => like('docker', tar({ 'manifest.json': text })),
  (text) => like('vsx', zip({ 'extension/package.json': text })),
  (text) => like('vsx', zip({ 'extension/package.json': '{}', 'extension.vsixmanifest': text })),
  (text) => like('mcp', zip({ 'manifest.json': text })),
  (text) => like('mcp', new TextEncoder().encode(text)),
  (text) => like('p2', zip({ 'META-INF/MANIFEST.MF': text })),
  (text) => like('p2', zip({ 'feature.xml': text })),
  (text) => like('skills', zip({ 'a/SKILL.md': text })),
  (text) => like('nix', new TextEncoder().encode(text)),
  (text) => ({ ...like('vagrant', tar({ 'metadata.json': text })), fields: {} }),
]

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
      fc.asyncProperty(fc.constantFrom(...sealed), anyPart, async (fixture, part) => {
        expect(await readFixture(cut(fixture, part))).toEqual(failure)
      }),
    )
  })

  test('a tar archive cut short is itself, where only its end is missing, or unreadable', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...unsealed, image), anyPart, async (fixture, part) => {
        const reading = await readFixture(cut(fixture, part))
        expect(reading).toEqual(reading.ok ? await readFixture(fixture) : failure)
      }),
    )
  })

  test('a package with flipped bits is itself or unreadable, but never another package', async () => {
    const guarded = [...sealed, ...unsealed]
    const originals = new Map(await Promise.all(guarded.map(async (fixture) => [fixture, await readFixture(fixture)] as const)))
    const flips = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...guarded), flips, async (fixture, changes) => {
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
      { numRuns: 300 },
    )
  })

  test('an image with flipped bits keeps its digest or is unreadable', async () => {
    const { version } = await factsOf(image)
    await fc.assert(
      fc.asyncProperty(fc.nat(image.bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (position, mask) => {
        const bytes = image.bytes.with(position, (image.bytes[position] ?? 0) ^ mask)
        const reading = await readFixture({ ...image, bytes })
        expect(reading).toEqual(reading.ok ? { ok: true, facts: expect.objectContaining({ version }) } : failure)
      }),
    )
  })

  test('random text where a manifest should be', async () => {
    const manifest = fc.oneof(
      fc.string(),
      fc.json(),
      fc.stringMatching(/^(<[a-z]+>|<\/[a-z]+>|&[a-z]+;|[A-Z][a-z]+: .|\n){0,30}$/),
    )
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...withManifest), manifest, async (build, text) => {
        expect(await readFixture(build(text))).toEqual(failure)
      }),
      { numRuns: 300 },
    )
  })
})

describe('archives that unpack to more than they should', () => {
  const zeros = new Uint8Array(20 * 1024 * 1024)
  const zipBomb = (path: string) => zipSync({ [path]: [zeros, { level: 1 }] })

  test('a tarball of zeros is refused by its ratio', async () => {
    const bomb = { ...npmPackage({ name: 'a', version: '1.0.0' }), bytes: zlib.gzipSync(tar({ 'package/zeros': zeros })) }
    expect(await reasonOf(bomb)).toContain('the gzip stream unpacks to more than the 16777216 bytes allowed')
  })

  const tarBomb = zlib.gzipSync(tar({ 'a/zeros': zeros }))
  const bombs: [string, PackageFixture, Uint8Array][] = [
    ...[alpinePackage, cargoCrate, conanPackage, cranPackage, dartPackage, helmChart, terraformModule, vagrantBox].map(
      (build): [string, PackageFixture, Uint8Array] => [build.name, build(named), tarBomb],
    ),
    ['dockerImage', image, tarBomb],
    ['rubyGem', gem, tar({ 'metadata.gz': zlib.gzipSync(zeros), 'data.tar.gz': gzip(tar({})) })],
    ['condaPackage', condaPackage(named), zip({ 'info-a-1.0.0-0.tar.zst': zlib.zstdCompressSync(zeros) })],
    ['composerPackage', composerPackage(named), zipBomb('composer.json')],
    ['goModule', goModule({ name: 'a', version: 'v1.0.0' }), zipBomb('a@v1.0.0/go.mod')],
    ['swiftPackage', swiftPackage({ ...named, scope: 'a' }), zipBomb('a/Package.swift')],
    ['luarocksRock', luarocksRock(named), zipBomb('a.rockspec')],
    ['cocoapodsPod', cocoapodsPod(named), zipBomb('a.podspec.json')],
  ]

  test.each(bombs)('so is every other: %s', async (_, fixture, bytes) => {
    expect(await reasonOf({ ...fixture, bytes })).toMatch(/unpacks to more than the \d+ bytes allowed/)
  })

  test('an honest stream of the same size is not', async () => {
    const noise = createHash('shake256', { outputLength: 1024 * 1024 })
      .update('noise')
      .digest()
    const packed = zlib.gzipSync(tar({ noise, zeros: zeros.subarray(0, 17 * 1024 * 1024) }))
    expect((await readTar(packed, () => false)).count).toBe(2)
  })

  test('a zip bomb is refused when it is the manifest, and not unpacked when it is not', () => {
    const bomb = zipBomb('zeros.nuspec')
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
    await expect(unpackWhole(zstd, limits)).rejects.toThrow('the zstd stream unpacks to more than the 1000 bytes allowed')
    const xz = Buffer.from(
      '/Td6WFoAAATm1rRGAgAhARwAAAAQz1jM4Cf/AJ9dABcLyOfZ5dHD1ZV9QtvcDlxs1FkS8hVsMbzy0A5+NN5ihc1+QD4Sp95k5HX2' +
        'KEltec8h41XFVA5SgC8JEZSyVe+GlyB8fCa6w1B03bu2gTpAY+ib3wt6lEkbGpjpzoR5CmIoCzDzrnQ8nxrA8gqPEIaK0pydWZg+' +
        'xT7HEgw5cxSzYI3yigwna7vuwDnquuWOBmdlJGfg/B1ghxOul/+w4QAAu0ECAuwp2aMAAbsBgFAAAFCG3Q+xxGf7AgAAAAAEWVo=',
      'base64',
    )
    await expect(unpackWhole(xz, limits)).rejects.toThrow('the xz stream unpacks to more than the 1000 bytes allowed')
    expect(await unpackWhole(xz)).toHaveLength(10240)
  })

  test('more entries than allowed', async () => {
    const files = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`f${index}`, '']))
    const limits = { ...defaultLimits, entries: 10 }
    await expect(readTar(tar(files), () => false, { limits })).rejects.toThrow('more than the 10 entries allowed')
    expect(() => readZip(zip(files), () => false, limits)).toThrow('more than the 10 entries allowed')
  })
})

test('a manifest of many keys takes time in proportion', async () => {
  const keys = Array.from({ length: 15_000 }, (_, index) => `k${index}: x\n`)
  const bytes = gzip(tar({ 'pubspec.yaml': `name: a\nversion: 1.0.0\n${keys.join('')}` }))
  expect(await factsOf({ ...dartPackage(named), bytes })).toMatchObject({ name: 'a' })
})

test('a manifest of one thing over and over is refused at once', async () => {
  const pieces = [
    ' ',
    '\n',
    '.',
    '[',
    '[[',
    '{',
    '"',
    '-- ',
    '--[[',
    '%',
    '/',
    ':',
    '\\',
    '(',
    'a',
    '- ',
    'a: ',
    '&a ',
    '*a ',
    '<a>',
  ]
  for (const build of withManifest) {
    for (const piece of pieces) expect(await readFixture(build(piece.repeat(3_000)))).toEqual(failure)
  }
})

test('whether there is malware in it is never a question that fails', async () => {
  const changes = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(anyFixture, fc.double({ min: 0, max: 1, noNaN: true }), changes, async (fixture, part, flips) => {
      const bytes = cut(fixture, part).bytes.slice()
      for (const [position, mask] of flips) if (bytes.length > 0) bytes[position % bytes.length] = mask
      expect(await containsMalware(bytes)).toBe(false)
    }),
  )
})

test('a stored zip entry, which no decompressor checks, is held to its CRC-32', () => {
  const text = new TextEncoder().encode('<id>good</id>')
  const archive = zipSync({ 'a.nuspec': text }, { level: 0 })
  expect(readZip(archive, () => true).files.get('a.nuspec')).toEqual(text)
  archive.set(new TextEncoder().encode('evil'), Buffer.from(archive).indexOf('good'))
  expect(() => readZip(archive, () => true)).toThrow('a.nuspec is damaged: wrong CRC-32')
})

test('a zip entry with two names is refused', () => {
  const archive = zip({ 'a@v1.0.0/go.mod': 'module a' })
  archive.set(new TextEncoder().encode('evil'), Buffer.from(archive).lastIndexOf('a@v1'))
  expect(() => readZip(archive, () => true)).toThrow('evil.0.0/go.mod has another name in its local header')
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
    await expect(readTar(double, () => true)).rejects.toThrow('the archive contains package/package.json twice')
  })
})
