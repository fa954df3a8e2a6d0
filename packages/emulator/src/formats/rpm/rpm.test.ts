import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { hasCommand, succeeds } from '../../catalogue/has-command.ts'
import { factsOf, readFixture, reasonOf } from '../../catalogue/read-fixture.ts'
import { concat, gzip } from '../../format/archive-writers.ts'
import { rpmPackage } from './build.ts'
import { cpio } from './cpio-writer.ts'
import { type RpmValue, rpmHeader } from './header-writer.ts'

const small = rpmPackage({ name: 'a', version: '1' })

/** Changes a package's bytes at an offset from some text in it. */
function altered(at: string, offset: number, bytes: readonly number[]) {
  const copy = small.bytes.slice()
  copy.set(bytes, Buffer.from(copy).indexOf(at) + offset)
  return { ...small, bytes: copy }
}

function flipLast(bytes: Uint8Array) {
  return bytes.with(-1, (bytes.at(-1) ?? 0) ^ 1)
}

test('a package that was built is read back', async () => {
  const facts = await factsOf(
    rpmPackage({
      name: 'acme-api',
      version: '1.2',
      release: '3.el9',
      epoch: 1,
      architecture: 'x86_64',
      license: 'ASL 2.0',
      description: 'An API.',
      requires: { glibc: '>= 2.17', bash: '', old: '< 2', 'rpmlib(CompressedFileNames)': '<= 3.0.4-1' },
      distribution: 'el/9',
      files: { 'usr/bin/acme': '#!/bin/sh\n', 'usr/share/acme/data': 'data' },
    }),
  )
  expect(facts).toEqual({
    name: 'acme-api',
    version: '1:1.2-3.el9',
    release: '3.el9',
    epoch: 1,
    license: 'ASL 2.0',
    summary: 'An API.',
    description: 'An API.',
    architectures: ['x86_64'],
    dependencies: [
      { name: 'glibc', operator: '>=', version: '2.17', dep_type: 'Requires' },
      { name: 'bash', operator: null, version: null, dep_type: 'Requires' },
      { name: 'old', operator: '<', version: '2', dep_type: 'Requires' },
    ],
    identifiers: {},
    numFiles: 2,
    typeDisplay: 'el/9',
  })
})

test('without an epoch, the version has none', async () => {
  expect(await factsOf(small)).toMatchObject({ version: '1-1', release: '1', epoch: undefined, architectures: ['noarch'] })
})

test.each([
  ['no RPM package', { ...small, bytes: new TextEncoder().encode('x'.repeat(200)) }, 'not an RPM package'],
  ['a lead alone', { ...small, bytes: small.bytes.subarray(0, 96) }, 'damaged or cut short'],
  ['no payload', { ...small, bytes: small.bytes.subarray(0, -20) }, 'is cut short'],
  [
    'another payload than was signed',
    { ...small, bytes: flipLast(small.bytes) },
    'the package has another md5 than the RPM package says',
  ],
  [
    'another header than was signed',
    altered('a-1-1.src.rpm', 0, [0x62]),
    'the header has another sha256 than the RPM package says',
  ],
])('%s is unreadable', async (_, fixture, reason) => {
  expect(await reasonOf(fixture)).toContain(reason)
})

test('a header that claims four billion entries is refused at once', async () => {
  const bytes = small.bytes.slice()
  bytes.fill(0xff, 96 + 8, 96 + 16)
  expect(await reasonOf({ ...small, bytes })).toContain('damaged or cut short')
})

