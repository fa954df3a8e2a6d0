import { compressionOf, unpack } from './compression.ts'
import { type ArchiveLimits, limitsInForce, tooLarge, tooMany } from './limits.ts'
import { feed, type Sink, whole } from './parser.ts'
import { type TarEntry, tarParser } from './tar.ts'
import { UnreadableError } from './unreadable.ts'
import { zipEntries } from './zip.ts'

/** The files of an archive that somebody asked for, and how many files it has in all. */
export interface Archive {
  count: number
  files: ReadonlyMap<string, Uint8Array>
}

/** Which files to unpack, by path inside the archive: with `/`, without `.` and empty parts. */
export type Wanted = (path: string) => boolean

/** How an archive is read, where not as most are. */
export interface TarOptions {
  limits?: ArchiveLimits
  /** The path that the client unpacks a name of the archive to; as it is unless said otherwise. */
  pathOf?: (name: string) => string
  /** The client unpacks one file over another, so that the last of a path is the one; refused unless said. */
  lastWins?: boolean
  /** What links lead to is there under another path as well; a wanted file that is a link is refused unless said. */
  skipsLinks?: boolean
}

/**
 * Reads the wanted files of a tar archive, plain or compressed with gzip, bzip2, xz or zstd. Links are never followed. Of what is compressed
 * nothing else is held.
 *
 * @throws {UnreadableError} when it is damaged, passes a limit, holds a wanted file twice or as a link, or a path that leads outside
 */
export async function readTar(bytes: Uint8Array, wanted: Wanted, options: TarOptions = {}): Promise<Archive> {
  const files = new Map<string, Uint8Array>()
  const isInMemory = compressionOf(bytes) === undefined
  const count = await walkTar(bytes, wanted, (path, size) => whole(size, isInMemory, (file) => files.set(path, file)), options)
  return { count, files }
}

/**
 * As {@link readTar}, with the wanted files piece by piece.
 *
 * @param open is told of each, and gives what takes its contents: one piece, where the archive is not compressed
 * @returns how many files the archive has in all
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
 * Reads the wanted files of a zip archive; the others are not unpacked.
 *
 * @throws {UnreadableError} as {@link readTar}
 */
export function readZip(bytes: Uint8Array, wanted: Wanted, limits: ArchiveLimits = limitsInForce()): Archive {
  const register = createRegister(wanted, limits, false)
  const files = new Map<string, Uint8Array>()
  for (const entry of zipEntries(bytes, limits)) {
    const path = safePath(entry.path)
    // Java opens no archive with such an entry, and no client can unpack it.
    if (entry.isEncrypted) throw new UnreadableError(`${path} is encrypted: pack it without a password`)
    if (!register.admit(path, entry.size, entry.path.endsWith('/') ? 'folder' : 'file')) continue
    register.claim(path)
    files.set(path, entry.read())
  }
  return { count: register.count(), files }
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
      // Two copies of a manifest let two readers see two packages: an old way past a scanner.
      if (claimed.has(path) && !lastWins) throw new UnreadableError(`the archive holds ${path} twice`)
      claimed.add(path)
    },
    count: () => count,
  }
}

/** Where tools would unpack a name to: empty parts and `.` make no difference. */
function safePath(name: string): string {
  const path = name.replaceAll('\\', '/')
  const parts = path.split('/')
  if (path.startsWith('/') || /^[a-z]:/i.test(path.replace(/^(\.\/)+/, '')) || parts.includes('..') || path.includes('\0'))
    throw new UnreadableError(`the archive holds a path that leads outside of it: ${JSON.stringify(name)}`)
  return parts.filter((part) => part !== '' && part !== '.').join('/')
}
