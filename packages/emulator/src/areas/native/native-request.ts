import { wrongState } from '../../core/errors.ts'
import type { Incoming } from '../../core/incoming.ts'
import { segmentsOf } from '../../core/path.ts'
import { parsedJson, readBytes, readForm, readJson } from '../../core/read-body.ts'
import { unpackWhole } from '../../files/compression.ts'
import { limitsInForce } from '../../files/limits.ts'
import { UnreadableError } from '../../files/unreadable.ts'
import type { NativeRequest } from '../../format/native.ts'

/** Most characters of JSON in a request: npm publishes tarballs of up to 100 MiB in it, as base64. */
const longestJson = 144 * 2 ** 20

/** A request in the form for a format's registry. @param path the path after the repository's own URL */
export function nativeRequest(request: Incoming, url: URL, path: string, isDownload: boolean): NativeRequest {
  let read: Promise<unknown> | undefined
  const isPacked = request.headers.get('content-encoding') === 'gzip'
  return {
    method: request.method,
    path,
    segments: path === '' ? [] : segmentsOf(path),
    query: url.searchParams,
    headers: request.headers,
    isDownload,
    json() {
      read ??= isPacked ? unpacked(request) : readJson(request, longestJson)
      return read
    },
    bytes: () => readBytes(request),
    form: () => readForm(request),
  }
}

/** JSON that may be compressed: npm does that with long lists. @throws {Refusal} 400 or 413 */
async function unpacked(request: Incoming): Promise<unknown> {
  const packed = await readBytes(request)
  try {
    return parsedJson(new TextDecoder().decode(await unpackWhole(packed, limitsInForce())))
  } catch (error) {
    throw error instanceof UnreadableError ? wrongState(`The body cannot be unpacked: ${error.message}.`) : error
  }
}
