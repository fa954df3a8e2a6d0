import { InvalidRequestError } from '../errors/base.ts'
import { createHasher, digest } from './digest.ts'

/**
 * Bytes to upload: in memory, a file (`fileFromPath` of `…/client/node` gives one that is read as it is sent), or a stream of unknown
 * length, which is sent in parts.
 */
export type FileInput = Blob | Uint8Array | ArrayBuffer | ReadableStream<Uint8Array>

/** A file to upload, with its name. */
export interface NamedFile {
  readonly name: string
  /** A stream is digested as it is read. */
  readonly source: Blob | AsyncIterable<Uint8Array>
  /** Bytes; undefined for a stream. */
  readonly size: number | undefined
  /** SHA-256 in lower-case hex, read anew where it is a Blob, and once only. Fails for a stream that has not been read to its end. */
  readonly sha256: () => Promise<string>
}

/**
 * Gives bytes a name: that of the `File`, or the one that the caller says.
 *
 * @throws {InvalidRequestError} it is no bytes, there is no name, it is a path, or there are no bytes
 */
export function nameFile(field: string, input: FileInput, filename: string | undefined): NamedFile {
  const source = sourceOf(field, input)
  const name = filename ?? ('name' in source && typeof source.name === 'string' ? source.name : undefined)
  if (name === undefined || name === '') {
    throw new InvalidRequestError(`${field} has no name: pass { file, filename } or a File.`)
  }
  if (/[\\/]/.test(name))
    throw new InvalidRequestError(`${field} must be a file name without folders, not ${JSON.stringify(name)}.`)
  if (!(source instanceof Blob)) return { name, size: undefined, ...digestedAsRead(name, source) }
  if (source.size === 0) throw new InvalidRequestError(`${field} (${name}) is empty.`)
  let sha256: Promise<string> | undefined
  return { name, source, size: source.size, sha256: () => (sha256 ??= digest(source, 'sha256')) }
}

/** What is taken for bytes. Anything else would be published as a text such as `[object Promise]`. */
function sourceOf(field: string, input: unknown): Blob | ReadableStream<Uint8Array> {
  if (input instanceof Blob) return input
  if (input instanceof ReadableStream) {
    if (input.locked) throw new InvalidRequestError(`${field} is a stream that is already being read.`)
    return input
  }
  // A Blob copies what it is given, so bytes that other threads share are fine too; only its type says otherwise.
  if (ArrayBuffer.isView(input) || isBuffer(input)) return new Blob([input as Uint8Array<ArrayBuffer>])
  throw new InvalidRequestError(`${field} ${complaint(input)}`)
}

const isBuffer = (input: unknown): boolean => /^\[object (Shared)?ArrayBuffer\]$/.test(Object.prototype.toString.call(input))

const opening = 'await fileFromPath(path), from @cloudsmith-sdk/client/node, or await openAsBlob(path), from node:fs'

/** Half a sentence on what is no bytes, and what would be. */
function complaint(input: unknown): string {
  if (typeof input === 'string') {
    return `is a string, and push does not open paths: pass ${opening}. To upload the text itself, pass new Blob([text]).`
  }
  if (isObject(input)) {
    if (typeof input.then === 'function') return 'is a promise: await it first.'
    if (typeof input.pipe === 'function') {
      return `is a Node stream: pass Readable.toWeb(stream), from node:stream, or, for a file, ${opening}.`
    }
  }
  const what = input === undefined ? 'is missing' : input === null ? 'is null' : `is of type ${typeof input}`
  return `${what}: pass a Blob or File, bytes, or a ReadableStream. For a file: ${opening}.`
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function digestedAsRead(name: string, stream: ReadableStream<Uint8Array>): Pick<NamedFile, 'source' | 'sha256'> {
  let digested: string | undefined
  async function* read() {
    const hasher = await createHasher('sha256')
    for await (const chunk of stream) {
      hasher.update(chunk)
      yield chunk
    }
    digested = hasher.digest()
  }
  async function sha256() {
    if (digested === undefined) throw new InvalidRequestError(`The SHA-256 of ${name} is not known before it has been read.`)
    return digested
  }
  return { source: read(), sha256 }
}
