import { createHash } from 'node:crypto'
import type { Reply } from '../../../core/reply.ts'
import type { NativeRequest } from '../../../format/native.ts'

/**
 * Serves a file of the compact index. Files grow at their end: clients that have the beginning request the rest, and check with the checksum of the
 * whole that both fit together.
 *
 * @see https://guides.rubygems.org/rubygems-org-compact-index-api/
 */
export function indexFile({ method, headers: asked }: NativeRequest, text: string): Reply {
  const bytes = new Uint8Array(Buffer.from(text))
  const sha256 = createHash('sha256').update(bytes).digest('base64')
  // Bundler compares it with the MD5 of its own copy.
  const tag = `"${createHash('md5').update(bytes).digest('hex')}"`
  const headers = {
    'Content-Type': 'text/plain; charset=utf-8',
    'Accept-Ranges': 'bytes',
    ETag: tag,
    'Repr-Digest': `sha-256=:${sha256}:`,
    Digest: `sha-256=${sha256}`,
  }
  const known = (asked.get('if-none-match') ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''))
  if (known.includes(tag) || known.includes('*')) return { status: 304, headers }
  const [, first, last] = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(asked.get('range') ?? '') ?? []
  if (first === undefined || method !== 'GET') return { status: 200, raw: bytes, headers }
  const [start, end] = [Number(first), Math.min(last ? Number(last) + 1 : bytes.length, bytes.length)]
  if (start >= end) return { status: 416, raw: '', headers: { ...headers, 'Content-Range': `bytes */${bytes.length}` } }
  const range = { 'Content-Range': `bytes ${start}-${end - 1}/${bytes.length}` }
  return { status: 206, raw: bytes.subarray(start, end), headers: { ...headers, ...range } }
}
