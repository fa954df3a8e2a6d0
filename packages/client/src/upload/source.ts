import { InvalidRequestError } from '../errors/base.ts'
import { createHasher, digest } from './digest.ts'

/**
 * Bytes to upload: bytes in memory, a file, or a stream of unknown length, which is sent in parts. To upload a file from disk without reading it into
 * memory, use `fileFromPath` of `@cloudsmith-sdk/client/node`.
 */
export type FileInput = Blob | Uint8Array | ArrayBuffer | ReadableStream<Uint8Array>

/** A file to upload, with its name. */
export interface NamedFile {
  readonly name: string
  /** A stream is hashed as it is read. */
  readonly source: Blob | AsyncIterable<Uint8Array>
  /** Size in bytes; undefined for a stream. */
  readonly size: number | undefined
  /** SHA-256 in lower-case hex. Computed once; a Blob is read for it. Fails for a stream that has not been read to its end. */
  readonly sha256: () => Promise<string>
}

/**
 * Names a file: by the given file name, or else by the name of the `File`.
 *
 * @throws {InvalidRequestError} the input is not bytes or is empty, or its name is missing or is a path
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

/** Accepts only bytes: anything else would be published as a text such as `[object Promise]`. */
function sourceOf(field: string, input: unknown): Blob | ReadableStream<Uint8Array> {
  if (input instanceof Blob) return input
  if (input instanceof ReadableStream) {
    if (input.locked) throw new InvalidRequestError(`${field} is a stream that is already being read.`)
    return input
  }
  // A Blob copies its input, so shared memory works too; only its type does not allow that.
  if (ArrayBuffer.isView(input) || isBuffer(input)) return new Blob([input as Uint8Array<ArrayBuffer>])
  throw new InvalidRequestError(`${field} ${complaint(input)}`)
}

const isBuffer = (input: unknown): boolean => /^\[object (Shared)?ArrayBuffer\]$/.test(Object.prototype.toString.call(input))

const opening = 'await fileFromPath(path), from @cloudsmith-sdk/client/node, or await openAsBlob(path), from node:fs'

/** The rest of a sentence that says why the input is not bytes, and what to pass instead. */
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
