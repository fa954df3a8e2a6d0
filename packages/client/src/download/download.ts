import { InvalidRequestError } from '../errors/base.ts'
import { visible } from '../errors/visible.ts'
import type { Package, PackageFile } from '../generated/v1.ts'
import type { CloudsmithV1 } from '../generated/v1-methods.ts'
import type { PackageRef } from '../sync/package-ref.ts'
import { progressOf } from '../upload/progress.ts'
import { checked } from './checked.ts'
import { type FetchFileOptions, fetchFile } from './fetch-file.ts'

/** What of a package a download needs. */
export type DownloadablePackage = Pick<Package, 'cdn_url' | 'filename' | 'checksum_sha256'> & {
  readonly namespace?: string | undefined
  readonly repository?: string | undefined
  readonly slug_perm?: string | undefined
  readonly is_quarantined?: boolean | undefined
  readonly files?: readonly PackageFile[] | undefined
}

/** A package as the API gives it, or where it is. */
export type DownloadSource = DownloadablePackage | PackageRef

/** Which file of a package, and how. */
export interface DownloadOptions {
  /** Name of one of the package's files. Default: the package itself. */
  filename?: string | undefined
  /** Aborts the download, also while it is read. */
  signal?: AbortSignal | undefined
  /** Called as bytes are read. What it throws is dropped. */
  onProgress?: ((progress: DownloadProgress) => void) | undefined
}

/** How far a download has come. */
export interface DownloadProgress {
  readonly filename: string
  readonly receivedBytes: number
  /** Undefined where the server does not say. */
  readonly totalBytes: number | undefined
  /** What came in a second, over the last five; undefined until time has passed. */
  readonly bytesPerSecond: number | undefined
}

/** A file that comes. Read it by one of the two; nothing is known to be right before its end. */
export interface Download {
  readonly filename: string
  /** Bytes, where the server says. */
  readonly size: number | undefined
  /** SHA-256 in hex that the service knows the file by; undefined where it knows none, and nothing is checked then. */
  readonly sha256: string | undefined
  /** The bytes. The stream fails with {@link ChecksumMismatchError} at its end where they are not the right ones. */
  readonly stream: ReadableStream<Uint8Array<ArrayBuffer>>
  /** All of it in memory. */
  blob(): Promise<Blob>
}

/** @see Cloudsmith.download */
export async function download(
  cloudsmith: CloudsmithV1,
  options: FetchFileOptions,
  source: DownloadSource,
  { filename, signal, onProgress }: DownloadOptions = {},
): Promise<Download> {
  const pkg = 'identifier' in source ? await cloudsmith.packages.read({ ...source }, { signal }) : source
  const { name, url, sha256 } = choose(pkg, filename)
  const operation = `download of ${placeOf(pkg)}${name}`
  const params = paramsOf(pkg, name)
  const { response, context } = await fetchFile(
    { url, operation, params, quarantined: pkg.is_quarantined ?? false },
    options,
    signal,
  )
  const length = Number(response.headers.get('content-length') ?? Number.NaN)
  // An encoding makes the length that of something else.
  const size = Number.isNaN(length) || response.headers.has('content-encoding') ? undefined : length
  const onBytes = progressOf(options.clock, onProgress, (receivedBytes, bytesPerSecond) => {
    return { filename: name, receivedBytes, totalBytes: size, bytesPerSecond }
  })
  const stream = await checked(response, { context, name, sha256, onBytes })
  return { filename: name, size, sha256, stream, blob: () => new Response(stream).blob() }
}

/** Workspace and repository before the name of a file, where the package tells them. */
const placeOf = ({ namespace, repository }: DownloadablePackage): string =>
  namespace === undefined || repository === undefined ? '' : `${namespace}/${repository}/`

/** What errors tell of a package and its file. */
function paramsOf({ namespace, repository, slug_perm }: DownloadablePackage, filename: string): Record<string, string> {
  const known = { owner: namespace, repo: repository, identifier: slug_perm, filename }
  return Object.fromEntries(Object.entries(known).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}

interface Choice {
  readonly name: string
  readonly url: string
  readonly sha256: string | undefined
}

function choose(pkg: DownloadablePackage, filename: string | undefined): Choice {
  const file = filename === undefined || filename === pkg.filename ? pkg : pkg.files?.find((each) => each.filename === filename)
  if (file === undefined) {
    const known = [pkg.filename, ...(pkg.files ?? []).map((each) => each.filename)].join(', ')
    throw new InvalidRequestError(`The package has no file ${JSON.stringify(filename)}, only ${visible(known)}.`)
  }
  if (typeof file.cdn_url !== 'string' || file.cdn_url === '') {
    throw new InvalidRequestError(
      `${visible(file.filename)} cannot be downloaded: it has no cdn_url, because packages of its format have none.`,
    )
  }
  return { name: file.filename, url: file.cdn_url, sha256: file.checksum_sha256?.toLowerCase() || undefined }
}
