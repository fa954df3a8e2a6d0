import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { concat, toBytes, zip } from '../format/archive-writers.ts'
import { readZip } from './archive.ts'
import { decodeUtf8 } from './text.ts'

const plain = zip({ 'a.txt': 'hello', 'b.txt': 'x'.repeat(1000) })
const script = toBytes('#!/bin/sh\nexec java -jar "$0"\n')
const comment = (archive: Uint8Array, text: string | Uint8Array) => {
  const bytes = concat([archive, toBytes(text)])
  new DataView(bytes.buffer).setUint16(archive.length - 2, bytes.length - archive.length, true)
  return bytes
}
const isA = (path: string) => path === 'a.txt'

function contentsOf(archive: Uint8Array) {
  const { count, files } = readZip(archive, isA)
  return [count, ...[...files.values()].map((content) => decodeUtf8(content))]
}

/** Changes the first record with a signature. */
function altered(archive: Uint8Array, signature: number, change: (record: DataView) => void): Uint8Array {
  const bytes = archive.slice()
  const at = Buffer.from(bytes).indexOf(Buffer.from([0x50, 0x4b, signature, signature + 1]))
  change(new DataView(bytes.buffer, at))
  return bytes
}

/** Moves the numbers of the end record and the first entry to zip64 records, as written by `zip -fz` and for more than 65,535 entries. */
function zip64(archive: Uint8Array): Uint8Array {
  const end = archive.length - 22
  const old = new DataView(archive.buffer, archive.byteOffset)
  const [count, size, offset] = [old.getUint16(end + 10, true), old.getUint32(end + 12, true), old.getUint32(end + 16, true)]
  const nameLength = old.getUint16(offset + 28, true)
  const name = archive.slice(offset, offset + 46 + nameLength)
  const field = new DataView(new ArrayBuffer(28))
  field.setUint16(0, 1, true)
  field.setUint16(2, 24, true)
  for (const [index, at] of [24, 20, 42].entries()) {
    field.setUint32(4 + 8 * index, old.getUint32(offset + at, true), true)
    new DataView(name.buffer).setUint32(at, 0xffffffff, true)
  }
  new DataView(name.buffer).setUint16(30, 28, true)
  const tail = new DataView(new ArrayBuffer(56 + 20 + 22))
  tail.setUint32(0, 0x06064b50, true)
  for (const [at, value] of [
    [24, count],
    [32, count],
    [40, size + 28],
    [48, offset],
  ] as const)
    tail.setUint32(at, value, true)
  tail.setUint32(56, 0x07064b50, true)
  tail.setUint32(64, end + 28, true)
  tail.setUint32(76, 0x06054b50, true)
  for (const at of [84, 86]) tail.setUint16(at, 0xffff, true)
  for (const at of [88, 92]) tail.setUint32(at, 0xffffffff, true)
  const rest = archive.slice(offset + 46 + nameLength, end)
  return concat([archive.slice(0, offset), name, new Uint8Array(field.buffer), rest, new Uint8Array(tail.buffer)])
}

describe('what zip tools read', () => {
  test.each([
    ['a comment', comment(plain, 'made by hand')],
    ['a launch script before it, that no offset counts', concat([script, plain])],
    ['something behind its end', concat([plain, toBytes('\n')])],
    ['zip64', zip64(plain)],
    ['zip64 behind a launch script', concat([script, zip64(plain)])],
    ['an archive of its own, stored as it is', zipSync({ 'a.txt': toBytes('hello'), 'lib.jar': plain }, { level: 0 })],
  ])('%s', (_, bytes) => {
    expect(contentsOf(bytes)).toEqual([2, 'hello'])
  })

  test('sizes that stand behind the contents, where it was written as a stream', () => {
    const streamed = altered(plain, 3, (local) => {
      local.setUint16(6, 8, true)
      for (const at of [14, 18, 22]) local.setUint32(at, 0, true)
    })
    expect(contentsOf(streamed)).toEqual([2, 'hello'])
  })
})

describe('what they refuse, or open as two archives, is refused', () => {
  const directory = (change: (record: DataView) => void) => altered(plain, 1, change)
  test.each([
    ['an encrypted entry, wanted or not', directory((entry) => entry.setUint16(8, 1, true)), 'a.txt is encrypted'],
    [
      'another method',
      directory((entry) => entry.setUint16(10, 14, true)),
      'compressed by method 14, which is not read: use deflate',
    ],
    ['an entry within another', directory((entry) => entry.setUint32(20, 400, true)), 'a.txt overlaps b.txt'],
    [
      'two entries of one name',
      Buffer.from(Buffer.from(plain).toString('latin1').replaceAll('b.txt', 'a.txt'), 'latin1'),
      'contains a.txt twice',
    ],
    ['a second end in the comment', comment(plain, plain.slice(-22)), 'the zip archive has two ends'],
    ['a second end in the middle of it', comment(plain, concat([toBytes('x'), plain.slice(-22), toBytes('x')])), 'has two ends'],
    ['more entries than counted', altered(plain, 5, (end) => end.setUint16(10, 1, true)), 'another size than its entries'],
    ['fewer entries than counted', altered(plain, 5, (end) => end.setUint16(10, 3, true)), 'damaged at entry 3'],
    ['a part of several', altered(plain, 5, (end) => end.setUint16(4, 1, true)), 'one part of several'],
    ['a start that was cut off', plain.slice(10), 'is not where its end says'],
    ['a zip64 locator that leads nowhere', zip64(plain).fill(0, -98, -94), 'not where its locator says'],
  ])('%s', (_, bytes, reason) => {
    expect(() => readZip(bytes, isA)).toThrow(reason)
  })
})
