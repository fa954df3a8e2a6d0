import { type Document, dereference, type Schema } from '@cloudsmith-sdk/openapi/document'

/** A schema with the keywords that restrict requests. */
export interface Described extends Schema {
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  readOnly?: boolean
  discriminator?: { propertyName: string; mapping: Record<string, string> }
}

/** A value that the description does not allow, with the reason and the path of the mistake. */
export interface Mistake {
  readonly what: string
  readonly value: unknown
  readonly at: readonly string[]
}

/** A schema, without the null that it allows as an alternative. */
function resolved(document: Document, given: Described): { schema: Described; isNullable: boolean } {
  const { $ref, anyOf, ...own } = given
  if ($ref !== undefined) return resolved(document, { ...dereference<Described>(document, { $ref }), ...own })
  const choices = anyOf?.filter(({ type }) => type !== 'null') ?? []
  const isNullable = choices.length < (anyOf?.length ?? 0)
  const [only] = choices
  if (choices.length !== 1 || only === undefined) return { schema: given, isNullable }
  return { schema: { ...resolved(document, only).schema, ...own }, isNullable }
}

const wrongTypes: Readonly<Record<string, unknown>> = {
  string: 1,
  integer: 'one',
  number: 'one',
  boolean: 'perhaps',
  array: 'no list',
  object: 'no object',
}

const wrongFormats: Readonly<Record<string, string>> = {
  uri: 'nowhere',
  email: 'nobody',
  uuid: 'no id',
  'date-time': 'yesterday',
}

const here = (what: string, value: unknown): Mistake => ({ what, value, at: [] })

/** Everything that can be wrong with a value. */
export function mistakesIn(document: Document, given: Described): Mistake[] {
  const { schema, isNullable } = resolved(document, given)
  const { type, format, minLength = 0, maxLength, minimum, maximum, minItems = 0, maxItems, items } = schema
  if (typeof type !== 'string') return []
  return [
    here('wrong type', wrongTypes[type]),
    ...(isNullable ? [] : [here('null', null)]),
    ...(schema.enum === undefined ? [] : [here('unknown word', type === 'string' ? 'no such word' : -1)]),
    ...(minLength === 0 ? [] : [here('too short', 'x'.repeat(minLength - 1))]),
    ...(maxLength === undefined ? [] : [here('too long', 'x'.repeat(maxLength + 1))]),
    ...(schema.pattern === undefined ? [] : [here('no such pattern', 'a\nb')]),
    ...(format === undefined || !(format in wrongFormats) ? [] : [here('no such format', wrongFormats[format])]),
    ...(minimum === undefined ? [] : [here('below the minimum', minimum - 1)]),
    ...(maximum === undefined ? [] : [here('above the maximum', maximum + 1)]),
    ...(minItems === 0
      ? []
      : [
          here(
            'too few',
            Array.from({ length: minItems - 1 }, () => 'x'),
          ),
        ]),
    ...(maxItems === undefined
      ? []
      : [
          here(
            'too many',
            Array.from({ length: maxItems + 1 }, () => 'x'),
          ),
        ]),
    ...(items === undefined ? [] : mistakesIn(document, items)).map(({ what, value, at }) => ({
      what,
      value: [value],
      at: ['0', ...at],
    })),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, property]) => mistakesInField(document, schema, name, property)),
  ]
}

function mistakesInField(document: Document, { required = [] }: Described, name: string, property: Described): Mistake[] {
  if (resolved(document, property).schema.readOnly) return []
  const inside = mistakesIn(document, property)
  return [
    ...(required.includes(name) ? [{ what: 'missing', value: {}, at: [name] }] : []),
    ...inside.map(({ what, value, at }) => ({ what: `${name}: ${what}`, value: { [name]: value }, at: [name, ...at] })),
  ]
}

/** The bodies of an operation: one, or one of each variant, with the field that selects it. */
export function kindsOf(document: Document, body: Described): { schema: Described; base: object }[] {
  const { schema } = resolved(document, body)
  const { discriminator, anyOf = [] } = schema
  if (discriminator !== undefined) {
    const { propertyName, mapping } = discriminator
    return Object.entries(mapping).map(([word, $ref]) => ({
      schema: resolved(document, { $ref }).schema,
      base: { [propertyName]: word },
    }))
  }
  const kinds = schema.properties === undefined ? anyOf : [schema]
  return kinds.map((one) => ({ schema: resolved(document, one).schema, base: {} }))
}

/** Values at the limits of what the description allows; none if more than limits is needed to be valid. */
export function edgesOf(document: Document, given: Described): unknown[] {
  const { schema, isNullable } = resolved(document, given)
  const { type, format, pattern, minLength = 1, maxLength, minimum, maximum, items } = schema
  const plain =
    type === 'string' && schema.enum === undefined && pattern === undefined && !(format !== undefined && format in wrongFormats)
  return [
    ...(isNullable ? [null] : []),
    ...(schema.enum ?? []),
    ...(plain ? ['x'.repeat(Math.max(1, minLength)), 'x'.repeat(maxLength ?? 10_000)] : []),
    ...[minimum, maximum].filter((edge) => edge !== undefined),
    ...(type === 'boolean' ? [true, false] : []),
    ...(items === undefined ? [] : edgesOf(document, items).map((edge) => [edge])),
  ]
}
