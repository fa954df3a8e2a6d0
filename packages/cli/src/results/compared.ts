import type { Exit } from '../core/exit-codes.ts'
import type { Check, Markdown, Result } from '../core/result.ts'
import { cutMarkdown } from '../output/cut-markdown.ts'

/** What makes a result of something that has no kind of its own. */
interface Compared {
  readonly kind: string
  readonly value: object
  readonly rows: readonly object[]
  readonly text: string
  /** What is too long is cut, whatever it is. */
  readonly markdown: string | Markdown
  readonly checks?: readonly Check[] | undefined
  readonly exit?: Exit | undefined
  readonly outputs?: Result['outputs']
}

/** A result that says what kind of document it is. */
export const resultOf = ({ kind, value, exit = 'done', checks = [], markdown, ...rest }: Compared): Result => ({
  ...{ exit, checks, ...rest },
  markdown: ({ limit }) => cutMarkdown(typeof markdown === 'string' ? markdown : markdown({ limit }), limit),
  document: { kind: `cloudsmith-promotion/${kind}`, version: 1, ...value },
})