describe('a package made by hand', () => {
  type Values = Record<number, RpmValue>
  const text = (value: string): RpmValue => ({ type: 6, values: [value] })
  const texts = (...values: string[]): RpmValue => ({ type: 8, values })
  const numbers = (...values: number[]): RpmValue => ({ type: 4, values })
  const digest = (algorithm: string, bytes: Uint8Array) => createHash(algorithm).update(bytes)
  const payload = gzip(cpio({}))
  const payloadDigest = { 5092: texts(digest('sha256', payload).digest('hex')), 5093: numbers(8) }
  const named = {
    1000: text('a'),
    1001: text('1'),
    1002: text('1'),
    1021: text('linux'),
    1022: text('noarch'),
    1044: text('a-1-1.src.rpm'),
  }

  const without = (values: Values, ...tags: number[]): Values =>
    Object.fromEntries(Object.entries(values).filter(([tag]) => !tags.includes(Number(tag))))

  function made({
    change = {},
    drop = [],
    unsigned = [],
    lead = [],
  }: {
    change?: Values
    drop?: number[]
    unsigned?: number[]
    lead?: [number, number][]
  }) {
    const header = rpmHeader(63, without({ ...named, ...payloadDigest, ...change }, ...drop))
    const body = concat([header, payload])
    const sums: Values = {
      269: text(digest('sha1', header).digest('hex')),
      273: text(digest('sha256', header).digest('hex')),
      1004: { type: 7, values: [digest('md5', body).digest()] },
    }
    const signature = rpmHeader(62, without(sums, ...unsigned))
    const start = small.bytes.slice(0, 96)
    for (const [at, value] of lead) start[at] = value
    return { ...small, bytes: concat([start, signature, new Uint8Array(-signature.length & 7), body]) }
  }

  const all = [269, 273, 1004]
  const flipped = (unsigned: number[]) => {
    const fixture = made({ unsigned })
    return { ...fixture, bytes: flipLast(fixture.bytes) }
  }
  const read: [string, ReturnType<typeof made>][] = [
    ['no checksum of old', made({ unsigned: [269, 1004] })],
    ['no checksum of the payload alone', made({ drop: [5092, 5093] })],
    ['a lead of version 4', made({ lead: [[4, 4]] })],
    ['another name in the lead', made({ lead: [[10, 0x58]] })],
  ]
  const refused: [string, ReturnType<typeof made>, string][] = [
    ['a lead of version 2', made({ lead: [[4, 2]] }), 'the lead of the RPM package is damaged'],
    ['a lead without a signature behind it', made({ lead: [[79, 0]] }), 'the lead of the RPM package is damaged'],
    ['no checksums', made({ unsigned: all, drop: [5092, 5093] }), 'has no checksum of its header'],
    ['no checksum of the header', made({ unsigned: all }), 'has no checksum of its header'],
    ['no checksum of the payload', made({ unsigned: [1004], drop: [5092, 5093] }), 'has no checksum of its payload'],
    ['another payload', flipped([1004]), 'the payload has another sha256'],
    ...[1000, 1001, 1002, 1022].map((tag): [string, ReturnType<typeof made>, string] => [
      `no tag ${tag}`,
      made({ drop: [tag] }),
      'in the header is missing',
    ]),
    ['no operating system', made({ drop: [1021] }), 'the operating system in the header is missing'],
    ['two names', made({ change: { 1000: texts('a', 'b') } }), 'the tag 1000 of the RPM package is of another type'],
    ['an epoch in letters', made({ change: { 1003: text('1') } }), 'the tag 1003 of the RPM package is of another type'],
  ]

  test.each(read)('%s: read', async (_, fixture) => {
    expect(await factsOf(fixture)).toMatchObject({ name: 'a', version: '1-1' })
  })

  test.each(refused)('%s: refused', async (_, fixture, reason) => {
    expect(await reasonOf(fixture)).toContain(reason)
  })

  test.runIf(hasCommand('rpm'))('rpm agrees', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rpm-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    for (const [name, fixture] of [...read, ...refused]) {
      const path = join(folder, 'a.rpm')
      writeFileSync(path, fixture.bytes)
      const installs = ['--root', join(folder, 'root'), '-U', '--test', '--nodeps', '--ignorearch', '--ignoreos', path]
      const isTaken = succeeds('rpm', '-qp', path) && succeeds('rpm', ...installs)
      expect([name, (await readFixture(fixture)).ok]).toEqual([name, isTaken])
    }
  })

  test.each(['a b', 'a/b', '-a', 'a:b', 'ä', '../a'])('rpmbuild makes no package of the name %s', async (name) => {
    expect(await reasonOf(made({ change: { 1000: text(name) } }))).toContain('use letters, digits and -+._')
  })

  test.each(['1-2', '1 2', '1:2', '1/2'])('nor of the version %s', async (version) => {
    expect(await reasonOf(made({ change: { 1001: text(version) } }))).toContain('in its version: use letters, digits and +._~^')
  })

  test('a value that leads out of the header, and a tag that is there twice', async () => {
    const fixture = made({})
    const bytes = fixture.bytes.slice()
    const view = new DataView(bytes.buffer)
    // The first entry after that of the region.
    view.setUint32(96 + 16 + 16 + 8, 0x7fffffff)
    expect(await reasonOf({ ...fixture, bytes })).toContain('damaged or cut short')
    const twice = fixture.bytes.slice()
    new DataView(twice.buffer).setUint32(96 + 16 + 16, 273)
    expect(await reasonOf({ ...fixture, bytes: twice })).toContain('has the tag 273 twice')
  })

  const relations = async (change: Values) =>
    (await factsOf(made({ change }))).dependencies.map(({ dep_type, name, operator, version }) =>
      [dep_type, name, operator, version].filter((part) => part !== null).join(' '),
    )

  test('what it obsoletes, supplements and enhances; a caret is part of a version', async () => {
    const obsoletes = { 1090: texts('old'), 1114: numbers(2), 1115: texts('1:1^git-2') }
    const supplements = { 5052: texts('s'), 5054: numbers(0), 5053: texts('') }
    const enhances = { 5055: texts('e'), 5057: numbers(12), 5056: texts('3') }
    expect(await relations({ ...obsoletes, ...supplements, ...enhances })).toEqual([
      'Obsoletes old < 1:1^git-2',
      'Enhances s',
      'Enhances e >= 3',
    ])
  })

  test.each([
    ['(a >= 1:2 or b)', ['a >= 1:2', 'b']],
    ['(a if (b and c))', ['a']],
    ['(a if b else (c or perl(D::E)))', ['a', 'c', 'perl(D::E)']],
    ['(c1 < 2 unless c2)', ['c1 < 2']],
    ['(p with p(x)(64bit) < 2)', ['p', 'p(x)(64bit) < 2']],
    ['(a without (b or c))', ['a']],
    ['((a and b) or (c and d))', ['a', 'b', 'c', 'd']],
  ])('the rich dependency %s', async (rich, expected) => {
    const names = { 1049: texts(rich), 1048: numbers(0), 1050: texts('') }
    expect(await relations(names)).toEqual(expected.map((each) => `Requires ${each}`))
  })

  test.each(['(a', '(a))', '((a)', `(${'a '.repeat(3000)})`])('%s is no rich dependency', async (rich) => {
    const names = { 1049: texts(rich), 1048: numbers(0), 1050: texts('') }
    expect(await reasonOf(made({ change: names }))).toContain('does not close what it opens')
  })

  test('what a source package requires, it requires to be built', async () => {
    const names = { 1049: texts('gcc'), 1048: numbers(0), 1050: texts('') }
    const facts = await factsOf(made({ change: { ...names, 1054: texts('c'), 1053: numbers(0), 1055: texts('') }, drop: [1044] }))
    expect(facts.dependencies.map(({ dep_type }) => dep_type)).toEqual(['Build-Requires', 'Build-Conflicts'])
  })
})
