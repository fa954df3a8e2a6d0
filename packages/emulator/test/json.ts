// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of all shapes, and their assertions say what they expect
export type Json = any

/** The JSON of a response. */
export async function json(response: Response): Promise<Json> {
  return response.json()
}
