import { InvalidRequestError } from '../errors/base.ts'
import { visible } from '../errors/visible.ts'
import type { Package, PackageFile } from '../generated/v1.ts'
import type { CloudsmithV1 } from '../generated/v1-methods.ts'
import type { PackageRef } from '../sync/package-ref.ts'
import { progressOf } from '../upload/progress.ts'
import { checked } from './checked.ts'
import { type FetchFileOptions, fetchFile } from './fetch-file.ts'

/** The part of a package that a download needs. */
export type DownloadablePackage = Pick<Package, 'cdn_url' | 'filename' | 'checksum_sha256'> & {
  readonly namespace?: string | undefined
  readonly repository?: string | undefined
  readonly slug_perm?: string | undefined
  readonly is_quarantined?: boolean | undefined
  readonly files?: readonly PackageFile[] | undefined
}

/** What to download: a package as returned by the API, or its location. */
export type DownloadSource = DownloadablePackage | PackageRef

/** Options of a download. */
export interface DownloadOptions {
  /** Name of one of the package's files. Default: the package's main file. */
  filename?: string | undefined
  /** Aborts the download, including while its stream is being read. */
  signal?: AbortSignal | undefined
  /** Called as bytes are read. Anything that it throws is ignored. */
  onProgress?: ((progress: DownloadProgress) => void) | undefined
}

/** Progress of a download. */
export interface DownloadProgress {
  /** Name of the file. */
  readonly filename: string
  /** Bytes received so far. */
  readonly receivedBytes: number
  /** Size of the file in bytes; undefined if the server does not report it. */
  readonly totalBytes: number | undefined
  /** Average speed over the last five seconds; undefined at the very start. */
  readonly bytesPerSecond: number | undefined
}

/** A file being downloaded. Read it with either `stream` or `blob()`. Its contents are only verified once it has been read to the end. */
export interface Download {
  /** Name of the file. */
  readonly filename: string
  /** Size in bytes; undefined if the server does not report it. */
  readonly size: number | undefined
  /** The service's SHA-256 of the file, in hex. Undefined if it has none; then nothing is verified. */
  readonly sha256: string | undefined
  /** The bytes. If they do not match the SHA-256, the stream fails with {@link ChecksumMismatchError} at its end. */
  readonly stream: ReadableStream<Uint8Array<ArrayBuffer>>
  /** Reads the whole file into memory. */
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
  // With a content encoding, the length is that of the encoded bytes.
  const size = Number.isNaN(length) || response.headers.has('content-encoding') ? undefined : length
  const onBytes = progressOf(options.clock, onProgress, (receivedBytes, bytesPerSecond) => {
    return { filename: name, receivedBytes, totalBytes: size, bytesPerSecond }
  })
  const stream = await checked(response, { context, name, sha256, onBytes })
  return { filename: name, size, sha256, stream, blob: () => new Response(stream).blob() }
}

/** The workspace and repository to put before the file name, if the package has them. */
const placeOf = ({ namespace, repository }: DownloadablePackage): string =>
  namespace === undefined || repository === undefined ? '' : `${namespace}/${repository}/`

/** What errors report about a package and its file. */
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
