import { engine } from '../core/engine.ts'
import { UsageError } from '../core/usage-error.ts'
import { readDocument } from '../files/read-document.ts'
import { acting, command, type Frame } from '../frame/command.ts'
import type { CommonOptions } from '../frame/task.ts'
import { nameOf } from '../results/name-of.ts'
import { planResult } from '../results/plan.ts'
import { resultOf } from '../results/result-of.ts'

/** `explain`: shows why packages of a plan would not be promoted, gate by gate. */
export const explainCommand = (frame: Frame) =>
  command(
    'explain',
    'Explain why packages of a plan would be promoted or not: each gate, what it saw, what it requires, who may waive it.',
  )
    .argument('<plan>', 'plan file, or - for standard input')
    .argument('[name...]', 'names of packages (default: all that would not be promoted)')
    .action(
      acting<CommonOptions & { args?: string[] }>(frame, async (task, { args: [file = '-', ...names] = [] }) => {
        const { describeAnswer } = await import('@cloudsmith-sdk/promotion/gates')
        const { gateReasonsOf } = await engine()
        const plan = await readDocument(task.context, 'plan', file)
        const meant = plan.items.filter(({ outcome, package: { name } }) =>
          names.length === 0 ? outcome !== 'promote' && outcome !== 'already there' : names.includes(name),
        )
        const unknown = names.find((name) => !plan.items.some((item) => item.package.name === name))
        if (unknown !== undefined) throw new UsageError(`${file} has no package ${JSON.stringify(unknown)}.`)
        const told = meant.map((item) => {
          const gates = gateReasonsOf(plan, item)
          const lines = [...new Set([...item.reasons, ...gates.map((gate) => `${gate.gate}: ${describeAnswer(gate)}`)])]
          return { item, name: nameOf(item.package), gates, lines }
        })
        const rows = told.map(({ item, gates }) => ({
          package: item.package,
          outcome: item.outcome,
          reasons: item.reasons,
          gates,
        }))
        const { checks } = await planResult({ ...plan, items: meant })
        return resultOf({
          kind: 'explanation',
          value: { plan: plan.digest, items: rows },
          rows,
          text: told.flatMap(({ item, name, lines }) => [`${name}: ${item.outcome}`, ...lines.map((line) => `  ${line}`)]),
          empty: 'Everything would be promoted.',
          checks,
        })
      }),
    )
