import { createHash } from 'node:crypto'
import type { Incoming } from '../../core/incoming.ts'
import type { Reply } from '../../core/reply.ts'

/** Adds an `ETag` to an index, and answers with 304 if the client has it already. Files have tags of their own. */
export function revalidated(reply: Reply, { method, headers }: Incoming): Reply {
  const { status, body, raw, headers: given = {} } = reply
  if (status !== 200 || (method !== 'GET' && method !== 'HEAD') || 'ETag' in given) return reply
  const text = raw ?? JSON.stringify(body) ?? ''
  const tag = `"${createHash('sha1').update(text).digest('hex')}"`
  const all = { ...(raw === undefined ? { 'Content-Type': 'application/json' } : {}), ...given, ETag: tag }
  const known = (headers.get('if-none-match') ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''))
  if (known.includes(tag) || known.includes('*')) return { status: 304, headers: all }
  return { status, raw: text, headers: all }
}
