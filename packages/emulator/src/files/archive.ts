import { compressionOf, unpack } from './compression.ts'
import { type ArchiveLimits, limitsInForce, tooLarge, tooMany } from './limits.ts'
import { feed, type Sink, whole } from './parser.ts'
import { type TarEntry, tarParser } from './tar.ts'
import { UnreadableError } from './unreadable.ts'
import { zipEntries } from './zip.ts'

/** The wanted files of an archive, and the number of all its files. */
export interface Archive {
  count: number
  files: ReadonlyMap<string, Uint8Array>
}

/** Selects the files to unpack, by path inside the archive: with `/`, and without `.` and empty parts. */
export type Wanted = (path: string) => boolean

/** Exceptions to how archives are normally read. */
export interface TarOptions {
  limits?: ArchiveLimits
  /** Maps a name in the archive to the path that the client unpacks it to. Default: the name itself. */
  pathOf?: (name: string) => string
  /** The client overwrites files, so the last file of a path counts. Default: duplicates are refused. */
  lastWins?: boolean
  /** Skip links, because their targets are in the archive under another path. Default: a wanted file that is a link is refused. */
  skipsLinks?: boolean
}

/**
 * Reads the wanted files of a tar archive, uncompressed or compressed with gzip, bzip2, xz or zstd. Links are never followed. Of compressed archives,
 * only the wanted files are kept in memory.
 *
 * @throws {UnreadableError} if it is damaged, exceeds a limit, contains a wanted file twice or as a link, or has a path that leads outside
 */
export async function readTar(bytes: Uint8Array, wanted: Wanted, options: TarOptions = {}): Promise<Archive> {
  const files = new Map<string, Uint8Array>()
  const isInMemory = compressionOf(bytes) === undefined
  const count = await walkTar(bytes, wanted, (path, size) => whole(size, isInMemory, (file) => files.set(path, file)), options)
  return { count, files }
}

/**
 * Like {@link readTar}, but passes the wanted files on in pieces.
 *
 * @param open called for each wanted file; returns the consumer of its contents, which gets one piece if the archive is not compressed
 * @returns the number of all files in the archive
 */
export async function walkTar(
  bytes: Uint8Array,
  wanted: Wanted,
  open: (path: string, size: number) => Sink,
  options: TarOptions = {},
): Promise<number> {
  const { limits = limitsInForce(), pathOf = (name) => name, lastWins = false, skipsLinks = false } = options
  const register = createRegister(wanted, limits, lastWins)
  const { write, end } = feed(
    tarParser(({ name, kind, size }) => {
      const path = safePath(pathOf(name))
      if (!register.admit(path, size, kind) || (skipsLinks && kind === 'link')) return undefined
      if (kind !== 'file')
        throw new UnreadableError(`${path} is a ${kind === 'link' ? 'link' : 'special file'} in the archive: pack it as a file`)
      register.claim(path)
      return open(path, size)
    }),
  )
  for await (const piece of unpack(bytes, limits)) write(piece)
  end()
  return register.count()
}

/**
 * Reads the wanted files of a zip archive; others are not unpacked.
 *
 * @throws {UnreadableError} like {@link readTar}
 */
export function readZip(bytes: Uint8Array, wanted: Wanted, limits: ArchiveLimits = limitsInForce()): Archive {
  const register = createRegister(wanted, limits, false)
  const files = new Map<string, Uint8Array>()
  for (const entry of zipEntries(bytes, limits)) {
    const path = safePath(entry.path)
    // Java does not open archives with such entries, and no client can unpack them.
    if (entry.isEncrypted) throw new UnreadableError(`${path} is encrypted: pack it without a password`)
    if (!register.admit(path, entry.size, entry.path.endsWith('/') ? 'folder' : 'file')) continue
    register.claim(path)
    files.set(path, entry.read())
  }
  return { count: register.count(), files }
}

/**
 * Returns the only wanted file of an archive.
 *
 * @param what completes "instead of one", for example `Cargo.toml in its top folder`
 * @throws {UnreadableError} if there is none or more than one
 */
export function onlyFile({ files }: Archive, what: string): Uint8Array {
  const [file] = files.values()
  if (!file || files.size > 1) throw new UnreadableError(`the archive has ${files.size} ${what} instead of one`)
  return file
}

/** Checks that apply to every entry of every archive before it is unpacked. */
function createRegister(wanted: Wanted, limits: ArchiveLimits, lastWins: boolean) {
  const claimed = new Set<string>()
  let entries = 0
  let count = 0
  let wantedBytes = 0
  return {
    admit(path: string, size: number, kind: TarEntry['kind']): boolean {
      entries++
      if (entries > limits.entries) throw tooMany(limits.entries)
      if (kind === 'folder') return false
      if (kind === 'file') count++
      if (!wanted(path)) return false
      wantedBytes += size
      if (wantedBytes > limits.wanted) throw tooLarge(path, limits.wanted)
      return true
    },
    claim(path: string): void {
      // With two copies of a manifest, two readers may see different packages: an old trick to get past scanners.
      if (claimed.has(path) && !lastWins) throw new UnreadableError(`the archive contains ${path} twice`)
      claimed.add(path)
    },
    count: () => count,
  }
}

/** The path that tools would unpack a name to, without empty parts and `.`. */
function safePath(name: string): string {
  const path = name.replaceAll('\\', '/')
  const parts = path.split('/')
  if (path.startsWith('/') || /^[a-z]:/i.test(path.replace(/^(\.\/)+/, '')) || parts.includes('..') || path.includes('\0'))
    throw new UnreadableError(`the archive contains a path that leads outside of it: ${JSON.stringify(name)}`)
  return parts.filter((part) => part !== '' && part !== '.').join('/')
}
