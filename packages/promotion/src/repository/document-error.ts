import { CloudsmithError } from '@cloudsmith-sdk/client'
import { quoted } from '../text/shown.ts'
import { visible } from '../text/visible.ts'

/** The keys and indexes that lead to a field. */
export type FieldPath = readonly (string | number)[]

/** A problem in a document, and its place. */
export interface DocumentProblem {
  /** Path of the field, such as `stages[1].gates.max-severity.critical`; empty for the whole document. */
  readonly field: string
  /** A sentence without a full stop. If there is a field, it is the subject of the sentence. */
  readonly message: string
  /** Line in the text, from 1; undefined if the document is not a text. */
  readonly line: number | undefined
  /** Column in the line, from 1; undefined if the document is not a text. */
  readonly column: number | undefined
}

/**
 * A document is invalid. `problems` lists everything that is wrong with it; the message shows the first of them.
 *
 * @remedy Correct the document at each of `problems`, which have line and field. Do not edit plans and reports: create new ones.
 */
export class DocumentError extends CloudsmithError {
  static override readonly kind: string = 'DocumentError'

  /** Everything that is wrong with the document. */
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

/** A problem whose place in the text has not been found yet. */
export interface Flaw {
  readonly path: FieldPath
  readonly message: string
}

/** A flaw of a document that is not a text. */
export const unplaced = ({ path, message }: Flaw): DocumentProblem => ({
  field: fieldOf(path),
  message,
  line: undefined,
  column: undefined,
})

/** Formats a path as in code. Keys that are not plain words are quoted, made visible and shortened, because they may be untrusted. */
export const fieldOf = (path: FieldPath): string =>
  path
    .map((key, index) => {
      if (typeof key === 'number') return `[${key}]`
      if (!/^[\w$-]{1,60}$/.test(key)) return `[${quoted(key)}]`
      return index === 0 ? key : `.${key}`
    })
    .join('')
