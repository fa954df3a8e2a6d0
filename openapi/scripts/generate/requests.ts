import { type Document, dereference, type Operation, type Schema } from './document.ts'

/** The JSON Schema keywords that are checked in requests as they are. */
const checked = [
  'type',
  'enum',
  'format',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'minItems',
  'maxItems',
  'required',
  'x-one-of',
  'x-at-most-one-of',
] as const

type Rule = Record<string, unknown> & { properties?: Record<string, Rule>; required?: string[]; enum?: unknown[] }

type Union = Schema & { discriminator?: { propertyName: string; mapping: Record<string, string> }; readOnly?: boolean }

const ruleType = `/** The rule for a value of a request, in JSON Schema keywords except for \`nullable\` and \`variants\`. Lengths are in characters. */
export interface Rule {
  readonly type?: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object'
  readonly nullable?: true
  readonly enum?: readonly (string | number)[]
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly items?: Rule
  readonly properties?: Readonly<Record<string, Rule>>
  readonly required?: readonly string[]
  /** Groups of fields, exactly one of which must be present. */
  readonly 'x-one-of'?: readonly (readonly string[])[]
  /** Groups of fields, at most one of which may be present. */
  readonly 'x-at-most-one-of'?: readonly (readonly string[])[]
  readonly anyOf?: readonly Rule[]
  /** Which rule applies, by the value of a field of the object. */
  readonly variants?: { readonly by: string; readonly of: Readonly<Record<string, Rule>> }
}
`

/**
 * The rules for requests, as a TypeScript file: for the bodies and the queries of all operations, by operation id. Read-only fields are
 * left out. Rules that several operations share are written once.
 */
export function writeRequests(documents: readonly { document: Document; operations: readonly Operation[] }[]): string {
  const names = new Map<string, string>()
  const lines: string[] = []

  /** Name of the constant for a rule. */
  function constant(rule: Rule): string {
    const text = written(rule)
    const known = names.get(text)
    if (known !== undefined) return known
    const name = `r${names.size}`
    names.set(text, name)
    lines.push(`const ${name}: Rule = ${text}`)
    return name
  }

  function written(rule: Rule): string {
    const entries = Object.entries(rule).map(([word, value]) => `${JSON.stringify(word)}: ${writtenWord(word, value)}`)
    return `{ ${entries.join(', ')} }`
  }

  function writtenWord(word: string, value: unknown): string {
    if (word === 'items') return constant(value as Rule)
    if (word === 'properties') return table(value as Record<string, Rule>, ', ')
    if (word === 'anyOf') return `[${(value as Rule[]).map(constant).join(', ')}]`
    if (word !== 'variants') return JSON.stringify(value)
    const { by, of } = value as { by: string; of: Record<string, Rule> }
    return `{ by: ${JSON.stringify(by)}, of: ${table(of, ', ')} }`
  }

  const table = (rules: Record<string, Rule>, between: string): string =>
    `{ ${Object.entries(rules)
      .map(([name, rule]) => `${JSON.stringify(name)}: ${constant(rule)}`)
      .join(between)} }`

  const all = documents.flatMap(({ document, operations }) => operations.map((operation) => ({ document, operation })))
  const bodies = all.flatMap(({ document, operation: { id, body } }) =>
    body ? [[id, ruleOf(document, body.schema)] as const] : [],
  )
  const queries = all.map(({ document, operation }) => [operation.id, queryRule(document, operation)] as const)
  const texts = [bodies, queries].map((rules) => table(Object.fromEntries(rules), ',\n  '))
  const docs = ['What the bodies of requests must be, by operation id.', 'What the queries of requests must be, by operation id.']
  const exports = ['bodies', 'queries'].map(
    (name, index) => `/** ${docs[index]} */\nexport const ${name}: Readonly<Record<string, Rule>> = ${texts[index]}\n`,
  )
  return [ruleType, `${lines.join('\n')}\n`, ...exports].join('\n')
}

function queryRule(document: Document, { parameters }: Operation): Rule {
  const asked = parameters.filter((parameter) => parameter.in === 'query')
  const required = asked.filter((parameter) => parameter.required).map(({ name }) => name)
  return {
    type: 'object',
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(asked.map(({ name, schema }) => [name, ruleOf(document, schema)])),
  }
}

function ruleOf(document: Document, given: Union): Rule {
  const { $ref: reference, anyOf = [], oneOf = [], items, properties, discriminator } = given
  const resolve = (schema: Schema) => dereference<Union>(document, schema as Union & { $ref: string })
  const own: Rule = Object.fromEntries(checked.filter((word) => word in given).map((word) => [word, given[word as keyof Schema]]))
  if (items !== undefined) own.items = ruleOf(document, items)
  if (properties !== undefined) {
    const sent = Object.entries(properties).filter(([, schema]) => !(resolve(schema).readOnly ?? (schema as Union).readOnly))
    own.properties = Object.fromEntries(sent.map(([name, schema]) => [name, ruleOf(document, schema)]))
    const required = own.required?.filter((name) => sent.some(([known]) => known === name)) ?? []
    delete own.required
    if (required.length > 0) own.required = required
  }
  if (reference !== undefined) return { ...ruleOf(document, resolve({ $ref: reference })), ...own }
  if (discriminator !== undefined) {
    const variants = Object.entries(discriminator.mapping).map(([word, $ref]) => [word, ruleOf(document, { $ref })] as const)
    return { ...own, variants: { by: discriminator.propertyName, of: Object.fromEntries(variants) } }
  }
  const choices = [...anyOf, ...oneOf]
  const rules = choices.filter(({ type }) => type !== 'null').map((schema) => ruleOf(document, schema))
  const nullable = rules.length < choices.length ? { nullable: true } : {}
  if (rules.length === 0) return { ...own, ...nullable }
  if (rules.length === 1) return { ...rules[0], ...own, ...nullable }
  if (rules.every((rule) => rule.properties !== undefined)) return { ...rules.reduce(either), ...own, ...nullable }
  return { ...own, ...nullable, anyOf: rules }
}

/** An object that may be of either of two types that no field distinguishes: it may have the fields of both. */
function either(one: Rule, other: Rule): Rule {
  const properties = { ...one.properties }
  for (const [name, rule] of Object.entries(other.properties ?? {})) {
    const words = [...(properties[name]?.enum ?? []), ...(rule.enum ?? [])]
    properties[name] = words.length > 0 ? { ...rule, enum: [...new Set(words)] } : rule
  }
  const required = (one.required ?? []).filter((name) => other.required?.includes(name))
  return { type: 'object', ...(required.length > 0 && { required }), properties }
}
