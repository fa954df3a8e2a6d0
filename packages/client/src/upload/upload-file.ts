import { ApiError } from '../errors/api.ts'
import type { UploadMethod } from '../generated/v1.ts'
import type { CloudsmithV1 } from '../generated/v1-methods.ts'
import type { ByteSender } from './byte-sender.ts'
import { digest } from './digest.ts'
import { askAgain, askUntilKnown, type Persistence } from './lost.ts'
import type { OnBytes } from './progress.ts'
import { methodFor, sendBytes } from './send-bytes.ts'
import type { NamedFile } from './source.ts'

/** Where a file goes, and how. */
export interface UploadOptions extends Persistence {
  readonly cloudsmith: CloudsmithV1
  readonly owner: string
  readonly repo: string
  readonly send: ByteSender
  readonly method: UploadMethod | undefined
  readonly partSize: number | undefined
  readonly onBytes: OnBytes
}

/** Milliseconds that throwing an upload away may take: whoever gives a push up wants to hear of that soon. */
const longestAbort = 10_000

/**
 * Uploads a file and gives the identifier to create a package with.
 *
 * What is given up in the middle is thrown away at the service. What may be whole is not: from the request to complete it on.
 */
export async function uploadFile(file: NamedFile, options: UploadOptions): Promise<string> {
  const { cloudsmith, owner, repo, method, signal } = options
  // A stream cannot be sent in any other way, whatever the caller wants for the files beside it.
  const way = file.source instanceof Blob ? (method ?? methodFor(file.source.size)) : 'put_parts'
  const wanted = { owner, repo, filename: file.name, method: way, ...(await checksumFor(way, file)) }
  // An upload that is begun twice, because the first answer was lost, is one that nobody ends: nobody knows its name.
  const begun = await askAgain(() => cloudsmith.files.create(wanted, { signal }), options)
  const { identifier: upload_id } = begun
  const path = { owner, repo, identifier: upload_id }
  const about = { owner, repo, filename: file.name }
  const send: ByteSender = (each) => options.send({ ...each, params: about })
  const sending = sendBytes(way, { ...options, send, upload: begun, file })
  if (way !== 'put_parts') return sending
  const abort = () =>
    cloudsmith.files.abort({ ...path, upload_id }, { idempotent: true, totalTimeout: longestAbort }).catch(() => {})
  // What was sent is of no use to anybody; the reason for giving up matters more than whether the service heard of it.
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
        // Every part was taken, so there is one reason to refuse it now. Were it another, no package could be made of it.
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

/** The service checks a form by its MD5 and a PUT by its SHA-256; parts are checked by nothing, so nothing is read twice for them. */
async function checksumFor(way: UploadMethod, file: NamedFile): Promise<{ md5_checksum?: string; sha256_checksum?: string }> {
  if (way === 'put_parts') return {}
  if (way === 'post') return { md5_checksum: await digest(file.source as Blob, 'md5') }
  return { sha256_checksum: await file.sha256() }
}
