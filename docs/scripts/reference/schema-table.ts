import { code, table } from '../markdown.ts'

/** The part of a JSON Schema that is shown. */
export interface JsonSchema {
  readonly $ref?: string
  readonly title?: string
  readonly description?: string
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly default?: unknown
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly additionalProperties?: boolean | JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly definitions?: Readonly<Record<string, JsonSchema>>
}

/** A field of a document, with its path: `stages[].gates`. */
interface Field {
  readonly path: string
  readonly schema: JsonSchema
  readonly isRequired: boolean
}

/** A table of every field of a document, nested fields after their parents. */
export function schemaTable(whole: JsonSchema, from = whole): string {
  return table(
    ['field', 'type', 'meaning'],
    fieldsIn(from, '', whole, []).map(({ path, schema, isRequired }) => [
      `${code(path)}${isRequired ? ' (required)' : ''}`,
      typeText(schema, whole),
      schema.description ?? resolve(schema, whole).description ?? '',
    ]),
  )
}

function fieldsIn(schema: JsonSchema, path: string, whole: JsonSchema, within: readonly JsonSchema[]): Field[] {
  const { properties = {}, required = [], items, additionalProperties, anyOf, oneOf } = resolve(schema, whole)
  const own = resolve(schema, whole)
  // A recursive schema is listed once.
  if (within.includes(own)) return []
  const inside = [...within, own]
  const direct = Object.entries(properties).flatMap(([name, each]) => {
    const at = path === '' ? name : `${path}.${name}`
    return [{ path: at, schema: each, isRequired: required.includes(name) }, ...fieldsIn(each, at, whole, inside)]
  })
  const rows = items === undefined ? [] : fieldsIn(items, `${path}[]`, whole, inside)
  const named = typeof additionalProperties === 'object' ? fieldsIn(additionalProperties, `${path}.*`, whole, inside) : []
  const one = (anyOf ?? oneOf ?? []).flatMap((each) => fieldsIn(each, path, whole, inside))
  const seen = new Set<string>()
  return [...direct, ...rows, ...named, ...one].filter((field) => !seen.has(field.path) && seen.add(field.path))
}

function resolve(schema: JsonSchema, whole: JsonSchema): JsonSchema {
  const name = schema.$ref?.split('/').at(-1)
  return name === undefined ? schema : (whole.definitions?.[name] ?? {})
}

function typeText(schema: JsonSchema, whole: JsonSchema, within: readonly JsonSchema[] = []): string {
  const own = resolve(schema, whole)
  if (within.includes(own)) return 'the same'
  const text = (each: JsonSchema) => typeText(each, whole, [...within, own])
  const { type, const: only, enum: words, items, anyOf, oneOf, additionalProperties } = own
  const alternatives = anyOf ?? oneOf
  if (alternatives !== undefined) return [...new Set(alternatives.map(text))].join(' or ')
  if (only !== undefined) return code(JSON.stringify(only))
  if (words !== undefined) return words.map((word) => code(String(word))).join(', ')
  if (items !== undefined) return `list of ${text(items)}`
  if (typeof additionalProperties === 'object') return `map of ${text(additionalProperties)}`
  return [type ?? 'anything']
    .flat()
    .map((each) => plain[each] ?? each)
    .join(' or ')
}

const plain: Readonly<Record<string, string>> = { integer: 'whole number' }
