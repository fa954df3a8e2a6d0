import { InvalidRequestError } from '../errors/base.ts'
import type { PackageDetail, UploadedPackage, UploadMethod } from '../generated/v1.ts'
import type { CloudsmithV1 } from '../generated/v1-methods.ts'
import { SyncFailedError } from '../sync/errors.ts'
import { refOf } from '../sync/package-ref.ts'
import { resync, waitForSync } from '../sync/sync.ts'
import type { WaitOptions } from '../sync/wait.ts'
import { type ByteSender, type ByteSenderOptions, createByteSender } from './byte-sender.ts'
import { digest } from './digest.ts'
import {
  type ExtraFile,
  type FileField,
  type FormatFields,
  fileFields,
  type UploadFormat,
  type UploadRequests,
} from './formats.ts'
import { methodFor, sendBytes } from './send-bytes.ts'
import { type FileInput, type NamedFile, nameFile } from './source.ts'
import type { OnBytes } from './transfer.ts'

/** How far a push has come. */
export interface PushProgress {
  /** Name of the file that is sent. */
  readonly filename: string
  readonly sentBytes: number
  /** Undefined for a stream. */
  readonly totalBytes: number | undefined
}

/** What every push takes, whatever the format. */
export interface PushOptions extends WaitOptions {
  /** Slug of the workspace. */
  owner: string
  /** Slug of the repository. */
  repo: string
  /** The package itself. */
  file: FileInput
  /** Name of the package's file. Default: the name of the `File`. */
  filename?: string | undefined
  /** Tags of the package. */
  tags?: readonly string[] | undefined
  /** Replace a package of the same identity. Default: what the repository is set to. */
  republish?: boolean | undefined
  /** How to send the bytes. Default: `post` below 100 MiB, `put_parts` from there. */
  method?: Extract<UploadMethod, 'post' | 'put' | 'put_parts'> | undefined
  /** Called as bytes are sent. */
  onProgress?: ((progress: PushProgress) => void) | undefined
  /** Wait until the package is synchronised. Default: true. Without, the answer is the package as it was created. */
  waitForSync?: boolean | undefined
  /** How often to synchronise again where that may help. Default: 2. */
  resyncs?: number | undefined
}

/** A push: its format with that format's own fields, and what every push takes. */
export type PushParams<Format extends UploadFormat = UploadFormat> = Format extends UploadFormat
  ? { format: Format } & FormatFields<UploadRequests[Format]> & PushOptions
  : never

type Fields = Readonly<Record<string, unknown>>
type Create = (params: Fields, options: { signal: AbortSignal | undefined }) => Promise<UploadedPackage>
type Validate = (params: Fields, options: { signal: AbortSignal | undefined; idempotent: true }) => Promise<void>

