/** Any object of a document. */
export type Node = Readonly<Record<string, unknown>>

/** An older version of the OpenAPI specification. */
export interface Dialect {
  /** Path of its schemas. */
  readonly schemas: string
  /** Its keyword for a schema that allows null. */
  readonly nullable: string
  /** Whether it can express that a value matches one of several schemas. */
  readonly hasAlternatives: boolean
  /** Keywords that it lacks. */
  readonly lacks: readonly string[]
}

/** Version 2.0. */
export const swagger: Dialect = {
  schemas: '#/definitions/',
  nullable: 'x-nullable',
  hasAlternatives: false,
  lacks: ['writeOnly', 'deprecated'],
}

/** Version 3.0. */
export const openapi: Dialect = { schemas: '#/components/schemas/', nullable: 'nullable', hasAlternatives: true, lacks: [] }

/** Keywords whose values are schemas, or that older versions express differently. */
const converted = ['$ref', 'anyOf', 'oneOf', 'discriminator', 'examples', 'properties', 'items', 'additionalProperties']

/**
 * An OpenAPI 3.1 schema in an older version: null becomes a property of the schema, only the first of several examples is kept, our own
 * extensions are left out, and keywords beside a reference wrap it.
 */
export function olderSchema(schema: Node, dialect: Dialect): Node {
  const { examples, properties, items, additionalProperties } = schema
  const older = (inner: unknown) => (typeof inner === 'object' ? olderSchema(inner as Node, dialect) : inner)
  const kept = Object.fromEntries(Object.entries(schema).filter(([key]) => isKept(key, dialect)))
  return {
    ...kept,
    ...(Array.isArray(examples) && { example: examples[0] }),
    ...(properties !== undefined && { properties: mapValues(properties as Node, older) }),
    ...(items !== undefined && { items: older(items) }),
    ...(additionalProperties !== undefined && { additionalProperties: older(additionalProperties) }),
    ...(typeof schema.$ref === 'string' && reference(schema.$ref, kept, dialect)),
    ...alternatives(schema, kept, dialect),
  }
}

const isKept = (key: string, { lacks }: Dialect): boolean =>
  !converted.includes(key) && !lacks.includes(key) && !key.startsWith('x-')

/** Readers of older versions ignore keywords beside a reference. */
function reference(ref: string, beside: Node, { schemas }: Dialect): Node {
  const $ref = ref.replace('#/components/schemas/', schemas)
  return Object.keys(beside).length === 0 ? { $ref } : { allOf: [{ $ref }] }
}

function alternatives(schema: Node, beside: Node, dialect: Dialect): Node {
  const kind = schema.anyOf === undefined ? 'oneOf' : 'anyOf'
  const all = (schema[kind] ?? []) as readonly Node[]
  const others = all.filter(({ type }) => type !== 'null')
  const nullable = others.length < all.length && { [dialect.nullable]: true }
  const [only] = others
  if (only !== undefined && others.length === 1) {
    const inner = olderSchema(only, dialect)
    return { ...(inner.$ref === undefined ? inner : { allOf: [inner] }), ...beside, ...nullable }
  }
  if (others.length === 0) return { ...nullable }
  // Such a version can only express the type that the alternatives share, or no type if they share none.
  if (!dialect.hasAlternatives)
    return { ...(others.every(({ type }) => type === only?.type) && { type: only?.type }), ...nullable }
  const { discriminator } = schema
  return {
    [kind]: others.map((inner) => olderSchema(inner, dialect)),
    ...(discriminator !== undefined && { discriminator }),
    ...nullable,
  }
}

/** The same object with other values. */
export const mapValues = (node: Node, change: (value: unknown) => unknown): Node =>
  Object.fromEntries(Object.entries(node).map(([key, value]) => [key, change(value)]))
