import { wrongState } from './errors.ts'

/** The JSON of a request; an empty body counts as an empty object. @throws {Refusal} 400 for what is no JSON */
export async function readJson(request: Request): Promise<unknown> {
  const text = await request.text()
  if (text.trim() === '') return {}
  try {
    return JSON.parse(text)
  } catch (error) {
    throw wrongState(`JSON parse error - ${error instanceof Error ? error.message : String(error)}`)
  }
}