/** @see Cloudsmith.push */
export async function push(
  cloudsmith: CloudsmithV1,
  senderOptions: ByteSenderOptions,
  params: PushParams,
): Promise<PackageDetail> {
  const send = createByteSender(senderOptions)
  const { owner, repo, format, file, filename, tags, republish, method, onProgress, ...rest } = params
  const { waitForSync: wait = true, resyncs = 2, timeout, interval, signal, clock, ...fields } = rest
  const create = cloudsmith.packages.upload[format] as unknown as Create | undefined
  const validate = cloudsmith.packages.validateUpload[format] as unknown as Validate | undefined
  if (create === undefined || validate === undefined) {
    const known = Object.keys(cloudsmith.packages.upload).join(', ')
    throw new InvalidRequestError(`There is no format ${JSON.stringify(format)}. Formats that can be pushed: ${known}.`)
  }
  if (tags?.some((tag) => tag === '' || tag.includes(',')))
    throw new InvalidRequestError('A tag must not be empty or hold a comma.')

  const main = nameFile('file', file, filename)
  const { files, plain } = separate(fields as Fields)
  const common = {
    owner,
    repo,
    ...plain,
    ...(republish === undefined ? {} : { republish }),
    ...(tags === undefined || tags.length === 0 ? {} : { tags: tags.join(',') }),
  }
  // Wrong fields are told before a byte is sent; file fields may still hold names.
  await validate({ ...common, ...mapFiles(files, ({ name }) => name), package_file: main.name }, { signal, idempotent: true })

  const package_file = await upload(main)
  const uploaded: Record<string, string | string[]> = {}
  for (const [field, value] of Object.entries(files)) {
    uploaded[field] = Array.isArray(value) ? await inTurn(value, upload) : await upload(value as NamedFile)
  }
  const created = await create({ ...common, ...uploaded, package_file }, { signal })
  const ref = refOf(created)
  if (!wait) return cloudsmith.packages.read({ ...ref }, { signal })
  const waiting = { timeout, interval, signal, clock }
  try {
    return await waitForSync(cloudsmith, ref, waiting)
  } catch (error) {
    if (!(error instanceof SyncFailedError) || error.nonRetryable || resyncs === 0) throw error
    return await resync(cloudsmith, ref, { ...waiting, attempts: resyncs })
  }

  async function upload(named: NamedFile): Promise<string> {
    const { source } = named
    const params = { owner, repo, filename: named.name }
    const sendNamed: ByteSender = (sending) => send({ ...sending, params })
    // A stream cannot be sent in any other way, whatever the caller wants for the files beside it.
    const way = source instanceof Blob ? (method ?? methodFor(named.size)) : 'put_parts'
    const checksums = source instanceof Blob ? await checksumFor(way, source) : {}
    // An upload that is begun twice is one that nobody ends.
    const wanted = { owner, repo, filename: named.name, method: way, ...checksums }
    const begun = await cloudsmith.files.create(wanted, { signal, idempotent: true })
    const path = { owner, repo, identifier: begun.identifier }
    try {
      const identifier = await sendBytes(way, { upload: begun, file: named, send: sendNamed, signal, onBytes: report(named) })
      if (way === 'put_parts')
        await cloudsmith.files.complete({ ...path, upload_id: begun.identifier, complete: true }, { signal })
      return identifier
    } catch (error) {
      // What was sent is of no use to anybody; the reason for giving up matters more than whether the service heard of it.
      if (way === 'put_parts') await cloudsmith.files.abort({ ...path, upload_id: begun.identifier }).catch(() => {})
      throw error
    }
  }

  function report({ name, size }: NamedFile): OnBytes {
    return (sentBytes) => onProgress?.({ filename: name, sentBytes, totalBytes: size })
  }
}

type Files<T> = Record<string, T | T[]>

/** Tells the fields that hold files from the others. */
function separate(fields: Fields): { files: Files<NamedFile>; plain: Fields } {
  const files: Files<NamedFile> = {}
  const plain: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(fields)) {
    if (value === undefined || value === null) continue
    if (field === 'extra_files') files[field] = (value as readonly ExtraFile[]).map((extra) => nameExtra(field, extra))
    else if (fileFields.includes(field as FileField)) files[field] = nameExtra(field, value as ExtraFile)
    else plain[field] = value
  }
  return { files, plain }
}

const nameExtra = (field: string, extra: ExtraFile): NamedFile =>
  extra instanceof Blob ? nameFile(field, extra, undefined) : nameFile(field, extra.file, extra.filename)

const mapFiles = <T>(files: Files<NamedFile>, map: (file: NamedFile) => T): Files<T> =>
  Object.fromEntries(Object.entries(files).map(([field, value]) => [field, Array.isArray(value) ? value.map(map) : map(value)]))

async function inTurn<T, R>(items: readonly T[], act: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (const item of items) results.push(await act(item))
  return results
}

/** The service checks a form by its MD5 and a PUT by its SHA-256; parts are checked by nothing, so nothing is read twice for them. */
async function checksumFor(way: UploadMethod, blob: Blob): Promise<{ md5_checksum?: string; sha256_checksum?: string }> {
  if (way === 'put_parts') return {}
  if (way === 'post') return { md5_checksum: await digest(blob, 'md5') }
  return { sha256_checksum: await digest(blob, 'sha256') }
}
