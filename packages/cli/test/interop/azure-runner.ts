import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { azureHolds } from './conditions.ts'
import { handOn, type ShellJob } from './shell-jobs.ts'
import type { Team } from './team.ts'

type Texts = Readonly<Record<string, string>>

interface Step {
  readonly bash?: string
  readonly env?: Texts
  readonly publish?: string
  readonly artifact?: string
  readonly download?: string
}

interface Job {
  readonly steps?: readonly Step[]
  readonly strategy?: { readonly runOnce: { readonly deploy: { readonly steps: readonly Step[] } } }
}

interface Stage {
  readonly stage: string
  readonly condition: string
  readonly dependsOn?: string | readonly string[]
  readonly jobs: readonly Job[]
}

/** Runs a pipeline as Azure Pipelines does: conditions of stages, commands in the log, artifacts. The checks of environments let everything go on. */
export async function runAzure(team: Team, variables: Texts, macros: Texts): Promise<Readonly<Record<string, ShellJob>>> {
  const text = await readFile(join(team.home, 'azure-pipelines.promote.yml'), 'utf8')
  const file = parse(text) as { variables: Texts; stages: readonly Stage[] }
  const workspace = await team.checkout()
  const done: Record<string, ShellJob> = {}
  for (const { stage, condition, dependsOn, jobs } of file.stages) {
    const before = typeof dependsOn === 'string' ? [dependsOn] : []
    if (before.some((each) => done[each]?.code !== 0) || !azureHolds(condition, (name) => variables[name])) continue
    for (const { steps, strategy } of jobs) {
      const cwd = await team.checkout()
      const path: string[] = []
      const all = { code: 0, stdout: '', stderr: '' }
      for (const step of steps ?? strategy?.runOnce.deploy.steps ?? []) {
        if (step.download !== undefined)
          await handOn(['plan.json'], join(workspace, 'artifacts', 'plan'), join(workspace, 'plan'))
        if (step.publish !== undefined) await handOn([step.publish], cwd, join(workspace, 'artifacts', step.artifact ?? ''))
        if (step.bash === undefined || all.code !== 0) continue
        const env = { ...environmentOf({ ...variables, ...file.variables }), ...withMacros(step.env ?? {}, macros) }
        const job = { cwd, path, env: { ...env, PIPELINE_WORKSPACE: workspace, TF_BUILD: 'True' } }
        const ran = await team.script(['bash', '--noprofile', '--norc', '-c'], step.bash, job)
        for (const [, folder = ''] of ran.stdout.matchAll(/^##vso\[task\.prependpath\](.+)$/gm)) path.unshift(folder)
        Object.assign(all, { code: ran.code, stdout: all.stdout + ran.stdout, stderr: all.stderr + ran.stderr })
      }
      done[stage] = { cwd, ...all }
    }
  }
  return done
}

/** `Build.Reason` is `BUILD_REASON` for scripts. */
const environmentOf = (variables: Texts): Texts =>
  Object.fromEntries(Object.entries(variables).map(([name, value]) => [name.replaceAll('.', '_').toUpperCase(), value]))

const withMacros = (env: Texts, macros: Texts): Texts =>
  Object.fromEntries(
    Object.entries(env).map(([name, text]) => [name, text.replace(/\$\(([\w.]+)\)/g, (_, macro: string) => macros[macro] ?? '')]),
  )
