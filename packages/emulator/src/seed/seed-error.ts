import type { FieldPath } from '../core/field-path.ts'
import { shown } from '../core/visible.ts'

/** Problems that a message tells at most, and characters of what is said of each. */
const most = { problems: 20, field: 200, message: 500 }

/** Something wrong with a seed, not yet found in its text. */
export interface Flaw {
  readonly path: FieldPath
  readonly message: string
}

/** Something wrong with a seed, and where. */
export interface SeedProblem {
  /** Such as `workspaces[0].accounts[1].role`; empty for the whole. */
  readonly field: string
  readonly message: string
  /** From 1. */
  readonly line: number
  readonly column: number
}

/**
 * A seed that makes no sense. The message has the first twenty problems.
 *
 * @remedy Correct the seed at each of `problems`, which have line and field. The editor finds them with
 * `seed.schema.json`.
 */
export class SeedError extends Error {
  override readonly name = 'SeedError'
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
