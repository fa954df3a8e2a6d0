import { invalid } from '../core/errors.ts'
import { compile, type Predicate, parseQuery } from './index.ts'

/** Compiles the query of a policy or webhook; an empty one matches all packages. @throws {Refusal} 422 that names the field */
export function compileQuery(field: string, text: string | null | undefined): Predicate {
  return compile(parseQuery(text ?? '', ({ message }) => invalid({ [field]: [message] })))
}
