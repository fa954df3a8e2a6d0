/** JSON of any shape, as the language itself types it: tests read responses of all shapes, and their assertions state what they expect. */
export type Json = ReturnType<typeof JSON.parse>

/** The JSON of a response. */
export async function json(response: Response): Promise<Json> {
  return JSON.parse(await response.text())
}
