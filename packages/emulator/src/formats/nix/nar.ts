import { UnreadableError } from '../../files/unreadable.ts'

/** Deepest nesting of folders that is read. */
const deepest = 256

/**
 * Reads an archive of Nix from end to end, and counts its files.
 *
 * @throws {UnreadableError} for what Nix does not unpack: another format, folders out of order, names that lead elsewhere, bytes too many or few
 * @see https://nix.dev/manual/nix/stable/protocols/nix-archive
 */
export function filesInNar(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let offset = 0
  const damaged = () => new UnreadableError(`the Nix archive is damaged or cut short at byte ${offset}`)

  const word = (): Uint8Array => {
    const size = offset + 8 <= bytes.length ? Number(view.getBigUint64(offset, true)) : Number.POSITIVE_INFINITY
    const [start, padding] = [offset + 8, -size & 7]
    if (start + size + padding > bytes.length) throw damaged()
    if (bytes.subarray(start + size, start + size + padding).some((byte) => byte !== 0)) throw damaged()
    offset = start + size + padding
    return bytes.subarray(start, start + size)
  }
  const text = (): string => Buffer.from(word()).toString('latin1')
  const take = (wanted: string) => {
    if (text() !== wanted) throw damaged()
  }

  const node = (depth: number): number => {
    if (depth > deepest) throw new UnreadableError('the Nix archive is nested too deeply')
    take('(')
    take('type')
    const type = text()
    if (type === 'directory') return entries(depth)
    if (type !== 'regular' && type !== 'symlink') throw damaged()
    for (let key = text(); key !== ')'; key = text()) {
      if (key !== (type === 'symlink' ? 'target' : key === 'executable' ? key : 'contents')) throw damaged()
      word()
    }
    return 1
  }

  const entries = (depth: number): number => {
    let files = 0
    let last = ''
    for (let key = text(); key !== ')'; key = text()) {
      if (key !== 'entry') throw damaged()
      take('(')
      take('name')
      const name = text()
      if (name <= last || name === '.' || name === '..' || /[/\0]/.test(name))
        throw new UnreadableError(`the Nix archive has the name ${JSON.stringify(name)} where none such may be`)
      last = name
      take('node')
      files += node(depth + 1)
      take(')')
    }
    return files
  }

  take('nix-archive-1')
  const files = node(0)
  if (offset < bytes.length) throw damaged()
  return files
}
