import { Refusal, wrongState } from './errors.ts'
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

/** The form of a request; nothing for what is no form. @throws {Refusal} 413 for one that is too long */
export async function readForm(request: Incoming): Promise<FormData | undefined> {
  return request.formData().catch((error) => {
    if (error instanceof Refusal) throw error
    return undefined
  })
}

/** A body that stops in the middle is the caller's end of the connection; one that is too long was refused. */
function cutShort(cause: unknown): never {
  if (cause instanceof Refusal) throw cause
  throw new ConnectionLost('the body did not arrive as a whole', { cause })
}
