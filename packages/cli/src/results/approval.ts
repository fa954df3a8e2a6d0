import type { Plan } from '@cloudsmith-sdk/promotion'
import { markdownCell } from '@cloudsmith-sdk/promotion/text'
import { engine } from '../core/engine.ts'
import type { Markdown } from '../core/result.ts'
import { markerOf } from '../output/marker.ts'

/** An approval: by whom, and how long it is valid. */
interface Given {
  readonly by: string
  readonly expires: Date | undefined
  readonly isProved: boolean
  /** Why it will not count, as sentences without a full stop whose subject is the approval. */
  readonly notes: readonly string[]
}

/**
 * An approval and its plan as a pull request comment. The hidden first line is the same for every plan between these stages, so a bot finds the
 * comment that it wrote before.
 */
export async function approvalMarkdown(plan: Plan, { by, expires, isProved, notes }: Given): Promise<Markdown> {
  const { planMarkdown } = await engine()
  const until = expires === undefined ? '' : ` until ${expires.toISOString()}`
  const head = [
    markerOf(plan.from, plan.to),
    `**${by.slice(0, 100)}** approves plan \`${plan.digest.slice(0, 12)}\`${until}${isProved ? ', with proof' : ''}.`,
    ...notes.map((note) => `It will not count, because it ${markdownCell(note)}.`),
    '',
    '',
  ].join('\n')
  return ({ limit }) => `${head}${planMarkdown(plan, { limit: limit - Buffer.byteLength(head) })}`
}
