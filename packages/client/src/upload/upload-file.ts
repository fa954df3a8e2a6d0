import { ApiError } from '../errors/api.ts'
import type { UploadMethod } from '../generated/v1.ts'
import type { CloudsmithV1 } from '../generated/v1-methods.ts'
import type { ByteSender } from './byte-sender.ts'
import { digest } from './digest.ts'
import { askAgain, askUntilKnown, type Persistence } from './lost.ts'
import type { OnBytes } from './progress.ts'
import { methodFor, sendBytes } from './send-bytes.ts'
import type { NamedFile } from './source.ts'

/** Where and how to upload a file. */
export interface UploadOptions extends Persistence {
  readonly cloudsmith: CloudsmithV1
  readonly owner: string
  readonly repo: string
  readonly send: ByteSender
  readonly method: UploadMethod | undefined
  readonly partSize: number | undefined
  readonly onBytes: OnBytes
}

/** Longest time to spend on aborting an upload, in milliseconds: a caller who gives up a push expects it to end soon. */
const longestAbort = 10_000

/**
 * Uploads a file, and resolves to the identifier with which to create a package.
 *
 * A multipart upload that is given up is aborted on the service, unless it may already have been completed.
 */
export async function uploadFile(file: NamedFile, options: UploadOptions): Promise<string> {
  const { cloudsmith, owner, repo, method, signal } = options
  // A stream can only be sent in parts, whatever method the caller chose for the other files.
  const way = file.source instanceof Blob ? (method ?? methodFor(file.source.size)) : 'put_parts'
  const wanted = { owner, repo, filename: file.name, method: way, ...(await checksumFor(way, file)) }
  // If the first response was lost, the upload that it started is never ended, because its identifier is unknown.
  const begun = await askAgain(() => cloudsmith.files.create(wanted, { signal }), options)
  const { identifier: upload_id } = begun
  const path = { owner, repo, identifier: upload_id }
  const about = { owner, repo, filename: file.name }
  const send: ByteSender = (each) => options.send({ ...each, params: about })
  const sending = sendBytes(way, { ...options, send, upload: begun, file })
  if (way !== 'put_parts') return sending
  const abort = () =>
    cloudsmith.files.abort({ ...path, upload_id }, { idempotent: true, totalTimeout: longestAbort }).catch(() => {})
  // The parts sent so far are of no use; the reason for giving up matters more than whether aborting succeeded.
  const identifier = await sending.catch(async (reason) => {
    await abort()
    throw reason
  })
  let isInDoubt = false
  try {
    const complete = () => cloudsmith.files.complete({ ...path, upload_id, complete: true }, { signal })
    await askUntilKnown(
      complete,
      async (doubt) => {
        isInDoubt = true
        // All parts were accepted, so a refusal now means that the upload was already completed. Otherwise, creating the package would fail.
        return doubt === 'refused' ? begun : undefined
      },
      options,
    )
  } catch (error) {
    if (error instanceof ApiError && !isInDoubt) await abort()
    throw error
  }
  return identifier
}

/** The service checks a form by its MD5 and a PUT by its SHA-256. It does not check parts, so no file is read twice for them. */
async function checksumFor(way: UploadMethod, file: NamedFile): Promise<{ md5_checksum?: string; sha256_checksum?: string }> {
  if (way === 'put_parts') return {}
  if (way === 'post') return { md5_checksum: await digest(file.source as Blob, 'md5') }
  return { sha256_checksum: await file.sha256() }
}
