import { isNode, type Node, nodeOf } from './json.ts'
import { UnusableInput } from './unusable-input.ts'

/** The object itself, or the object that it refers to, through any number of references. */
export type Resolve = (value: unknown) => Node

/**
 * Creates a resolver for the references in a document.
 *
 * It throws {@link UnusableInput} for a reference that leads nowhere, to itself or out of the document.
 */
export function createResolver(root: Node): Resolve {
  return function resolve(value) {
    const seen = new Set<string>()
    let node = nodeOf(value)
    while (typeof node.$ref === 'string') {
      if (seen.has(node.$ref)) throw new UnusableInput(`The reference ${node.$ref} refers to itself.`)
      seen.add(node.$ref)
      node = follow(root, node.$ref)
    }
    return node
  }
}

/**
 * The target of a reference, by JSON pointer.
 *
 * @throws {UnusableInput} the reference leads nowhere or out of the document
 */
export function follow(root: Node, ref: string): Node {
  if (!ref.startsWith('#'))
    throw new UnusableInput(`The reference ${ref} refers to another document: bundle it into one file first.`)
  const steps = ref.split('/').slice(1).map(unescapeStep)
  const found = steps.reduce<unknown>((at, step) => (Array.isArray(at) ? at[Number(step)] : nodeOf(at)[step]), root)
  if (!isNode(found)) throw new UnusableInput(`The reference ${ref} has no target.`)
  return found
}

const unescapeStep = (step: string) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~')
