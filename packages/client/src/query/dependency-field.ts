import { type Operator, operators, type Term } from '@cloudsmith-sdk/search-language'
import { InvalidRequestError } from '../errors/base.ts'
import { queryOf } from './query.ts'
import { type TextField, textQuestions } from './text-field.ts'

/** A comparison with a version, as in a manifest: `<2.0.0`, `=1.2.17`, `~=1.4`. */
export type Constraint = `${Operator}${string}`

/**
 * Queries on the packages that a package depends on: one of them has the name, and its version satisfies the constraint. Only the form with
 * `contains` is documented by the service.
 */
export type DependencyField = TextField<[constraint?: Constraint]>

/** Creates the queries on dependencies. They throw an InvalidRequestError for a constraint without an operator or a version. */
export function dependencyField(): DependencyField {
  return textQuestions((value, constraint?: Constraint) =>
    queryOf({ kind: 'term', field: 'dependency', value, ...(constraint !== undefined && readConstraint(constraint)) }),
  )
}

function readConstraint(text: Constraint): Required<Pick<Term, 'constraint'>> {
  const operator = operators.find((operator) => text.startsWith(operator))
  const version = text.slice(operator?.length).trim()
  if (operator !== undefined && version !== '') return { constraint: { operator, version } }
  throw new InvalidRequestError(
    `${JSON.stringify(text)} is not a version constraint. Write an operator and a version, like "<2.0.0".`,
  )
}
