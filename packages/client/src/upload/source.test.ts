import { createReadStream } from 'node:fs'
import { expect, test } from 'vitest'
import { InvalidRequestError } from '../errors/base.ts'
import { nameFile } from './source.ts'

test.each<[string, unknown, RegExp]>([
  ['a path', './x.tgz', /^file is a string.*await fileFromPath\(path\), from @cloudsmith-sdk\/client\/node.*openAsBlob/],
  ['a promise of a file, for want of an await', Promise.resolve(new Blob(['x'])), /^file is a promise: await it/],
  ['a stream of Node', createReadStream(import.meta.filename), /^file is a Node stream: pass Readable\.toWeb.*fileFromPath/],
  ['nothing', undefined, /^file is missing: pass a Blob.*fileFromPath/],
  ['null', null, /^file is null/],
  ['an object', { path: 'x.tgz' }, /^file is of type object/],
  ['a list of numbers', [1, 2, 3], /^file is of type object/],
  ['a number', 7, /^file is of type number/],
])('%s is not published as the file, and the message says what to pass', (_, input, message) => {
  const name = () => nameFile('file', input as Blob, 'x.tgz')
  expect(name).toThrow(InvalidRequestError)
  expect(name).toThrow(message)
})

test('a stream that is already being read is told', () => {
  const stream = new Blob(['x']).stream()
  stream.getReader()
  expect(() => nameFile('file', stream, 'x.tgz')).toThrow('file is a stream that is already being read.')
})

test.each<[string, unknown]>([
  ['a Blob', new Blob(['abc'])],
  ['bytes', new TextEncoder().encode('abc')],
  ['a window of other bytes', new TextEncoder().encode('xabcx').subarray(1, 4)],
  ['a buffer', new TextEncoder().encode('abc').buffer],
  ['a Buffer', Buffer.from('abc')],
  ['a view', new DataView(new TextEncoder().encode('abc').buffer)],
  ['a stream', new Blob(['abc']).stream()],
])('%s is taken, with its digest', async (_, input) => {
  const { source, sha256 } = nameFile('file', input as Blob, 'x.tgz')
  const chunks: Uint8Array<ArrayBuffer>[] = []
  for await (const chunk of source instanceof Blob ? source.stream() : source) chunks.push(new Uint8Array(chunk))
  expect(await new Blob(chunks).text()).toBe('abc')
  expect(await sha256()).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})
