import { InvalidRequestError } from '../errors/base.ts'

/** Bytes to upload: in memory, or a file (`fs.openAsBlob(path)` gives one that is read as it is sent). */
export type FileInput = Blob | Uint8Array | ArrayBuffer

/** A file to upload, with its name. */
export interface NamedFile {
  readonly name: string
  readonly blob: Blob
}

/**
 * Gives bytes a name: that of the `File`, or the one that the caller says.
 *
 * @throws {InvalidRequestError} there is no name, it is a path, or there are no bytes
 */
export function nameFile(field: string, input: FileInput, filename: string | undefined): NamedFile {
  // A Blob copies what it is given, so bytes that other threads share are fine too; only its type says otherwise.
  const blob = input instanceof Blob ? input : new Blob([input as Uint8Array<ArrayBuffer>])
  const name = filename ?? ('name' in blob && typeof blob.name === 'string' ? blob.name : undefined)
  if (name === undefined || name === '') {
    throw new InvalidRequestError(`${field} has no name: pass { file, filename } or a File.`)
  }
  if (/[\\/]/.test(name)) throw new InvalidRequestError(`${field} must be named without folders, not ${JSON.stringify(name)}.`)
  if (blob.size === 0) throw new InvalidRequestError(`${field} (${name}) is empty.`)
  return { name, blob }
}
