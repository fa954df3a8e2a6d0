import { exactly, type Parser, passOn } from '../../files/parser.ts'
import { UnreadableError } from '../../files/unreadable.ts'

/** Deepest nesting of folders that is read. */
const deepest = 256

/** Longest name or keyword that is read, in bytes; file systems have lower limits. */
const longestText = 4096

/**
 * Reads a Nix archive completely, and counts its files.
 *
 * @throws {UnreadableError} if Nix would not unpack it: another format, unsorted folders, names that lead outside, missing or extra bytes
 * @see https://nix.dev/manual/nix/stable/protocols/nix-archive
 */
export function* narParser(): Parser<number> {
  let offset = 0
  const damaged = () => new UnreadableError(`the Nix archive is damaged or cut short at byte ${offset}`)

  function* wordSize(): Parser<number> {
    const bytes = yield* exactly(8)
    if (bytes.length < 8) throw damaged()
    return Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true))
  }

  function* endWord(size: number): Parser<void> {
    const padding = -size & 7
    const bytes = yield* exactly(padding)
    if (bytes.length < padding || bytes.some((byte) => byte !== 0)) throw damaged()
    offset += 8 + size + padding
  }

  function* text(): Parser<string> {
    const size = yield* wordSize()
    if (size > longestText) throw damaged()
    const bytes = yield* exactly(size)
    if (bytes.length < size) throw damaged()
    yield* endWord(size)
    return Buffer.from(bytes).toString('latin1')
  }

  function* take(wanted: string): Parser<void> {
    if ((yield* text()) !== wanted) throw damaged()
  }

  /** The content of a file, or the target of a link. */
  function* content(): Parser<void> {
    const size = yield* wordSize()
    if ((yield* passOn(size)) > 0) throw damaged()
    yield* endWord(size)
  }

  function* leaf(type: string): Parser<void> {
    if (type !== 'regular' && type !== 'symlink') throw damaged()
    for (let key = yield* text(); key !== ')'; key = yield* text()) {
      if (key !== (type === 'symlink' ? 'target' : key === 'executable' ? key : 'contents')) throw damaged()
      yield* content()
    }
  }

  /** The start of an entry, whose name has to follow the previous one in its folder. */
  function* entryAfter(last: string): Parser<string> {
    yield* take('(')
    yield* take('name')
    const name = yield* text()
    if (name <= last || name === '.' || name === '..' || /[/\0]/.test(name))
      throw new UnreadableError(`the Nix archive has the name ${JSON.stringify(name)} where none such may be`)
    yield* take('node')
    return name
  }

  /** Continues to the next entry, and leaves all folders that end before it. None is left at the end of the archive. */
  function* nextEntry(): Parser<void> {
    while (folders.length > 0) {
      const key = yield* text()
      const last = folders.pop() ?? ''
      if (key === 'entry') return void folders.push(yield* entryAfter(last))
      if (key !== ')') throw damaged()
      if (folders.length > 0) yield* take(')')
    }
  }

  /** The previous name in each open folder, the outermost first. */
  const folders: string[] = []
  let files = 0
  yield* take('nix-archive-1')
  do {
    if (folders.length > deepest) throw new UnreadableError('the Nix archive is nested too deeply')
    yield* take('(')
    yield* take('type')
    const type = yield* text()
    if (type === 'directory') folders.push('')
    else {
      yield* leaf(type)
      files++
      if (folders.length > 0) yield* take(')')
    }
    yield* nextEntry()
  } while (folders.length > 0)
  if ((yield* exactly(1)).length > 0) throw damaged()
  return files
}
