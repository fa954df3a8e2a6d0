import type { Incoming } from '../../core/incoming.ts'
import { segmentsOf } from '../../core/path.ts'
import { readBytes, readForm, readJson } from '../../core/read-body.ts'
import type { NativeRequest } from '../../format/native.ts'

/** A request as the registry of a format sees it. @param path what follows the repository's own address */
export function nativeRequest(request: Incoming, url: URL, path: string, isDownload: boolean): NativeRequest {
  let read: Promise<unknown> | undefined
  return {
    method: request.method,
    path,
    segments: path === '' ? [] : segmentsOf(path),
    query: url.searchParams,
    headers: request.headers,
    isDownload,
    json() {
      read ??= readJson(request)
      return read
    },
    bytes: () => readBytes(request),
    form: () => readForm(request),
  }
}
