import { invalid } from '../core/errors.ts'
import { compile, type Predicate, parseQuery, QuerySyntaxError } from '../search/index.ts'

/** Compiles the query of a policy or webhook; nothing means all packages. @throws {Refusal} 422 that names the field */
export function compileQuery(field: string, text: string | null | undefined): Predicate {
  try {
    return compile(parseQuery(text ?? ''))
  } catch (error) {
    if (error instanceof QuerySyntaxError) throw invalid({ [field]: [error.message] })
    throw error
  }
}
