import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { type Contexts, filledIn, mayRun } from './expressions.ts'
import { left, type Team } from './team.ts'

type Texts = Readonly<Record<string, string>>

interface Step {
  readonly id?: string
  readonly name?: string
  readonly if?: unknown
  readonly uses?: string
  readonly with?: Readonly<Record<string, unknown>>
  readonly env?: Readonly<Record<string, unknown>>
  readonly run?: string
}

interface Job {
  readonly needs?: string
  readonly if?: unknown
  readonly outputs?: Texts
  readonly permissions: Texts
  readonly environment?: string
  readonly steps: readonly Step[]
}

/** How a job ended. */
export interface JobRun {
  readonly result: 'success' | 'failure' | 'skipped'
  readonly outputs: Texts
  readonly summary: string
  readonly log: string
  /** Its working folder. */
  readonly cwd: string
}

/** What happens at GitHub. */
export interface Happening {
  /** As `github` has it: `event_name`, `event`, `ref`, … */
  readonly github: Readonly<Record<string, unknown>>
  readonly env: Texts
  /** What a job is given that may have an identity, in an environment. */
  identity(environment: string): Texts
  /** The permissions of the job that begins. */
  permit(permissions: Texts): void
}

/** Runs the workflow of a team as GitHub does: jobs in their order, conditions, environments, the action in its folder, artifacts. */
export async function runWorkflow(team: Team, happening: Happening): Promise<Readonly<Record<string, JobRun>>> {
  const text = await readFile(join(team.home, '.github/workflows/promote.yml'), 'utf8')
  const { jobs } = parse(text) as { jobs: Readonly<Record<string, Job>> }
  const artifacts = await team.folder('artifacts')
  const done: Record<string, JobRun> = {}
  for (const [name, job] of Object.entries(jobs)) {
    const before = job.needs === undefined ? [] : [done[job.needs]]
    const needs = Object.fromEntries(Object.entries(done).map(([key, { result, outputs }]) => [key, { result, outputs }]))
    const contexts = { github: happening.github, needs, secrets: { CLOUDSMITH_API_KEY: 'emulator-admin-key' } }
    const failed = before.some((each) => each?.result !== 'success')
    done[name] = mayRun(job.if, contexts, { failed })
      ? await runJob(team, happening, { job, contexts, artifacts })
      : { result: 'skipped', outputs: {}, summary: '', log: '', cwd: '' }
  }
  return done
}

async function runJob(
  team: Team,
  happening: Happening,
  { job, contexts, artifacts }: { job: Job; contexts: Contexts; artifacts: string },
): Promise<JobRun> {
  const cwd = await team.checkout()
  const temp = await team.folder('runner')
  const [outputFile, summaryFile] = [join(temp, 'output'), join(temp, 'summary')]
  await writeFile(join(temp, 'event.json'), JSON.stringify(happening.github.event))
  happening.permit(job.permissions)
  const jobEnv: Texts = {
    ...{ GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: cwd, RUNNER_TEMP: temp, GITHUB_EVENT_PATH: join(temp, 'event.json') },
    ...{ GITHUB_OUTPUT: outputFile, GITHUB_STEP_SUMMARY: summaryFile, ...happening.env },
    ...(job.permissions['id-token'] === 'write' ? happening.identity(job.environment ?? '') : {}),
  }
  let log = ''
  let failed = false

  /** @returns outputs of the steps by their ids */
  const runSteps = async (steps: readonly Step[], known: Contexts, env: Texts): Promise<Record<string, { outputs: Texts }>> => {
    const results: Record<string, { outputs: Texts }> = {}
    for (const step of steps) {
      const within = { ...known, steps: results }
      if (!mayRun(step.if, within, { failed })) continue
      const stepEnv = { ...env, ...filled(step.env ?? {}, within) }
      const outputs = await (step.run === undefined ? useAction(step, within, stepEnv) : runScript(step.run, stepEnv))
      if (step.id !== undefined) results[step.id] = { outputs }
    }
    return results
  }
  const runScript = async (text: string, env: Texts): Promise<Texts> => {
    await writeFile(outputFile, '')
    const { code, stdout, stderr } = await team.script(['bash', '--noprofile', '--norc', '-eo', 'pipefail', '-c'], text, {
      cwd,
      env,
    })
    log += stdout + stderr
    failed ||= code !== 0
    const lines = (await readFile(outputFile, 'utf8')).split('\n').filter(Boolean)
    return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]))
  }
  const useAction = async ({ uses = '', with: said = {} }: Step, known: Contexts, env: Texts): Promise<Texts> => {
    const given = filled(said, known)
    const { name = '', path = '' } = given
    if (uses.startsWith('actions/upload-artifact@')) {
      await mkdir(join(artifacts, name), { recursive: true })
      await cp(join(cwd, path), join(artifacts, name, path))
    } else if (uses.startsWith('actions/download-artifact@')) await cp(join(artifacts, name), cwd, { recursive: true })
    if (!uses.startsWith('./')) return {}
    const action = parse(await readFile(join(team.home, uses, 'action.yml'), 'utf8'))
    const unknown = Object.keys(given).filter((key) => !(key in action.inputs))
    if (unknown.length > 0) throw new Error(`The action takes no ${unknown.join(', ')}.`)
    const defaults = filled(
      mapped<{ default?: string }>(action.inputs, (input) => input.default ?? ''),
      known,
    )
    const own = { ...known, inputs: { ...defaults, ...given } }
    const steps = await runSteps(action.runs.steps, own, env)
    return filled(
      mapped<{ value: string }>(action.outputs, ({ value }) => value),
      { ...own, steps },
    )
  }

  const steps = await runSteps(job.steps, contexts, jobEnv)
  const outputs = filled(job.outputs ?? {}, { ...contexts, steps })
  return { result: failed ? 'failure' : 'success', outputs, log, cwd, summary: await left(temp, 'summary') }
}

const mapped = <Value>(values: Readonly<Record<string, Value>>, make: (value: Value) => unknown) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, make(value)]))

const filled = (values: Readonly<Record<string, unknown>>, contexts: Contexts): Texts =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, filledIn(String(value), contexts)]))
