import { unpackTar } from 'modern-tar'
import { decompress } from './compression.ts'
import { type ArchiveLimits, defaultLimits, tooLarge } from './limits.ts'
import { UnreadableError } from './unreadable.ts'
import { zipEntries } from './zip.ts'

/** The files of an archive that somebody asked for, and how many files it has in all. */
export interface Archive {
  count: number
  files: ReadonlyMap<string, Uint8Array>
}

/** Which files to unpack, by path inside the archive: with `/`, without a leading `./`. */
export type Wanted = (path: string) => boolean

/**
 * Reads the wanted files of a tar archive, plain or compressed with gzip, bzip2, xz or zstd. Links are never followed.
 *
 * @throws {UnreadableError} when it is damaged, passes a limit, holds a wanted file twice or a path that leads outside
 */
export async function readTar(bytes: Uint8Array, wanted: Wanted, limits: ArchiveLimits = defaultLimits): Promise<Archive> {
  const register = createRegister(wanted, limits)
  const plain = await decompress(bytes, limits)
  const entries = await unpackTar(plain, {
    strict: true,
    filter: ({ name, size, type = 'file' }) => register.admit(name, size, type === 'file'),
  }).catch((cause: unknown) => {
    if (cause instanceof UnreadableError) throw cause
    throw new UnreadableError('the tar archive is damaged or cut short', { cause })
  })
  return register.close(entries.map(({ header, data = new Uint8Array() }) => [safePath(header.name), data]))
}

/**
 * Reads the wanted files of a zip archive; the others are not unpacked.
 *
 * @throws {UnreadableError} as {@link readTar}
 */
export function readZip(bytes: Uint8Array, wanted: Wanted, limits: ArchiveLimits = defaultLimits): Archive {
  const register = createRegister(wanted, limits)
  const files: [string, Uint8Array][] = []
  for (const entry of zipEntries(bytes)) {
    if (register.admit(entry.path, entry.size, !entry.path.endsWith('/'))) files.push([safePath(entry.path), entry.read()])
  }
  return register.close(files)
}

/**
 * The one file that was wanted of an archive.
 *
 * @param what completes "instead of one", for example `Cargo.toml in its top folder`
 * @throws {UnreadableError} when there is none, or several to choose from
 */
export function onlyFile({ files }: Archive, what: string): Uint8Array {
  const [file] = files.values()
  if (!file || files.size > 1) throw new UnreadableError(`the archive has ${files.size} ${what} instead of one`)
  return file
}

/** The rules that every entry of every archive must keep, applied before it is unpacked. */
function createRegister(wanted: Wanted, limits: ArchiveLimits) {
  let entries = 0
  let count = 0
  let wantedBytes = 0
  return {
    admit(name: string, size: number, isFile: boolean): boolean {
      entries++
      if (entries > limits.entries) throw new UnreadableError(`the archive has more than the ${limits.entries} entries allowed`)
      const path = safePath(name)
      if (!isFile) return false
      count++
      if (!wanted(path)) return false
      wantedBytes += size
      if (wantedBytes > limits.wanted) throw tooLarge(path, limits.wanted)
      return true
    },
    close(found: [string, Uint8Array][]): Archive {
      const files = new Map(found)
      // Two copies of a manifest let two readers see two packages: an old way past a scanner.
      if (files.size < found.length) throw new UnreadableError('the archive holds the same metadata file twice')
      return { count, files }
    },
  }
}

function safePath(name: string): string {
  const path = name.replaceAll('\\', '/').replace(/^(\.\/)+/, '')
  const escapes = path.startsWith('/') || /^[a-z]:/i.test(path) || path.split('/').includes('..') || path.includes('\0')
  if (escapes) throw new UnreadableError(`the archive holds a path that leads outside of it: ${JSON.stringify(name)}`)
  return path
}
