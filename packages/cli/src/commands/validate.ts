import { plural } from '../core/plural.ts'
import { approvalsFolder, readApprovals } from '../files/approvals.ts'
import { readTrust } from '../files/trust.ts'
import { acting, command, type Frame } from '../frame/command.ts'
import type { CommonOptions } from '../frame/task.ts'
import { resultOf } from '../results/result-of.ts'

/** `validate`: checks the pipeline and the files next to it. */
export const validateCommand = (frame: Frame) =>
  command(
    'validate',
    'Check the pipeline file and the files that belong to it: waivers, people, trust, approvals. Works offline.',
  ).action(
    acting<CommonOptions>(frame, async (task) => {
      const { pipeline, path } = await task.pipeline()
      const { approvals, revocations } = await readApprovals(approvalsFolder(path))
      const { keys = [], issuers = [] } = await readTrust(path)
      const stages = pipeline.stages.map(({ name, repository, gates }) => ({
        name,
        repository,
        gates: gates.map((gate) => gate.name),
      }))
      const edges = pipeline.edges.map(({ from, to, name }) => ({ from, to, name: name ?? null }))
      const counts = {
        waivers: pipeline.waivers.given.length,
        approvals: approvals.length,
        revocations: revocations.length,
        keys: keys.length,
        issuers: issuers.length,
      }
      const lines = stages.map(({ name, repository, gates }) => `${name} (${repository}): ${gates.join(', ') || 'no gates'}`)
      return resultOf({
        kind: 'validation',
        value: { file: path, owner: pipeline.owner, stages, edges, ...counts },
        rows: stages,
        text: [
          `${path} is valid: ${pipeline.owner}`,
          ...lines.map((line) => `  ${line}`),
          `  ${Object.entries(counts)
            .map(([what, count]) => plural(count, what.slice(0, -1)))
            .join(', ')}`,
        ],
        checks: stages.map(({ name }) => ({ subject: name, rule: 'validate', outcome: 'passed', reasons: [] })),
      })
    }),
  )
