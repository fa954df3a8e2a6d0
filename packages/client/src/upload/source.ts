import { InvalidRequestError } from '../errors/base.ts'

/**
 * Bytes to upload: in memory, a file (`fileFromPath` of `…/client/node` gives one that is read as it is sent), or a stream of unknown
 * length, which is sent in parts.
 */
export type FileInput = Blob | Uint8Array | ArrayBuffer | ReadableStream<Uint8Array>

/** A file to upload, with its name. */
export interface NamedFile {
  readonly name: string
  readonly source: Blob | ReadableStream<Uint8Array>
  /** Bytes; undefined for a stream. */
  readonly size: number | undefined
}

/**
 * Gives bytes a name: that of the `File`, or the one that the caller says.
 *
 * @throws {InvalidRequestError} there is no name, it is a path, or there are no bytes
 */
export function nameFile(field: string, input: FileInput, filename: string | undefined): NamedFile {
  // A Blob copies what it is given, so bytes that other threads share are fine too; only its type says otherwise.
  const source = input instanceof Blob || input instanceof ReadableStream ? input : new Blob([input as Uint8Array<ArrayBuffer>])
  const name = filename ?? ('name' in source && typeof source.name === 'string' ? source.name : undefined)
  if (name === undefined || name === '') {
    throw new InvalidRequestError(`${field} has no name: pass { file, filename } or a File.`)
  }
  if (/[\\/]/.test(name)) throw new InvalidRequestError(`${field} must be named without folders, not ${JSON.stringify(name)}.`)
  const size = source instanceof Blob ? source.size : undefined
  if (size === 0) throw new InvalidRequestError(`${field} (${name}) is empty.`)
  return { name, source, size }
}
