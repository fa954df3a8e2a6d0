import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { holds } from './conditions.ts'
import { handOn, type ShellJob } from './shell-jobs.ts'
import { left, type Team } from './team.ts'

type Texts = Readonly<Record<string, string>>

interface Job {
  readonly extends?: string
  readonly variables?: Texts
  readonly before_script?: readonly string[]
  readonly script?: readonly string[]
  readonly needs?: readonly string[]
  readonly rules?: readonly { readonly if: string; readonly when?: string }[]
  readonly id_tokens?: Readonly<Record<string, { readonly aud: string }>>
  readonly environment?: string
  readonly artifacts?: {
    readonly paths?: readonly string[]
    readonly reports: { readonly dotenv?: string; readonly junit: string }
  }
}

/** Who starts manual jobs, and the tokens that jobs have then. */
export interface Starter {
  readonly login: string
  token(audience: string, environment: string): string
}

/** Runs a pipeline as GitLab does: rules, what jobs extend, artifacts and variables of jobs before. Somebody starts every manual job. */
export async function runGitlab(team: Team, variables: Texts, starter: Starter): Promise<Readonly<Record<string, ShellJob>>> {
  const text = await readFile(join(team.home, '.gitlab-ci.promote.yml'), 'utf8')
  const file = parse(text) as Readonly<Record<string, Job>>
  const done: Record<string, ShellJob> = {}
  for (const [name, own] of Object.entries(file)) {
    const rule = own.rules?.find((each) => holds(each.if, (variable) => variables[variable.slice(1)]))
    if (rule === undefined || own.needs?.some((need) => done[need]?.code !== 0)) continue
    const job = { ...file[own.extends ?? ''], ...own }
    const cwd = await team.checkout()
    const handed: Record<string, string> = {}
    for (const need of job.needs ?? []) {
      const { cwd: from = '' } = done[need] ?? {}
      const { paths = [], reports } = file[need]?.artifacts ?? {}
      await handOn(paths, from, cwd)
      for (const line of (await left(from, reports?.dotenv ?? '')).split('\n').filter(Boolean)) {
        const [key = '', ...value] = line.split('=')
        handed[key] = value.join('=')
      }
    }
    const tokens = Object.fromEntries(
      Object.entries(job.id_tokens ?? {}).map(([key, { aud }]) => [key, starter.token(aud, job.environment ?? '')]),
    )
    const who = rule.when === 'manual' ? { GITLAB_USER_LOGIN: starter.login } : {}
    const env = { ...variables, ...who, ...job.variables, ...handed, ...tokens, GITLAB_CI: 'true', CI_PROJECT_DIR: cwd }
    const script = [...(job.before_script ?? []), ...(job.script ?? [])].join('\n')
    done[name] = { cwd, ...(await team.script(['bash', '-eo', 'pipefail', '-c'], script, { cwd, env })) }
  }
  return done
}
