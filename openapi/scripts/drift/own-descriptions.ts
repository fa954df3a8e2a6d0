import { readDocument } from '../generate/document.ts'
import type { Node } from './json.ts'
import { type Operation, operationsOf } from './operations.ts'
import { pairUp } from './pairs.ts'
import { UnusableInput } from './unusable-input.ts'

/** One of our descriptions. */
interface Description {
  /** Its file. */
  name: string
  operations: Operation[]
}

/** The versions of the API that we describe. */
export const versions = ['v1', 'v2'] as const
export type Version = (typeof versions)[number]

/** Whether a word names a version. */
export const isVersion = (word: string): word is Version => versions.some((version) => version === word)

/** Reads our description of one version. */
export async function readOwn(version: Version): Promise<Description> {
  const name = `cloudsmith-${version}.yaml`
  return { name, operations: operationsOf(await readDocument<Node>(name)) }
}

/**
 * Reads our description with the most operations in common with a published document.
 *
 * @throws {UnusableInput} neither has any in common, or both have equally many
 */
export async function readOwnLike(published: readonly Operation[]): Promise<Description> {
  const candidates = await Promise.all(versions.map(readOwn))
  const shared = new Map(candidates.map((candidate) => [candidate, pairUp(candidate.operations, published).size]))
  const most = Math.max(...shared.values())
  const [best, ...others] = candidates.filter((candidate) => shared.get(candidate) === most)
  if (best === undefined || most === 0) {
    throw new UnusableInput(
      'The document shares no operation with ours. If it is the right one, say --against v1 or --against v2.',
    )
  }
  if (others.length > 0)
    throw new UnusableInput(
      'The document has equally many operations in common with v1 and v2: pass --against v1 or --against v2.',
    )
  return best
}
