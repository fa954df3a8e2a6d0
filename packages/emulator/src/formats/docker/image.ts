import { createHash } from 'node:crypto'
import { defaultLimits, tooLarge } from '../../files/limits.ts'
import { parseJsonTable, type Table, textAt } from '../../files/tree.ts'
import { UnreadableError } from '../../files/unreadable.ts'

/** The files of an archive, by path. */
export type Parts = ReadonlyMap<string, Uint8Array>

/** What either layout says of its image. */
export interface Image {
  /** As in `docker pull`; of an OCI layout perhaps only the tag. */
  references: string[]
  /** Of the manifest, or of the configuration where no manifest is kept: hexadecimal, without `sha256:`. */
  digest: string
  architectures: string[]
  layers: string[]
  labels: unknown
}

/** @throws {UnreadableError} when it is not there */
export function partOf(parts: Parts, path: string): Uint8Array {
  const part = parts.get(path)
  if (!part) throw new UnreadableError(`the archive has no ${path}`)
  return part
}

/** What is in a part that describes others: those are small. @throws {UnreadableError} when it is no JSON or too long */
export function tableOf(bytes: Uint8Array, path: string): Table {
  if (bytes.length > defaultLimits.wanted) throw tooLarge(path, defaultLimits.wanted)
  return parseJsonTable(bytes, path)
}

/** Hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** The architecture that a configuration is for. */
export function architecturesOf(config: Table): string[] {
  const architecture = textAt(config, 'architecture')
  return architecture ? [architecture] : []
}
