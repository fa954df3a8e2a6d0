import type { Visit } from '../parts.ts'
import { unfit } from './problem.tsx'

/** The fields of a submitted form. */
export interface Form {
  /** The value of a field; undefined if it is empty. @throws {PageProblem} it is too long */
  text(name: string, longest: number): string | undefined
  /** The value of a required field. @throws {PageProblem} it is empty (with the message `otherwise`) or too long */
  required(name: string, longest: number, otherwise: string): string
}

/**
 * Reads a submitted form.
 *
 * @param way link to the page to return to if a field is not valid
 */
export async function formOf({ context }: Visit, way: readonly [href: string, title: string]): Promise<Form> {
  const fields = await context.req.parseBody()
  const text: Form['text'] = (name, longest) => {
    const value = fields[name]
    const said = typeof value === 'string' ? value.trim() : ''
    if (said.length > longest) throw unfit(`Your text has ${said.length} characters; at most ${longest} are allowed.`, way)
    return said === '' ? undefined : said
  }
  return {
    text,
    required(name, longest, otherwise) {
      const said = text(name, longest)
      if (said === undefined) throw unfit(otherwise, way)
      return said
    },
  }
}
