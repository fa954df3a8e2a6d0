import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { expect, test } from 'vitest'
import { containsMalware } from '../../src/catalogue/malware.ts'
import { readPackage } from '../../src/catalogue/read-package.ts'
import { tar } from '../../src/format/archive-writers.ts'

const mebibyte = 2 ** 20

/** Most additional memory, including pieces that are not yet collected: less than half of what the archive unpacks to. */
const mostMemory = 100 * mebibyte

/** A source distribution with 240 MiB of text, which is compressed to a tenth, piece by piece. */
function* sdist(): Generator<Uint8Array> {
  const manifest = tar({ 'a-1.0/PKG-INFO': 'Metadata-Version: 2.1\nName: a\nVersion: 1.0\n' })
  yield manifest.subarray(0, -1024)
  const piece = tar({ 'a-1.0/text': new Uint8Array(8 * mebibyte) }).subarray(0, -1024)
  for (let index = 0; index < 30; index++) {
    for (let at = 512; at < piece.length; at += mebibyte) {
      const noise = createHash('shake256', { outputLength: 100_000 }).update(`${index} ${at}`).digest()
      piece.set(noise, at)
    }
    yield piece.slice()
  }
  yield new Uint8Array(1024)
}

/** Peak resident memory during some work, in addition to what there was before. */
async function memoryOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage.rss()
  let most = before
  const watching = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss())
  }, 5)
  await work()
  clearInterval(watching)
  return Math.max(most, process.memoryUsage.rss()) - before
}

test('a quarter of a gigabyte in a tarball is read and searched in little memory', { timeout: 300_000 }, async () => {
  const bytes = await pipeline(sdist, createGzip({ level: 1 }), buffer)
  expect(bytes.length).toBeLessThan(50 * mebibyte)
  const file = { filename: 'a-1.0.tar.gz', bytes: new Uint8Array(bytes) }

  expect(await memoryOf(() => containsMalware(file.bytes))).toBeLessThan(mostMemory)
  const reading = readPackage('python', { file, extra: {}, fields: {} })
  expect(await memoryOf(() => reading)).toBeLessThan(mostMemory)
  expect(await reading).toMatchObject({ ok: true, facts: { name: 'a', numFiles: 31 } })
})
