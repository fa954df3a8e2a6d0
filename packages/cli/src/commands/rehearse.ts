import type { MirrorGap } from '@cloudsmith-sdk/emulator/mirror'
import type { Plan, Report } from '@cloudsmith-sdk/promotion'
import { engine } from '../core/engine.ts'
import { decidedBeside } from '../files/decided.ts'
import { readDocument } from '../files/read-document.ts'
import { acting, command, type Frame } from '../frame/command.ts'
import type { CommonOptions } from '../frame/task.ts'
import { resultOf } from '../results/compared.ts'
import { nameOf } from '../results/name-of.ts'
import { reportResult } from '../results/report.ts'

/** `rehearse`: what would become of a plan. */
export const rehearseCommand = (frame: Frame) =>
  command('rehearse', 'Apply a plan to a mirror of the stages, in memory, and say what would happen. Sends nothing but reads.')
    .argument('<plan>', 'file with a plan, or - for standard input')
    .option('--findings', 'read what scans found in each package, a request for each, so that the mirror finds the same')
    .action(
      acting<CommonOptions & { args?: string[]; findings?: true | undefined }>(
        frame,
        async (task, { args: [file] = [], findings }) => {
          const { mirror } = await import('@cloudsmith-sdk/emulator/mirror')
          const { Cloudsmith } = await import('@cloudsmith-sdk/client')
          const { apply } = await engine()
          const plan = await readDocument(task.context, 'plan', file)
          const { pipeline, path } = await task.pipeline()
          const { emulator, unknown } = await mirror(await task.cloudsmith(), {
            owner: plan.owner,
            repositories: [...new Set([plan.source, plan.destination])],
            findings: findings === true ? 'all' : 'none',
            signal: task.context.signal,
          })
          const rehearsal = new Cloudsmith({
            apiKey: 'emulator-admin-key',
            baseUrl: emulator.origin,
            fetch: emulator.fetch,
            clock: emulator.clock,
          })
          const before = await stateOf(rehearsal, plan)
          const report = await apply(rehearsal, pipeline, plan, {
            ...(await decidedBeside(path)),
            signal: task.context.signal,
          })
          await emulator.settle()
          const after = await stateOf(rehearsal, plan)
          return rehearsed(report, { gone: [...before].flatMap(([slug, name]) => (after.has(slug) ? [] : [name])), unknown })
        },
      ),
    )

/** What the destination holds, by its identifiers. */
async function stateOf(
  cloudsmith: import('@cloudsmith-sdk/client').Cloudsmith,
  { owner, destination }: Plan,
): Promise<Map<string, string>> {
  const held = new Map<string, string>()
  for await (const { slug_perm, format, name, version } of cloudsmith.packages.list({ owner, repo: destination, page_size: 500 }))
    held.set(slug_perm ?? '', `${format}:${name}@${version}`)
  return held
}

async function rehearsed(report: Report, { gone, unknown }: { gone: readonly string[]; unknown: readonly MirrorGap[] }) {
  const result = await reportResult(report)
  const bad = report.items.filter(({ outcome }) => outcome === 'failed' || outcome === 'blocked' || outcome === 'conflict')
  const told = [
    `Rehearsed: it would end as ${report.outcome}.`,
    ...bad.map((item) => `  would not arrive: ${nameOf(item.package)}: ${item.reasons.join('; ')}`),
    ...gone.map((name) => `  would be deleted by retention: ${name}`),
    ...(unknown.length === 0
      ? []
      : ['Not known to the mirror:', ...unknown.map(({ what, where, why }) => `  ${what} of ${where}: ${why}`)]),
  ]
  return resultOf({
    kind: 'rehearsal',
    value: { report, deletedByRetention: gone, unknown },
    rows: report.items,
    text: told,
    exit: result.exit,
    checks: result.checks,
    outputs: { ...result.outputs, 'deleted-by-retention': gone.length },
  })
}
