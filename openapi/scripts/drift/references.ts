import { isNode, type Node, nodeOf } from './json.ts'
import { UnusableInput } from './unusable-input.ts'

/** The object itself, or what it refers to, through as many references as there are. */
export type Resolve = (value: unknown) => Node

/**
 * Makes a resolver of the references in a document.
 *
 * It throws {@link UnusableInput} where a reference leads nowhere, to itself or out of the document.
 */
export function createResolver(root: Node): Resolve {
  return function resolve(value) {
    const seen = new Set<string>()
    let node = nodeOf(value)
    while (typeof node.$ref === 'string') {
      if (seen.has(node.$ref)) throw new UnusableInput(`The reference ${node.$ref} leads to itself.`)
      seen.add(node.$ref)
      node = follow(root, node.$ref)
    }
    return node
  }
}

/**
 * What a reference points at, by JSON pointer.
 *
 * @throws {UnusableInput} the reference leads nowhere or out of the document
 */
export function follow(root: Node, ref: string): Node {
  if (!ref.startsWith('#'))
    throw new UnusableInput(`The reference ${ref} leads out of the document: bundle it into one file first.`)
  const steps = ref.split('/').slice(1).map(unescapeStep)
  const found = steps.reduce<unknown>((at, step) => (Array.isArray(at) ? at[Number(step)] : nodeOf(at)[step]), root)
  if (!isNode(found)) throw new UnusableInput(`The reference ${ref} leads nowhere.`)
  return found
}

const unescapeStep = (step: string) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~')
