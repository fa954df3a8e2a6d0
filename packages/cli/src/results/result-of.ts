import { markdownCell, visibleLines } from '@cloudsmith-sdk/promotion/text'
import type { Exit } from '../core/exit-codes.ts'
import type { Check, Markdown, Result } from '../core/result.ts'
import type { Documents, Lines, OwnDocuments } from '../documents/index.ts'
import { cutMarkdown } from '../output/cut-markdown.ts'

/** What makes a result of a document of our own. */
interface Told<Kind extends keyof OwnDocuments> {
  readonly kind: Kind
  readonly value: Omit<Documents[Kind], 'kind' | 'version'>
  /** Default: the document itself. */
  readonly rows?: readonly Lines[Kind][] | undefined
  /** Lines, which may have anything in them, some indented below the one before; or a text in which nothing from outside stands as it is. */
  readonly text: string | readonly string[]
  /** What is said where there are no lines. */
  readonly empty?: string | undefined
  /** What is too long is cut. Default: the lines as a list. */
  readonly markdown?: string | Markdown | undefined
  readonly checks?: readonly Check[] | undefined
  readonly exit?: Exit | undefined
  readonly outputs?: Result['outputs']
}

/** A result that says what kind of document it is. */
export const resultOf = <Kind extends keyof OwnDocuments>({
  kind,
  value,
  exit = 'done',
  checks = [],
  text,
  empty = '',
  markdown = typeof text === 'string' ? text : listOf(text) || empty,
  ...rest
}: Told<Kind>): Result => ({
  ...{ exit, checks, ...rest },
  text: (typeof text === 'string' ? text : visibleLines(text)) || empty,
  markdown: ({ limit }) => cutMarkdown(typeof markdown === 'string' ? markdown : markdown({ limit }), limit),
  document: { kind: `cloudsmith-promotion/${kind}`, version: 1, ...value },
})

/** Lines as items of a list, in which nothing begins markup or mentions anybody. */
const listOf = (lines: readonly string[]): string =>
  lines.map((line) => `${' '.repeat(line.length - line.trimStart().length)}- ${markdownCell(line.trimStart())}`).join('\n')
