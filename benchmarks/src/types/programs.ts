import type { Placed } from '../operations.ts'
import type { Peer } from './peers.ts'

/** How much a program calls. */
export const extents = ['none', 'one', 'all'] as const

/** How much a program calls: nothing, one operation or every operation. */
export type Extent = (typeof extents)[number]

/** The one operation of a program with one call: a path of three parts, a body and an answer of many fields. */
const sample = 'packages_copy'

/**
 * Every program calls a method of its own and awaits it. A checker that meets its first call, first object of parameters and first await has
 * to get ready for them, whoever declares them: that is the price of the language, and would be put on the first call of a peer.
 */
const own = [
  'const own = { parts: { async twice(given: { of: number }) { return { is: given.of * 2 } } } }',
  'void (await own.parts.twice({ of: 1 })).is',
]

/**
 * A program that imports a peer, awaits something, and calls as much as it is told to.
 *
 * What the calls are given is declared, not written out: the figures then are of the signatures and not of somebody's literals. Each
 * call is awaited down to its data, which is where some clients compute their types.
 *
 * @throws {Error} the operation that stands for one call is no longer described
 */
export function writeProgram(peer: Peer, operations: readonly Placed[], extent: Extent): string {
  const called = { none: [], one: operations.filter(({ operation }) => operation.id === sample), all: operations }[extent]
  if (extent === 'one' && called.length !== 1) throw new Error(`${sample} is not in the API description`)
  const calls = called.flatMap((placed, index) => {
    const parameters = peer.parameters(placed)
    const argument = parameters === undefined ? '' : `p${index}`
    return [
      ...(parameters === undefined ? [] : [`declare const ${argument}: ${parameters}`]),
      `void (${peer.call(placed, argument)})`,
    ]
  })
  return `${[peer.header, ...own, ...calls].join('\n')}\n`
}
