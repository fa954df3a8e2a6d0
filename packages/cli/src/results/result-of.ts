import { markdownCell, visibleLines } from '@cloudsmith-sdk/promotion/text'
import type { Exit } from '../core/exit-codes.ts'
import type { Check, Markdown, Result } from '../core/result.ts'
import type { Documents, Lines, OwnDocuments } from '../documents/index.ts'
import { cutMarkdown } from '../output/cut-markdown.ts'

/** What a result of one of this program's documents is made from. */
interface Told<Kind extends keyof OwnDocuments> {
  readonly kind: Kind
  readonly value: Omit<Documents[Kind], 'kind' | 'version'>
  /** The lines of NDJSON. Default: the document itself. */
  readonly rows?: readonly Lines[Kind][] | undefined
  /** Lines, which may contain any text and may be indented below the line before; or a text in which everything from outside is already escaped. */
  readonly text: string | readonly string[]
  /** The text if there are no lines. */
  readonly empty?: string | undefined
  /** Markdown; what is too long is cut. Default: the lines as a list. */
  readonly markdown?: string | Markdown | undefined
  readonly checks?: readonly Check[] | undefined
  readonly exit?: Exit | undefined
  readonly outputs?: Result['outputs']
}

/** Makes a result with the kind of its document. */
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

/** Lines as a Markdown list in which nothing starts markup or mentions anybody. */
const listOf = (lines: readonly string[]): string =>
  lines.map((line) => `${' '.repeat(line.length - line.trimStart().length)}- ${markdownCell(line.trimStart())}`).join('\n')
