import { child, isNode, type Json, type Node } from '../node.ts'
import type { Facts } from './facts.ts'
import { fits } from './fits.ts'

/** Follows a reference. The target may be in another document, whose references are resolved there. */
export type Resolve = (ref: string) => { name: string; schema: Node; resolve: Resolve }

/** What an example is composed for. */
export interface Purpose {
  facts: Facts
  resolve: Resolve
  /** A response has every field that is sent; a request has the required fields and the selected optional ones. */
  isRequest: boolean
  /** Operation id, or the name of a shared response. */
  operation: string
  /** Collects the places without a value that need one. */
  missing: Set<string>
}

/** The schemas that contain the composed value, outermost first, so that no example contains itself. */
type Around = readonly string[]

/**
 * Composes an example of a schema from the given values of its fields, otherwise from its default, its first enum value, or its format.
 * Lists have one row. A nullable field without a value is null.
 *
 * @returns undefined if a value is missing
 */
export function compose(schema: Node, purpose: Purpose, around: Around = []): Json | undefined {
  const { $ref } = schema
  const own = ownOf(schema) ?? schema.default
  if (own !== undefined) return own
  if (typeof $ref === 'string') {
    const { name, schema: target, resolve } = purpose.resolve($ref)
    return around.includes(name) ? undefined : compose(target, { ...purpose, resolve }, [...around, name])
  }
  if (Array.isArray(schema.enum)) return schema.enum[0]
  const alternatives = schema.anyOf ?? schema.oneOf
  if (Array.isArray(alternatives)) return oneOf(alternatives.filter(isNode), purpose, around)
  if (Array.isArray(schema.allOf)) {
    return schema.allOf
      .filter(isNode)
      .map((part) => compose(part, purpose, around))
      .reduce(merge)
  }
  if (schema.type === 'object' || schema.properties !== undefined) return composeObject(schema, purpose, around)
  switch (schema.type) {
    case 'array': {
      const row = compose(child(schema, 'items'), purpose, around)
      return row === undefined ? [] : [row]
    }
    case 'boolean':
      return false
    case 'string':
      return purpose.facts.inFormat(String(schema.format))
    default:
      return undefined
  }
}

/** The value in the description itself. */
const ownOf = ({ const: only, example, examples }: Node): Json | undefined =>
  only ?? example ?? (Array.isArray(examples) ? examples[0] : undefined)

function oneOf(alternatives: Node[], purpose: Purpose, around: Around): Json | undefined {
  const isNullable = alternatives.some(({ type }) => type === 'null')
  for (const alternative of alternatives) {
    if (alternative.type === 'null' || (isNullable && isPlain(alternative, purpose))) continue
    const value = compose(alternative, purpose, around)
    if (value !== undefined && !(isNullable && isEmpty(value))) return value
  }
  return isNullable ? null : undefined
}

/** A string, a number or a boolean whose possible values are not known. */
function isPlain(schema: Node, { resolve }: Purpose): boolean {
  const { type, enum: words } = typeof schema.$ref === 'string' ? resolve(schema.$ref).schema : schema
  return words === undefined && ['string', 'integer', 'number', 'boolean'].includes(String(type))
}

/** Merges two values that apply together; where they differ, the second takes precedence. */
function merge(first: Json | undefined, second: Json | undefined): Json | undefined {
  if (!isNode(first) || !isNode(second)) return second ?? first
  const names = new Set([...Object.keys(first), ...Object.keys(second)])
  return Object.fromEntries([...names].map((name) => [name, merge(first[name], second[name]) ?? null]))
}

function composeObject(schema: Node, purpose: Purpose, around: Around): Json {
  const { facts, isRequest, missing, operation, resolve } = purpose
  const model = around.at(-1) ?? ''
  const required = Array.isArray(schema.required) ? schema.required : []
  const wanted = isRequest ? facts.listed('requests', model) : []
  const { shown, hidden } = groupsOf(schema, wanted)
  const unwanted = [...hidden, ...facts.listed('without', model)]
  const fields: Node = {}
  for (const [name, field] of Object.entries(child(schema, 'properties'))) {
    if (!isNode(field) || unwanted.includes(name) || (isRequest ? field.readOnly : field.writeOnly)) continue
    const isNeeded = required.includes(name) || shown.includes(name)
    if (isRequest && !isNeeded && !wanted.includes(name)) continue
    const told = ownOf(field) ?? facts.of({ model, operation }, name, (value) => fits(value, field, resolve))
    const value = told === undefined ? compose(field, purpose, around) : told
    if (value !== undefined && (isNeeded || told !== undefined || !isEmpty(value))) fields[name] = value
    else if (isNeeded) missing.add(`${model || operation}.${name}`)
  }
  return fields
}

/** A list or a map without a value. */
const isEmpty = (value: Json): boolean => typeof value === 'object' && value !== null && Object.keys(value).length === 0

/** For fields that exclude each other: the group to show, and the fields of the other groups, which must be left out. */
function groupsOf(schema: Node, wanted: readonly string[]): { shown: string[]; hidden: string[] } {
  const groups = (schema['x-one-of'] ?? schema['x-at-most-one-of'] ?? []) as string[][]
  const chosen = groups.find((group) => group.some((name) => wanted.includes(name))) ?? groups[0] ?? []
  const hidden = groups.filter((group) => group !== chosen).flat()
  return { shown: schema['x-one-of'] === undefined ? [] : chosen, hidden }
}
