import { isNode, listOf, type Node, nodeOf } from './json.ts'
import { follow } from './references.ts'

/** The alternatives of a schema, without references or composition: a value must match one of them. */
type AlternativesOf = (schema: unknown) => readonly Node[]

/**
 * Creates a reader of composed schemas: it follows references, expands unions and merges intersections. It reads only the outermost
 * level, so that recursion ends, and always returns the same alternatives for the same schema.
 */
export function createAlternatives(root: Node): AlternativesOf {
  const known = new Map<Node, readonly Node[]>()

  function alternativesOf(value: unknown): readonly Node[] {
    const schema = nodeOf(value)
    const before = known.get(schema)
    if (before !== undefined) return before
    // A union that contains itself, without an object or an array in between, gains nothing from that.
    known.set(schema, [])
    const found = expand(schema)
    known.set(schema, found)
    return found
  }

  function expand(schema: Node): readonly Node[] {
    const { $ref, allOf, anyOf, oneOf, discriminator, ...own } = schema
    const parts = listOf(allOf).map(alternativesOf)
    const options = [...listOf(anyOf), ...listOf(oneOf)].flatMap(alternativesOf)
    if (options.length > 0) parts.push(options, [tagOf(discriminator)])
    // Keywords beside a reference are about this one use, so they override those of the referenced schema.
    if (typeof $ref === 'string') return [alternativesOf(follow(root, $ref)), [own], ...parts].reduce(combine)
    return parts.length === 0 ? [schema] : [[own], ...parts].reduce(combine)
  }

  return alternativesOf
}

/** Every way to match one schema of the left and one of the right at once. */
const combine = (left: readonly Node[], right: readonly Node[]): readonly Node[] =>
  left.flatMap((a) => right.map((b) => (isEmpty(a) ? b : isEmpty(b) ? a : merge(a, b))))

/** Merges two schemas. If they contradict each other, the later one is assumed to be narrower. */
function merge(a: Node, b: Node): Node {
  const merged = { ...a, ...b, required: [...listOf(a.required), ...listOf(b.required)] }
  return isNode(a.properties) && isNode(b.properties)
    ? { ...merged, properties: mergeFields(a.properties, b.properties) }
    : merged
}

function mergeFields(a: Node, b: Node): Node {
  const common = Object.keys(b).filter((name) => Object.hasOwn(a, name))
  return { ...a, ...b, ...Object.fromEntries(common.map((name) => [name, { ...nodeOf(a[name]), ...nodeOf(b[name]) }])) }
}

/** The field that a discriminator uses, with its values: often only the discriminator has them. */
function tagOf(discriminator: unknown): Node {
  const { propertyName, mapping } = nodeOf(discriminator)
  const words = Object.keys(nodeOf(mapping))
  return typeof propertyName === 'string' && words.length > 0 ? { properties: { [propertyName]: { enum: words } } } : {}
}

const isEmpty = (node: Node) => Object.keys(node).length === 0
