import type { HistoryEntry } from '@cloudsmith-sdk/promotion/evidence'
import { engine } from '../core/engine.ts'
import type { Check } from '../core/result.ts'
import { UsageError } from '../core/usage-error.ts'
import { readTrust, trustName } from '../files/trust.ts'
import { acting, command, type Frame } from '../frame/command.ts'
import type { CommonOptions } from '../frame/task.ts'
import { nameOf } from '../results/name-of.ts'
import { resultOf } from '../results/result-of.ts'

/** `verify`: checks that every package of a stage has evidence. */
export const verifyCommand = (frame: Frame) =>
  command('verify', `Check that every package in a stage has evidence for its exact bytes, signed by a key in ${trustName}.`)
    .argument('<stage>', 'stage')
    .action(
      acting<CommonOptions & { args?: string[] }>(frame, async (task, { args: [stage = ''] = [] }) => {
        const { history } = await import('@cloudsmith-sdk/promotion/evidence')
        const { snapshot } = await engine()
        const { pipeline, path } = await task.pipeline()
        const { keys = [] } = await readTrust(path)
        if (keys.length === 0) throw new UsageError(`${trustName} next to the pipeline lists no keys, so nothing can be proved.`)
        const cloudsmith = await task.cloudsmith()
        const { signal } = task.context
        const held = await snapshot(cloudsmith, pipeline, stage, { signal })
        const entries = Map.groupBy(await history(cloudsmith, pipeline, { stage, keys, signal }), ({ slugPerm }) => slugPerm)
        const rows = held.items.map((item) => ({
          package: item.package,
          slugPerm: item.slugPerm,
          ...proofOf(entries.get(item.slugPerm) ?? []),
        }))
        const lines = rows.map(
          (row) => `${row.proved ? 'proved  ' : 'UNPROVED'}  ${nameOf(row.package)}${row.why === null ? '' : `: ${row.why}`}`,
        )
        return resultOf({
          kind: 'verification',
          value: { owner: pipeline.owner, stage, items: rows },
          rows,
          text: lines,
          empty: `${stage} is empty.`,
          exit: rows.every(({ proved }) => proved) ? 'done' : 'blocked',
          checks: rows.map(
            (row): Check => ({
              subject: nameOf(row.package),
              rule: 'evidence',
              outcome: row.proved ? 'passed' : 'failed',
              reasons: row.why === null ? [] : [row.why],
            }),
          ),
          outputs: { packages: rows.length, unproved: rows.filter(({ proved }) => !proved).length },
        })
      }),
    )

/** One proof is enough. Without any, says what is wrong with the evidence that was found. */
function proofOf(entries: readonly HistoryEntry[]): { proved: boolean; why: string | null } {
  const evidence = entries.filter(({ witness }) => witness === 'evidence')
  if (evidence.some(({ verified }) => verified)) return { proved: true, why: null }
  const why = evidence.flatMap((entry) => (entry.verified ? [] : [entry.why]))
  return { proved: false, why: why.join('; ') || 'it has no evidence' }
}
