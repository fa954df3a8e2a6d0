import { ChecksumMismatchError, type Cloudsmith, NotFoundError, PermissionError, QuarantinedError } from '@cloudsmith-sdk/client'
import { isPom, type PackageRow } from '../../repository/row.ts'
import { type Pom, PomError, pomIn } from './pom.ts'

/** Maximum size of a POM, in bytes: real ones have some ten thousand. */
const largestPom = 1024 * 1024

/** A POM, or why it is not available, as the words that follow its name. */
export type PomAnswer = { readonly pom: Pom } | { readonly why: string }

/** The POM file of a package; undefined if it has none. */
export const pomFileOf = ({ files }: PackageRow) => files.find((file) => isPom(file) && file.cdn_url)

/** Downloads the POM of a package, in one request. It is used only if it has the checksum that the service reports. */
export async function readPom(cloudsmith: Cloudsmith, row: PackageRow, signal: AbortSignal | undefined): Promise<PomAnswer> {
  const file = pomFileOf(row)
  if (file === undefined) return { why: 'is not there' }
  if (row.is_quarantined) return { why: 'is quarantined' }
  const { namespace, repository, slug_perm } = row
  const source = {
    ...{ namespace, repository, slug_perm, filename: file.filename },
    ...{ cdn_url: file.cdn_url ?? null, checksum_sha256: file.checksum_sha256 ?? '' },
  }
  try {
    const { stream, sha256 } = await cloudsmith.download(source, { signal })
    if (!sha256) return { why: 'has no checksum' }
    return { pom: await pomIn(await fewBytes(stream)) }
  } catch (error) {
    if (error instanceof PomError) return { why: error.message }
    if (error instanceof ChecksumMismatchError) return { why: 'does not match its checksum' }
    if (error instanceof NotFoundError) return { why: 'is not there' }
    if (error instanceof PermissionError || error instanceof QuarantinedError) return { why: 'is not given out' }
    throw error
  }
}

async function fewBytes(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<Uint8Array> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  let length = 0
  for await (const part of stream) {
    length += part.length
    if (length > largestPom) throw new PomError(`has more than ${largestPom} bytes`)
    parts.push(part)
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer())
}
