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
  readonly text: string
  /** What is too long is cut, whatever it is. */
  readonly markdown: string | Markdown
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
  markdown,
  ...rest
}: Told<Kind>): Result => ({
  ...{ exit, checks, ...rest },
  markdown: ({ limit }) => cutMarkdown(typeof markdown === 'string' ? markdown : markdown({ limit }), limit),
  document: { kind: `cloudsmith-promotion/${kind}`, version: 1, ...value },
})
