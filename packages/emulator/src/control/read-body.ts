import type * as v from 'valibot'
import { fieldOf } from '../core/field-path.ts'
import { shown } from '../core/visible.ts'
import { checked } from '../seed/checked.ts'
import { ControlProblem } from './problem.ts'

/** Parses a body. @throws {ControlProblem} 400 with what is wrong by field, or in the detail if the body as a whole is wrong */
export function readBody<Schema extends v.GenericSchema>(schema: Schema, body: unknown): v.InferOutput<Schema> {
  const read = checked(schema, body)
  if ('output' in read) return read.output
  const named = read.flaws.map(({ path, message }) => ({ field: shown(fieldOf(path), 100), message: shown(message, 300) }))
  const detail = named.map(({ field, message }) => (field === '' ? `it ${message}` : `${field}: ${message}`)).join('; ')
  const fields = named.filter(({ field }) => field !== '').map(({ field, message }) => [field, message])
  throw new ControlProblem(
    400,
    `The body is invalid: ${shown(detail, 1_000).replace(/[^.?]$/, '$&.')}`,
    fields.length > 0 ? Object.fromEntries(fields) : undefined,
  )
}
