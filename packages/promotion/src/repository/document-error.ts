import { CloudsmithError } from '@cloudsmith-sdk/client'
import { quoted } from '../text/shown.ts'
import { visible } from '../text/visible.ts'

/** Keys and indexes that lead to a field. */
export type FieldPath = readonly (string | number)[]

/** Something wrong with a document, and where. */
export interface DocumentProblem {
  /** Such as `stages[1].gates.max-severity.critical`; empty for the whole. */
  readonly field: string
  /** A sentence without its full stop, of which the field is the subject where there is one. */
  readonly message: string
  /** From 1; undefined for a document that is no text. */
  readonly line: number | undefined
  readonly column: number | undefined
}

/**
 * A document that is not what it should be. `problems` are all that is wrong with it; the message shows the first of them.
 *
 * @remedy Correct the document at each of `problems`, which have line and field. Plans and reports are not edited: make
 * them anew.
 */
export class DocumentError extends CloudsmithError {
  static override readonly kind: string = 'DocumentError'

  readonly problems: readonly DocumentProblem[]

  /** @param source name of the file, for the message */
  constructor(problems: readonly DocumentProblem[], source: string) {
    super(messageOf(problems, source))
    this.problems = problems
  }
}

/** Problems that a message shows, at most. */
const mostTold = 20

function messageOf(problems: readonly DocumentProblem[], source: string): string {
  const { length } = problems
  const lines = problems
    .slice(0, mostTold)
    .map((problem, index) => visible(lineOf(problem, source)) + (length > 1 ? ` (${index + 1} of ${length} problems)` : ''))
  return [...lines, ...(length > mostTold ? [`and ${length - mostTold} more`] : [])].join('\n')
}

function lineOf({ field, message, line, column }: DocumentProblem, source: string): string {
  const place = line === undefined ? source : `${source}:${line}:${column}`
  return `${place}: ${field === '' ? '' : `${field}: `}${message}`
}

/** Something wrong, not yet found in a text. */
export interface Flaw {
  readonly path: FieldPath
  readonly message: string
}

/** A flaw of a document that is no text. */
export const unplaced = ({ path, message }: Flaw): DocumentProblem => ({
  field: fieldOf(path),
  message,
  line: undefined,
  column: undefined,
})

/** A path as it is written in code. What is no word is quoted, made visible and cut: keys come from outside, too. */
export const fieldOf = (path: FieldPath): string =>
  path
    .map((key, index) => {
      if (typeof key === 'number') return `[${key}]`
      if (!/^[\w$-]{1,60}$/.test(key)) return `[${quoted(key)}]`
      return index === 0 ? key : `.${key}`
    })
    .join('')
