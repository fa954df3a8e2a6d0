import type { Visit } from '../parts.ts'
import { unfit } from './problem.tsx'

/** What a form has in its fields. */
export interface Form {
  /** Undefined where nothing was filled in. @throws {PageProblem} it is longer than may be */
  text(name: string, longest: number): string | undefined
  /** @throws {PageProblem} nothing was filled in, or it is longer than may be */
  required(name: string, longest: number, otherwise: string): string
}

/**
 * Reads a form.
 *
 * @param way where one goes from what is not right with it
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
