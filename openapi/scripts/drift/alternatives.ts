import { isNode, listOf, type Node, nodeOf } from './json.ts'
import { follow } from './references.ts'

/** The schemas, without references or composition, of which a value meets one where the given schema stands. */
type AlternativesOf = (schema: unknown) => readonly Node[]

/**
 * Makes a reader of composed schemas: references are followed, unions spread out, intersections merged. Only the outermost level is
 * read, so that recursive schemas have an end, and the same schema always has the very same alternatives.
 */
export function createAlternatives(root: Node): AlternativesOf {
  const known = new Map<Node, readonly Node[]>()

  function alternativesOf(value: unknown): readonly Node[] {
    const schema = nodeOf(value)
    const before = known.get(schema)
    if (before !== undefined) return before
    // A union that contains itself, with neither an object nor an array between, gains nothing by that.
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
    // What stands beside a reference is about this one use, so it comes after what the reference says.
    if (typeof $ref === 'string') return [alternativesOf(follow(root, $ref)), [own], ...parts].reduce(combine)
    return parts.length === 0 ? [schema] : [[own], ...parts].reduce(combine)
  }

  return alternativesOf
}

/** Every way to meet one schema of the left and one of the right at once. */
const combine = (left: readonly Node[], right: readonly Node[]): readonly Node[] =>
  left.flatMap((a) => right.map((b) => (isEmpty(a) ? b : isEmpty(b) ? a : merge(a, b))))

/** Both schemas at once; where they contradict each other, the later is taken to be the narrower. */
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

/** What a discriminator says of the field that tells the alternatives apart: often only it knows the words. */
function tagOf(discriminator: unknown): Node {
  const { propertyName, mapping } = nodeOf(discriminator)
  const words = Object.keys(nodeOf(mapping))
  return typeof propertyName === 'string' && words.length > 0 ? { properties: { [propertyName]: { enum: words } } } : {}
}

const isEmpty = (node: Node) => Object.keys(node).length === 0
