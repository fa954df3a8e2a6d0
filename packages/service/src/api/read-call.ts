import type { Context } from 'hono'
import * as v from 'valibot'
import type { Described } from './description.ts'
import { ApiProblem } from './problem.ts'

/** Maximum size of a body in bytes: enough for a plan of many thousand packages. */
export const largestBody = 16 * 2 ** 20

type Schemas = Readonly<Record<string, v.GenericSchema>>

/**
 * Reads and validates the path, query and body of a request.
 *
 * @throws {ApiProblem} 400 with the problems by field; 415 if the body is not JSON
 */
export async function readCall(context: Context, { params = {}, query = {}, body }: Described) {
  const asked = context.req.queries()
  const twice = Object.keys(asked).find((name) => (asked[name]?.length ?? 0) > 1)
  if (twice !== undefined) throw new ApiProblem(400, 'A parameter is given twice.', { [twice]: 'is given twice' })
  return {
    params: checked(v.strictObject({ ...(params as Schemas) }), context.req.param()),
    query: checked(v.strictObject({ ...(query as Schemas) }), context.req.query()),
    body: body === undefined ? undefined : checked(body, await jsonOf(context)),
  }
}

async function jsonOf(context: Context): Promise<unknown> {
  // Pages of other origins cannot send this type without a preflight request.
  const type = context.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') throw new ApiProblem(415, 'Send the body as application/json.')
  try {
    const text = await context.req.text()
    return text === '' ? {} : JSON.parse(text)
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new ApiProblem(400, 'The body is not valid JSON.')
    throw cause
  }
}

function checked<Schema extends v.GenericSchema>(schema: Schema, value: unknown): v.InferOutput<Schema> {
  // The validator would accept an array as an object.
  const read = v.safeParse(schema, Array.isArray(value) ? null : value)
  if (read.success) return read.output
  const flaws = read.issues.map((issue) => [v.getDotPath(issue)?.slice(0, 200) ?? '', issue.message.slice(0, 500)] as const)
  const detail = flaws.map(([field, message]) => [field, message].filter(Boolean).join(' ')).join('; ')
  const fields = Object.fromEntries(flaws.filter(([field]) => field !== ''))
  throw new ApiProblem(400, `The request is invalid: ${detail.slice(0, 2_000)}.`, fields)
}
