import { dereference, type Schema } from '@cloudsmith-sdk/openapi/document'
import { code, table } from '../markdown.ts'
import type { Description, Method } from './methods.ts'
import { type FindModel, typeText } from './type-text.ts'

/** A parameter of a method: of the path, of the query, or a field of the body. */
interface Field {
  readonly name: string
  readonly where: 'path' | 'query' | 'body'
  readonly isRequired: boolean
  readonly schema: Schema
  readonly description: string
  /** Formats that have it. */
  readonly formats: string[]
}

/** The names of a method's parameters. */
export function fieldsOf(method: Method): { readonly all: readonly string[]; readonly required: readonly string[] } {
  const fields = collect(method)
  return { all: fields.map(({ name }) => name), required: fields.filter(({ isRequired }) => isRequired).map(({ name }) => name) }
}

/** A table of a method's parameters. */
export function fieldsTable(method: Method, find: FindModel): string {
  return table(
    ['parameter', 'in', 'type', 'meaning'],
    collect(method).map(({ name, where, isRequired, schema, description, formats }) => [
      `${code(name)}${isRequired ? ' (required)' : ''}`,
      where,
      `${typeText(schema, find)}${schema.default === undefined ? '' : `, default ${code(JSON.stringify(schema.default))}`}`,
      formats.length === method.operations.length ? description : `${description} Only for ${formats.join(', ')}.`,
    ]),
  )
}

function collect(method: Method): Field[] {
  const fields = new Map<string, Field>()
  for (const operation of method.operations) {
    const format = operation.format ?? ''
    const add = (field: Omit<Field, 'formats'>) => {
      const known = fields.get(field.name)
      if (known === undefined) fields.set(field.name, { ...field, formats: [format] })
      else if (!known.formats.includes(format)) known.formats.push(format)
    }
    for (const { name, in: where, required = false, schema, description = '' } of operation.parameters) {
      if (where !== 'header') add({ name, where, isRequired: required, schema, description })
    }
    const isRequired = operation.body?.required ?? false
    for (const body of bodiesOf(method.description, operation.body?.schema)) {
      for (const [name, schema] of Object.entries(body.properties ?? {})) {
        if (name === method.fixed) continue
        const { description = '' } = schema
        add({ name, where: 'body', isRequired: isRequired && (body.required ?? []).includes(name), schema, description })
      }
    }
  }
  return [...fields.values()]
}

/** The schemas of a body: one, or several alternatives. */
function bodiesOf(description: Description, schema: Schema | undefined): readonly Schema[] {
  const body = dereference<Schema>(description, (schema ?? {}) as Schema & { $ref: string })
  return (body.oneOf ?? body.anyOf)?.flatMap((each) => bodiesOf(description, each)) ?? [body]
}
