import type { FieldPath } from '../core/field-path.ts'
import { shown } from '../core/visible.ts'

/** Most problems in a message, and most characters of each part. */
const most = { problems: 20, field: 200, message: 500 }

/** A problem with a seed whose position in the text is not known yet. */
export interface Flaw {
  readonly path: FieldPath
  readonly message: string
}

/** A problem with a seed, and its position. */
export interface SeedProblem {
  /** Such as `workspaces[0].accounts[1].role`; empty for the whole seed. */
  readonly field: string
  /** What is wrong with the field. */
  readonly message: string
  /** Starts at 1. */
  readonly line: number
  /** Starts at 1. */
  readonly column: number
}

/**
 * An invalid seed. The message has the first twenty problems.
 *
 * @remedy Correct the seed at each of `problems`, which have line and field. Editors report them with `seed.schema.json`.
 */
export class SeedError extends Error {
  override readonly name = 'SeedError'
  /** All problems that were found. */
  readonly problems: readonly SeedProblem[]

  /** @param source name of the file, for the message */
  constructor(problems: readonly SeedProblem[], source: string) {
    const lines = problems.slice(0, most.problems).map((problem) => lineOf(problem, source))
    const left = problems.length - lines.length
    super([...lines, ...(left > 0 ? [`${source}: and ${left} more problem${left === 1 ? '' : 's'}`] : [])].join('\n'))
    this.problems = problems
  }
}

function lineOf({ field, message, line, column }: SeedProblem, source: string): string {
  return `${source}:${line}:${column}: ${field === '' ? '' : `${shown(field, most.field)}: `}${shown(message, most.message)}`
}
