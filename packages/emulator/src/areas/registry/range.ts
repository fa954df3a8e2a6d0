import type { Incoming } from '../../core/incoming.ts'
import type { Reply } from '../../core/reply.ts'
import { registryRefusal } from './errors.ts'

/**
 * Serves the requested part, for clients that continue an interrupted pull. Serves everything if no part, or several, are requested.
 *
 * @throws {Refusal} 416 if the part starts after the end
 */
export function partOf(reply: Reply & { readonly raw: Uint8Array }, { method, headers }: Incoming): Reply {
  const whole = { ...reply, headers: { ...reply.headers, 'Accept-Ranges': 'bytes' } }
  const [, first, last] = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(headers.get('range') ?? '') ?? []
  if (first === undefined || method !== 'GET') return whole
  const { length } = reply.raw
  const [start, end] = [Number(first), Math.min(last ? Number(last) + 1 : length, length)]
  if (start >= end)
    throw registryRefusal(416, 'SIZE_INVALID', `there are ${length} bytes`, { 'Content-Range': `bytes */${length}` })
  const range = { 'Content-Range': `bytes ${start}-${end - 1}/${length}` }
  return { status: 206, raw: reply.raw.subarray(start, end), headers: { ...whole.headers, ...range } }
}
