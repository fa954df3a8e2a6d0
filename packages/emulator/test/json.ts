/** JSON of whatever shape, as the language itself types it: tests look into answers, and their assertions say what they expect. */
export type Json = ReturnType<typeof JSON.parse>

/** The JSON of a response. */
export async function json(response: Response): Promise<Json> {
  return JSON.parse(await response.text())
}
