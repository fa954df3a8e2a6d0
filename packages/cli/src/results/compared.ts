import type { Exit } from '../core/exit-codes.ts'
import type { Check, Result } from '../core/result.ts'

/** What makes a result of something that has no kind of its own. */
interface Compared {
  readonly kind: string
  readonly value: object
  readonly rows: readonly object[]
  readonly text: string
  readonly markdown: string
  readonly checks?: readonly Check[] | undefined
  readonly exit?: Exit | undefined
  readonly outputs?: Result['outputs']
}

/** A result that says what kind of document it is. */
export const resultOf = ({ kind, value, exit = 'done', checks = [], ...rest }: Compared): Result => ({
  ...{ exit, checks, ...rest },
  document: { kind: `cloudsmith-promotion/${kind}`, version: 1, ...value },
})
