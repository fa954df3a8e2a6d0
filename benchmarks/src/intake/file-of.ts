import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip, createZstdCompress } from 'node:zlib'
import type { Kind } from './took.ts'

const mebibyte = 2 ** 20

const npm = ['package/package.json', JSON.stringify({ name: 'big', version: '1.0.0' })] as const
const python = ['big-1.0.0/PKG-INFO', 'Metadata-Version: 2.1\nName: big\nVersion: 1.0.0\n\n'] as const

/** Writes a package with so many MiB in it. Where Node does not compress so, a program has to. */
export async function writeFileOf(kind: Kind, mebibytes: number, path: string): Promise<void> {
  const target = () => createWriteStream(path)
  if (kind === 'raw') await pipeline(Readable.from(noise(mebibytes)), target())
  else if (kind === 'zip') await writeZip(mebibytes, path)
  else if (kind === 'zstd') await pipeline(Readable.from(tarball(python, 'text', mebibytes)), createZstdCompress(), target())
  else if (kind === 'xz' || kind === 'bzip2') {
    await pipeline(Readable.from(tarball(python, 'text', mebibytes)), target())
    execFileSync(kind, ['-1', path])
    await rename(`${path}.${kind === 'xz' ? 'xz' : 'bz2'}`, path)
  } else {
    const tar = tarball(npm, { gzip: 'text', 'gzip of noise': 'noise', 'gzip of zip': 'noise.zip' }[kind], mebibytes)
    await pipeline(Readable.from(tar), createGzip({ level: 1 }), target())
  }
}

async function writeZip(mebibytes: number, path: string): Promise<void> {
  const [manifest, text] = python
  const folder = join(dirname(path), 'zipped')
  await mkdir(join(folder, dirname(manifest)), { recursive: true })
  await writeFile(join(folder, manifest), text)
  await writeFile(join(folder, dirname(manifest), 'text'), contents('text', mebibytes))
  execFileSync('zip', ['-1', '-q', '-r', path, dirname(manifest)], { cwd: folder })
  await rm(folder, { recursive: true })
}

function* noise(mebibytes: number): Generator<Buffer> {
  for (let index = 0; index < mebibytes; index++) {
    yield createHash('shake256', { outputLength: mebibyte }).update(String(index)).digest()
  }
}

/** Of noise, or of text that is compressed to a quarter. */
function* contents(name: string, mebibytes: number): Generator<Uint8Array> {
  for (const piece of noise(mebibytes)) yield name === 'text' ? piece.fill('text', mebibyte / 4) : piece
}

function* tarball([manifest, text]: readonly [string, string], name: string, mebibytes: number): Generator<Uint8Array> {
  yield header(manifest, 512)
  yield Buffer.from(text.padEnd(512))
  yield header(`${dirname(manifest)}/${name}`, mebibytes * mebibyte)
  yield* contents(name, mebibytes)
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
