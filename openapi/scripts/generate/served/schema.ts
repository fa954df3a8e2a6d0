/** Any object of a document. */
export type Node = Readonly<Record<string, unknown>>

/** An older version of what descriptions are written in. */
export interface Dialect {
  /** Where its schemas lie. */
  readonly schemas: string
  /** What it calls a schema that null fits too. */
  readonly nullable: string
  /** Whether it can say that a value fits one schema of several. */
  readonly hasAlternatives: boolean
  /** Keywords that it does not have. */
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

/** Keywords whose values are schemas, or that older versions have in another form. */
const converted = ['$ref', 'anyOf', 'oneOf', 'discriminator', 'examples', 'properties', 'items', 'additionalProperties']

/**
 * A schema of OpenAPI 3.1 in an older version: null is a property of a schema, one example is left of several, what only we say is left out,
 * and what stands beside a reference stands around it.
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

/** Readers of older versions overlook what stands beside a reference. */
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
  // All that such a version can say of them is the type that they have in common; anything fits where there is none.
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
