import fc from 'fast-check'
import { expect, test } from 'vitest'
import { concat, tar, toBytes } from '../format/archive-writers.ts'
import { exactly, feed, type Parser, parseWhole, passOn } from './parser.ts'
import { tarParser } from './tar.ts'

/** The pieces that bytes are cut into. */
const piecesOf = (bytes: Uint8Array, cuts: readonly number[]) => {
  const places = [0, ...cuts.map((at) => at % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length]
  return places.slice(1).map((end, index) => bytes.subarray(places[index], end))
}

/** Contents by name of the files in a tar archive that arrives in pieces. */
function filesOf(pieces: readonly Uint8Array[]): Record<string, string> {
  const files: Record<string, string> = {}
  const { write, end } = feed(
    tarParser(({ name }) => {
      const all: Uint8Array[] = []
      return { write: (piece) => all.push(new Uint8Array(piece)), end: () => (files[name] = Buffer.from(concat(all)).toString()) }
    }),
  )
  for (const piece of pieces) {
    const passing = Buffer.from(piece)
    write(passing)
    // Simulates that its memory is reused.
    passing.fill(255)
  }
  end()
  return files
}

test('a tar archive is the same in whatever pieces it comes', () => {
  const files = { a: 'a', empty: '', long: 'x'.repeat(2000), [`${'deep/'.repeat(40)}b`.slice(0, 99)]: 'b'.repeat(512) }
  const bytes = tar(files)
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 30 }), (cuts) => {
      expect(filesOf(piecesOf(bytes, cuts))).toEqual(files)
    }),
  )
})

test('the first piece of something long tells what it is of, however small the pieces are that come', () => {
  const bytes = toBytes('x'.repeat(2000))
  const lengths: number[] = []
  const { write, end } = feed(passOn(1500, { write: ({ length }) => lengths.push(length) }))
  for (const byte of piecesOf(bytes, Array.from(bytes.keys()))) write(byte)
  end()
  expect(lengths[0]).toBe(512)
  expect(lengths.reduce((sum, length) => sum + length)).toBe(1500)
})

test('what is in memory comes as one piece, which is not copied', () => {
  const bytes = toBytes('x'.repeat(2000))
  const pieces: Uint8Array[] = []
  parseWhole(passOn(1500, { write: (piece) => pieces.push(piece) }), bytes)
  expect(pieces.map(({ buffer, length }) => [buffer === bytes.buffer, length])).toEqual([[true, 1500]])
})

test('at the end there is less than a parser waits for, and then nothing', () => {
  function* lengths(): Parser<number[]> {
    return [(yield* exactly(4)).length, (yield* exactly(4)).length, (yield* exactly(4)).length]
  }
  expect(parseWhole(lengths(), new Uint8Array(6))).toEqual([4, 2, 0])
})
