import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Kind } from './took.ts'

const mebibyte = 2 ** 20

/** Writes a package with so many MiB of noise, which nothing compresses. */
export async function writeFileOf(kind: Kind, mebibytes: number, path: string): Promise<void> {
  const target = createWriteStream(path)
  if (kind === 'raw') await pipeline(Readable.from(noise(mebibytes)), target)
  else await pipeline(Readable.from(tarball(mebibytes)), createGzip({ level: 1 }), target)
}

function* noise(mebibytes: number): Generator<Uint8Array> {
  for (let index = 0; index < mebibytes; index++) {
    yield createHash('shake256', { outputLength: mebibyte }).update(String(index)).digest()
  }
}

function* tarball(mebibytes: number): Generator<Uint8Array> {
  const manifest = Buffer.from(JSON.stringify({ name: 'big', version: '1.0.0' }).padEnd(512))
  yield header('package/package.json', manifest.length)
  yield manifest
  yield header('package/noise', mebibytes * mebibyte)
  yield* noise(mebibytes)
  yield new Uint8Array(1024)
}

function header(path: string, size: number): Uint8Array {
  const block = Buffer.alloc(512)
  block.write(path, 0)
  block.write('0000644\0', 100)
  block.write(size.toString(8).padStart(11, '0'), 124)
  block.write('00000000000\0        0', 136)
  block.write('ustar\u000000', 257)
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return block
}
