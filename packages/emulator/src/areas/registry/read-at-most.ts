import type { Incoming } from '../../core/incoming.ts'
import { type passing, shared } from '../../core/memory.ts'
import { readBytes } from '../../core/read-body.ts'
import { registryRefusal } from './errors.ts'

/**
 * Reads the bytes of a request.
 *
 * @param most most bytes
 * @throws {Refusal} 413 as soon as it is known that there are more
 */
export async function readAtMost(
  { body, headers }: Incoming,
  most: number,
  reserve: typeof shared | typeof passing = shared,
): Promise<Uint8Array> {
  const refuse = () => registryRefusal(413, 'SIZE_INVALID', `more than ${most} bytes cannot be taken`)
  if (Number(headers.get('content-length') ?? 0) > most) throw refuse()
  async function* bounded() {
    let size = 0
    for await (const chunk of body ?? []) {
      size += chunk.length
      if (size > most) throw refuse()
      yield chunk
    }
  }
  return readBytes({ body: bounded(), headers }, reserve)
}
