import * as v from 'valibot'
import { fieldOf } from '../core/field-path.ts'
import { shown } from '../core/visible.ts'
import { flawsOfIssue } from '../seed/flaws-of-issue.ts'
import { ControlProblem } from './problem.ts'

/** Reads a body. @throws {ControlProblem} 400 with what is wrong, by field; what is wrong with the whole is in the detail alone */
export function readBody<Schema extends v.GenericSchema>(schema: Schema, body: unknown): v.InferOutput<Schema> {
  // For a validator, a list is an object too.
  const isList = Array.isArray(body) && schema.type !== 'union'
  const checked = v.safeParse(schema, isList ? null : body)
  if (checked.success) return checked.output
  const flaws = checked.issues.flatMap((issue) => flawsOfIssue(schema, issue))
  const named = flaws.map(({ path, message }) => ({ field: shown(fieldOf(path), 100), message: shown(message, 300) }))
  const detail = named.map(({ field, message }) => `${field || 'it'} ${message}`).join('; ')
  const fields = named.filter(({ field }) => field !== '').map(({ field, message }) => [field, message])
  throw new ControlProblem(
    400,
    `The body is not as it should be: ${shown(detail, 1_000)}.`,
    fields.length > 0 ? Object.fromEntries(fields) : undefined,
  )
}
