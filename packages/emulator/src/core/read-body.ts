import { wrongState } from './errors.ts'
import { ConnectionLost } from './faults.ts'
import type { Incoming } from './incoming.ts'

/** The JSON of a request; an empty body counts as an empty object. @throws {Refusal} 400 for what is no JSON */
export async function readJson(request: Incoming): Promise<unknown> {
  const text = await request.text().catch(cutShort)
  if (text.trim() === '') return {}
  try {
    return JSON.parse(text)
  } catch (error) {
    throw wrongState(`JSON parse error - ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** The bytes of a request. */
export async function readBytes(request: Incoming): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await request.arrayBuffer().catch(cutShort))
}

/** A body that stops in the middle is the caller's end of the connection. */
function cutShort(cause: unknown): never {
  throw new ConnectionLost('the body did not arrive as a whole', { cause })
}
