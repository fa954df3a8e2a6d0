import type { Plan } from '@cloudsmith-sdk/promotion'
import { markdownCell } from '@cloudsmith-sdk/promotion/text'
import { engine } from '../core/engine.ts'
import type { Markdown } from '../core/result.ts'
import { markerOf } from '../output/marker.ts'

/** Who agreed, and how long it counts. */
interface Given {
  readonly by: string
  readonly expires: Date | undefined
  readonly isProved: boolean
  /** Why it will not count, as sentences without full stop of which it is the subject. */
  readonly notes: readonly string[]
}

/**
 * An approval and its plan as a comment on a pull request. The first line, which is not shown, is the same for every plan along these stages: by it
 * a bot finds the comment that it wrote before.
 */
export async function approvalMarkdown(plan: Plan, { by, expires, isProved, notes }: Given): Promise<Markdown> {
  const { planMarkdown } = await engine()
  const until = expires === undefined ? '' : ` until ${expires.toISOString()}`
  const head = [
    markerOf(plan.from, plan.to),
    `**${by.slice(0, 100)}** agrees${until} to plan \`${plan.digest.slice(0, 12)}\`${isProved ? ', and proves it' : ''}.`,
    ...notes.map((note) => `It will not count, because it ${markdownCell(note)}.`),
    '',
    '',
  ].join('\n')
  return ({ limit }) => `${head}${planMarkdown(plan, { limit: limit - Buffer.byteLength(head) })}`
}
