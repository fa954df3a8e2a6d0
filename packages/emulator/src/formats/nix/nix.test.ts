import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { factsOf, reasonOf } from '../../catalogue/read-fixture.ts'
import { concat, gzip } from '../../format/archive-writers.ts'
import { nixArchive, word } from './build.ts'

const made = nixArchive({ name: 'hello', version: '2.12' })

const store = '7vaww7hmcr6jzw8sc7fjb6w8jfv4ic0d'
const path = `StorePath: /nix/store/${store}-hello-2.12`

const telling = (text: string) => ({
  ...made,
  fields: {},
  filename: `${'0'.repeat(52)}.nar.xz`,
  extra: { narinfo_file: { filename: 'a.narinfo', bytes: new TextEncoder().encode(text) } },
})

test('an archive is called as its path in the store, whatever its own name is', async () => {
  const factsAt = (name: string) =>
    factsOf(telling(`URL: nar/a.nar.xz\nStorePath: /nix/store/${store}-${name}\nCompression: xz\n`))
  expect(await factsAt('hello-2.12-static')).toMatchObject({ name: 'hello', version: '2.12-static' })
  expect(await factsAt('gcc-wrapper-13.3.0')).toMatchObject({ name: 'gcc-wrapper', version: '13.3.0' })
  expect(await factsAt('source')).toMatchObject({ name: 'source' })
})

test('what was built is read back, with what a binary cache tells of it and without', async () => {
  expect(await factsOf(made)).toMatchObject({ name: 'hello', version: '2.12' })
  expect(await factsOf({ ...made, extra: {}, fields: {} })).toMatchObject({ name: 'hello', version: '2.12' })
  expect(await factsOf({ ...made, fields: { version: '3' } })).toMatchObject({ name: 'hello', version: '3' })
})

test('older clients call the field otherwise', async () => {
  const { narinfo_file } = made.extra
  if (narinfo_file === undefined) throw new Error('unreachable: it was made')
  const filename = `${'0'.repeat(52)}.nar`
  expect(await factsOf({ ...made, filename, extra: { narinfo: narinfo_file } })).toMatchObject({ name: 'hello' })
})

test('what tells of no path in a store is refused', async () => {
  for (const text of ['', 'StorePath: hello', 'StorePath: /nix/store/hello-1.0', 'URL: nar/a.nar'])
    expect(await reasonOf(telling(text))).toContain('a.narinfo does not describe exactly one store path')
  expect(await reasonOf(telling(`${path}\n${path}\n`))).toContain('does not describe exactly one')
})

test('what a path refers to is what it depends on', async () => {
  const other = '00000000000000000000000000000000'
  const facts = await factsOf(telling(`${path}\nReferences: ${store}-hello-2.12 ${other}-glibc-2.40-36 ${other}-source\n`))
  expect(facts.dependencies).toEqual([
    { name: 'glibc', operator: '=', version: '2.40-36', dep_type: 'Depends' },
    { name: 'source', operator: null, version: null, dep_type: 'Depends' },
  ])
})

describe('sizes and hashes that a binary cache tells of', () => {
  const digest = createHash('sha256').update(made.bytes).digest()
  /** Computed by Nix itself. */
  const base32 = '04zwf782yjwnh3q6hz5izfd6jyip8kgw6g6yj43fiqhbyhdd0dqw'

  test('may be written as Nix does, in hexadecimal and in Base64', async () => {
    for (const hash of [`sha256:${base32}`, `sha256:${digest.toString('hex')}`, `sha256-${digest.toString('base64')}`])
      expect(await factsOf(telling(`${path}\nNarHash: ${hash}\nNarSize: ${made.bytes.length}\n`))).toMatchObject({ numFiles: 1 })
  })

  test('are of the archive as it came, and as it unpacks', async () => {
    const bytes = gzip(made.bytes)
    const file = createHash('sha256').update(bytes).digest('hex')
    const text = `${path}\nFileHash: sha256:${file}\nFileSize: ${bytes.length}\nNarHash: sha256:${base32}\n`
    expect(await factsOf({ ...telling(text), bytes })).toMatchObject({ name: 'hello' })
    expect(await reasonOf({ ...telling(text.replace('FileHash', 'NarHash')), bytes })).toContain(
      'but the archive another SHA-256',
    )
  })

  test.each([
    ['FileSize: 1', 'a.narinfo has FileSize 1, but the archive'],
    ['NarSize: 1', 'a.narinfo has NarSize 1, but the archive'],
    [`NarHash: sha256:${'0'.repeat(52)}`, 'but the archive another SHA-256'],
  ])('%s of another archive is refused', async (line, reason) => {
    expect(await reasonOf(telling(`${path}\n${line}\n`))).toContain(reason)
  })
})

describe('an archive', () => {
  const nar = (...words: string[]) => ({ ...made, extra: {}, bytes: concat(words.map(word)) })
  const file = (name: string) => ['entry', '(', 'name', name, 'node', '(', 'type', 'regular', 'contents', 'x', ')', ')']
  const folder = (...names: string[]) => nar('nix-archive-1', '(', 'type', 'directory', ...names.flatMap(file), ')')

  test('is read from end to end', async () => {
    expect(await factsOf(folder('a', 'b'))).toMatchObject({ numFiles: 2 })
    const others = ['(', 'type', 'regular', 'executable', '', 'contents', 'x', ')', ')', 'entry', '(', 'name', 'b', 'node']
    const link = ['(', 'type', 'symlink', 'target', '/bin/sh', ')', ')']
    const mixed = nar('nix-archive-1', '(', 'type', 'directory', 'entry', '(', 'name', 'a', 'node', ...others, ...link, ')')
    expect(await factsOf(mixed)).toMatchObject({ numFiles: 2 })
  })

  test('that only Nix unpacks is what is told of it', async () => {
    const bytes = new Uint8Array([1, 2, 3])
    expect(await factsOf({ ...telling(`${path}\nCompression: br\n`), bytes })).toMatchObject({ name: 'hello', version: '2.12' })
    expect(await reasonOf({ ...telling(`${path}\nCompression: none\n`), bytes })).toContain('damaged or cut short at byte 0')
  })

  test.each([
    ['of another kind', nar('nix-archive-2'), 'damaged or cut short at byte'],
    ['cut short', { ...made, bytes: made.bytes.subarray(0, -8), extra: {} }, 'damaged or cut short at byte'],
    ['with something behind it', { ...made, bytes: concat([made.bytes, word('x')]), extra: {} }, 'damaged or cut short at byte'],
    ['with a name twice', folder('a', 'a'), 'has the name "a" where none such may be'],
    ['out of order', folder('b', 'a'), 'has the name "a" where none such may be'],
    ['with a path for a name', folder('../a'), 'has the name "../a" where none such may be'],
    ['with a device', nar('nix-archive-1', '(', 'type', 'device', ')'), 'damaged or cut short at byte'],
  ])('%s is refused', async (_, fixture, reason) => {
    expect(await reasonOf(fixture)).toContain(reason)
  })
})
