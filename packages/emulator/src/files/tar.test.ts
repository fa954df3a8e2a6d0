import { describe, expect, test } from 'vitest'
import { concat, tar } from '../format/archive-writers.ts'
import { readTar } from './archive.ts'
import { decodeUtf8 } from './text.ts'

const end = new Uint8Array(1024)
const encode = (text: string) => new TextEncoder().encode(text)

/** One entry as written by tar, optionally with the type and size of something else. */
function entry(name: string, content = '', { flag = '0', size = content.length, link = '' } = {}): Uint8Array {
  const bytes = tar({ [name.slice(0, 100)]: content }).subarray(0, -1024)
  bytes.set(encode(`${size.toString(8).padStart(11, '0')}\0`), 124)
  bytes.set(encode(flag), 156)
  bytes.set(encode(link), 157)
  const sum = bytes
    .subarray(0, 512)
    .fill(32, 148, 156)
    .reduce((total, byte) => total + byte, 0)
  bytes.set(encode(`${sum.toString(8).padStart(6, '0')}\0 `), 148)
  return bytes
}

function pax(records: Record<string, string>, flag = 'x'): Uint8Array {
  const lines = Object.entries(records).map(([key, value]) => {
    const rest = ` ${key}=${value}\n`
    const guess = rest.length + String(rest.length).length
    return `${rest.length + String(guess).length}${rest}`
  })
  return entry('PaxHeader', lines.join(''), { flag })
}

const archive = (...entries: Uint8Array[]) => concat([...entries, end])

/** The text of all files, by name. */
async function filesOf(bytes: Uint8Array) {
  const { files } = await readTar(bytes, () => true)
  return Object.fromEntries([...files].map(([path, content]) => [path, decodeUtf8(content)]))
}

describe('what all tools read', () => {
  const long = `${'deep/'.repeat(30)}x`

  test.each([
    ['a long name of pax', archive(pax({ mtime: '1.5', path: long }), entry('short', 'a')), { [long]: 'a' }],
    ['a long name of GNU', archive(entry('@LongLink', `${long}\0`, { flag: 'L' }), entry('short', 'a')), { [long]: 'a' }],
    ['a long link of GNU', archive(entry('@LongLink', `${long}\0`, { flag: 'K' }), entry('a', 'a')), { a: 'a' }],
    ['a comment for all entries, as git writes', archive(pax({ comment: 'c0ffee' }, 'g'), entry('a', 'a')), { a: 'a' }],
    [
      'a size in pax',
      archive(pax({ size: '3' }), entry('a', 'abc', { size: 0 }).slice(0, 512), entry('', 'abc').slice(512)),
      { a: 'abc' },
    ],
    ['contiguous and old files', archive(entry('a', 'a', { flag: '7' }), entry('b', 'b', { flag: '\0' })), { a: 'a', b: 'b' }],
    ['a folder with the size it had on disk', archive(entry('d/', '', { flag: '5', size: 4096 }), entry('a', 'a')), { a: 'a' }],
    ['a folder by its slash alone', archive(entry('d/'), entry('a', 'a')), { a: 'a' }],
    ['parts of a path that make no difference', archive(entry('.//a/./b', 'a')), { 'a/b': 'a' }],
    ['no blocks at the end', entry('a', 'a'), { a: 'a' }],
    ['one empty block at the end', concat([entry('a', 'a'), new Uint8Array(512)]), { a: 'a' }],
    ['something behind the end', archive(entry('a', 'a'), end, entry('b', 'b'), encode('rest')), { a: 'a' }],
  ])('%s', async (_, bytes, files) => {
    expect(await filesOf(bytes)).toEqual(files)
  })

  test('a sparse file is passed over with its map, however long', async () => {
    const sparse = entry('disk.img', '', { flag: 'S', size: 512 })
    sparse[482] = 1
    sparse.set(entry('disk.img', '', { flag: 'S', size: 512 }).subarray(148, 156), 148)
    sparse.set(encode(`${(Number.parseInt(decodeUtf8(sparse.subarray(148, 154)), 8) + 1).toString(8).padStart(6, '0')}`), 148)
    const map = new Uint8Array(512)
    map[504] = 1
    const bytes = archive(sparse, map, new Uint8Array(512), new Uint8Array(512).fill(120), entry('a', 'a'))
    expect((await readTar(bytes, (path) => path === 'a')).files.size).toBe(1)
  })
})

describe('what tools take differently is refused', () => {
  const other = entry('a', 'evil')
  test.each([
    [
      'a link with contents, which may be entries',
      archive(entry('l', '', { flag: '2', size: 1024 }), other),
      'takes? differently',
    ],
    ['a hard link with contents', archive(entry('l', '', { flag: '1', size: 1024 }), other), 'readers take differently'],
    ['entries after a lone empty block', concat([entry('a', 'a'), new Uint8Array(512), other]), 'goes on after an empty block'],
    ['a path for all entries at once', archive(pax({ path: 'a' }, 'g'), entry('b')), 'sets path for all entries at once'],
    [
      'a name from pax and another from GNU',
      archive(pax({ path: 'a' }), entry('L', 'b\0', { flag: 'L' }), entry('c')),
      'sets path twice',
    ],
    ['a link where the wanted file should be', archive(entry('a', '', { flag: '1', link: 'b' })), 'a is a link in the archive'],
    ['a symbolic link over the wanted file', archive(entry('a', 'a'), entry('a', '', { flag: '2', link: 'b' })), 'a is a link'],
    ['a type that nobody knows', archive(entry('a', 'a', { flag: 'Z' })), 'a is a special file in the archive'],
    ['a sparse file that pax calls by another name', archive(pax({ 'GNU.sparse.name': 'a' }), entry('b')), 'a is a special file'],
    ['the same file twice', archive(entry('a', 'a'), entry('./a', 'b')), 'the archive contains a twice'],
    [
      'a record of pax that is longer than it',
      archive(entry('p', '99 path=a\n', { flag: 'x' }), entry('b')),
      'header that is damaged',
    ],
    [
      'an extended header of more than a mebibyte',
      archive(pax({ path: 'a'.repeat(2 ** 20) }), entry('b')),
      '1048576 bytes allowed',
    ],
    ['a record of pax without a length', archive(entry('p', 'path=a\n', { flag: 'x' }), entry('b')), 'header that is damaged'],
  ])('%s', async (_, bytes, reason) => {
    await expect(readTar(bytes, (path) => path === 'a')).rejects.toThrow(new RegExp(reason))
  })

  test('a link where a client knows no links, as in images', async () => {
    const bytes = archive(entry('a', '', { flag: '2', link: 'b' }), entry('b', 'b'))
    expect((await readTar(bytes, () => true, { skipsLinks: true })).files.size).toBe(1)
  })

  test('a link that nobody asks for is passed over', async () => {
    const bytes = archive(entry('l', '', { flag: '2', link: '/etc/passwd' }), entry('a', 'a'))
    expect((await readTar(bytes, (path) => path === 'a')).count).toBe(1)
  })
})

test.each([
  ['in a header', entry('a', 'a').subarray(0, 400), 'cut short in a header'],
  ['in a file', entry('a', 'a').subarray(0, 700), 'cut short in "a"'],
  ['with a size beyond its end', archive(entry('a', '', { size: 1e6 })), 'cut short in "a"'],
])('an archive that ends %s is cut short', async (_, bytes, reason) => {
  await expect(readTar(bytes, () => true)).rejects.toThrow(reason)
})
