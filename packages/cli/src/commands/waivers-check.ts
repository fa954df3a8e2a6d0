import type { Plan } from '@cloudsmith-sdk/promotion'
import { readDocument } from '../files/read-document.ts'
import { acting, command, type Frame } from '../frame/command.ts'
import type { CommonOptions } from '../frame/task.ts'
import { resultOf } from '../results/result-of.ts'
import { checkWaiver } from '../steps/check-waiver.ts'

/** `waivers check`: checks that every waiver is of use. */
export const waiversCheckCommand = (frame: Frame) =>
  command('check', 'Fail if a waiver has expired, lasts too long, or applies to nothing. Works offline.')
    .argument('[plan...]', 'plan files: a waiver that applies to nothing in any of them is reported')
    .action(
      acting<CommonOptions & { args?: string[] }>(frame, async (task, { args: files = [] }) => {
        const { pipeline } = await task.pipeline()
        const now = new Date(task.context.clock?.now() ?? Date.now())
        const plans: Plan[] = []
        for (const file of files) plans.push(await readDocument(task.context, 'plan', file))
        const rows = await Promise.all(
          pipeline.waivers.given.map(async (waiver) => ({ waiver, ...(await checkWaiver(waiver, pipeline, plans, now)) })),
        )
        const lines = rows.map(({ waiver, flaws, notes }) => {
          const said = [...flaws, ...notes]
          return `${flaws.length > 0 ? 'FAIL' : 'ok  '}  ${waiver.waives} by ${waiver.owner}${said.length === 0 ? '' : `: ${said.join('; ')}`}`
        })
        const failed = rows.filter(({ flaws }) => flaws.length > 0).length
        return resultOf({
          kind: 'waiver-check',
          value: { owner: pipeline.owner, waivers: rows },
          rows,
          text: lines,
          empty: 'No waivers.',
          exit: failed > 0 ? 'blocked' : 'done',
          checks: rows.map(({ waiver, flaws, notes }) => ({
            subject: `${waiver.waives} (${waiver.owner})`,
            rule: 'waiver',
            outcome: flaws.length > 0 ? 'failed' : notes.length > 0 ? 'skipped' : 'passed',
            reasons: [...flaws, ...notes],
          })),
          outputs: { waivers: rows.length, failed },
        })
      }),
    )
