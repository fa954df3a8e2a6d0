import { InvalidRequestError } from '../errors/base.ts'
import { fileFields } from '../generated/file-fields.ts'
import type { ExtraFile, FileField } from './formats.ts'
import { type FileInput, type NamedFile, nameFile } from './source.ts'

/** Fields of a push, some of which are files. */
export type Fields = Readonly<Record<string, unknown>>

/** A value for each file of a push except the main one, by field. */
export type ByField<T> = Record<string, T | T[]>

/**
 * Separates the fields that are files from the others, and leaves out those that are missing.
 *
 * @throws {InvalidRequestError} a field for a file contains something else
 */
export function separate(fields: Fields): { files: ByField<NamedFile>; plain: Fields } {
  const files: ByField<NamedFile> = {}
  const plain: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(fields)) {
    if (value === undefined || value === null) continue
    if (field === 'extra_files') files[field] = listOf(field, value).map((extra) => nameExtra(field, extra))
    else if (fileFields.includes(field as FileField)) files[field] = nameExtra(field, value as ExtraFile)
    else plain[field] = value
  }
  return { files, plain }
}

function listOf(field: string, value: unknown): readonly ExtraFile[] {
  if (Array.isArray(value)) return value
  throw new InvalidRequestError(`${field} must be a list of files.`)
}

const nameExtra = (field: string, extra: ExtraFile): NamedFile =>
  typeof extra === 'object' && extra !== null && 'file' in extra
    ? nameFile(field, extra.file, extra.filename)
    : nameFile(field, extra as FileInput, undefined)

/** Maps each file, one after the other. */
export async function mapFiles<T, R>(files: ByField<T>, map: (file: T) => R | Promise<R>): Promise<ByField<R>> {
  const mapped: ByField<R> = {}
  for (const [field, value] of Object.entries(files)) {
    if (!Array.isArray(value)) {
      mapped[field] = await map(value)
      continue
    }
    const results: R[] = []
    for (const each of value) results.push(await map(each))
    mapped[field] = results
  }
  return mapped
}
