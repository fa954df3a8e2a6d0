import { visibleInQuotes, visibleJson } from '../core/visible-json.ts'
import type { DraftedWaiver } from '../documents/waivers.ts'
import { readDocument } from '../files/read-document.ts'
import { acting, command, type Frame } from '../frame/command.ts'
import type { CommonOptions } from '../frame/task.ts'
import { resultOf } from '../results/result-of.ts'
import { draftWaivers } from '../steps/draft-waivers.ts'

/** `waivers draft`: drafts the waivers that a plan needs. */
export const waiversDraftCommand = (frame: Frame) =>
  command(
    'draft',
    'Print drafts of waivers for the gates that block packages of a plan and may be waived, for people to complete.',
  )
    .argument('<plan>', 'plan file, or - for standard input')
    .action(
      acting<CommonOptions & { args?: string[] }>(frame, async (task, { args: [file] = [] }) => {
        const plan = await readDocument(task.context, 'plan', file)
        const waivers = await draftWaivers(plan)
        const text = await yamlOf(waivers)
        return resultOf({
          kind: 'waiver-draft',
          value: { plan: plan.digest, waivers },
          rows: waivers,
          text,
          markdown: `\`\`\`yaml\n${text}\`\`\`\n`,
          checks: waivers.map(({ waives, mayWaive }) => ({
            subject: waives,
            rule: 'waiver',
            outcome: 'waiting',
            reasons: [`${mayWaive.join(' or ')} may waive it`],
          })),
          outputs: { waivers: waivers.length },
        })
      }),
    )

/** A waivers file that is not valid until somebody has filled in who approves each waiver, why, and until when. */
async function yamlOf(drafted: readonly DraftedWaiver[]): Promise<string> {
  const { Document, isCollection, isNode, visit } = await import('yaml')
  const waivers = drafted.map(({ waives, packages, stages }) => ({
    ...{ waives, packages, stages },
    ...{ owner: null, reason: null, expires: null },
  }))
  const document = new Document({ kind: 'cloudsmith-promotion/waivers', version: 1, waivers })
  const list = document.get('waivers')
  if (isCollection(list)) {
    for (const [index, { mayWaive, fixed }] of drafted.entries()) {
      const item = list.get(index, true)
      const fix = fixed === null ? [] : [` ${oneLine(fixed)} fixes it: to waive it anyway, set untilFixed: false`]
      if (isNode(item)) item.commentBefore = [` ${oneLine(mayWaive.join(' or '))} may waive it`, ...fix].join('\n')
    }
  }
  visit(document, {
    Scalar(_, scalar) {
      if (typeof scalar.value === 'string' && visibleJson(scalar.value) !== JSON.stringify(scalar.value))
        scalar.type = 'QUOTE_DOUBLE'
    },
  })
  return visibleInQuotes(document.toString({ nullStr: '' }))
}

/** Removes line breaks, which would end the YAML comment. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ')
