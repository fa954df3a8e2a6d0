// biome-ignore lint/suspicious/noExplicitAny: tests read responses of all shapes, and their assertions state what they expect
export type Json = any

/** The JSON of a response. */
export async function json(response: Response): Promise<Json> {
  return response.json()
}
