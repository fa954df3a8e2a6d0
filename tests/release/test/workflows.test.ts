import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { root } from '../src/places.ts'

interface Step {
  uses?: string
  run?: string
  with?: Record<string, unknown>
  env?: Record<string, string>
}
interface Job {
  permissions?: Record<string, string>
  'timeout-minutes'?: number
  environment?: string | { name: string }
  steps: Step[]
}
interface Workflow {
  name: string
  on: Record<string, unknown>
  permissions: Record<string, string>
  jobs: Record<string, Job>
}

const texts = globSync(['.github/workflows/*.yml', '.github/actions/*/action.yml'], { cwd: root })
  .sort()
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
const workflows = texts.filter(({ path }) => path.includes('workflows')).map(({ text }) => parse(text) as Workflow)
const jobs = workflows.flatMap(({ name, jobs }) => Object.entries(jobs).map(([id, job]) => ({ name: `${name}: ${id}`, job })))
const release = workflows.find(({ name }) => name === 'Release')

describe('workflows', () => {
  test('pin every action of others by its commit, with the version that it is, and one version each', () => {
    const uses = texts.flatMap(({ text }) => [...text.matchAll(/uses: (?!\.\/)(\S+)(.*)$/gm)])
    const pins = uses.map(([line, action = '', comment = '']) => {
      expect(line).toMatch(/^uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
      return [action.split('@')[0]?.split('/').slice(0, 2).join('/'), `${action.split('@')[1]}${comment}`] as const
    })
    for (const [action, pin] of pins)
      expect(new Set(pins.filter(([each]) => each === action).map(([, each]) => each))).toEqual(new Set([pin]))
  })

  test('may do nothing but what a job says', () => {
    for (const { name, permissions } of workflows) expect(permissions, name).toEqual({})
    for (const { name, job } of jobs) expect(job.permissions, name).toBeDefined()
  })

  test('run code of pull requests with nothing but the right to read', () => {
    const forPullRequests = workflows.filter(({ on }) => 'pull_request' in on)
    expect(forPullRequests.map(({ name }) => name)).toEqual(['CI', 'Preview'])
    for (const job of forPullRequests.flatMap((workflow) => Object.values(workflow.jobs)))
      expect(Object.values(job.permissions ?? {}).every((right) => right === 'read')).toBe(true)
    for (const { name, on } of workflows) expect(Object.keys(on), name).not.toContain('pull_request_target')
  })

  test('leave no credential in what they check out', () => {
    for (const { name, job } of jobs)
      for (const step of job.steps.filter(({ uses }) => uses?.startsWith('actions/checkout@')))
        expect(step.with, name).toMatchObject({ 'persist-credentials': false })
  })

  test('end', () => {
    for (const { name, job } of jobs) expect(job['timeout-minutes'], name).toBeLessThanOrEqual(60)
  })

  test('cache nothing', () => {
    for (const { path, text } of texts) {
      expect(text, path).not.toMatch(/actions\/cache|cache: '?(?:npm|pnpm|yarn)/)
      expect(text.match(/actions\/setup-node@/g)?.length, path).toBe(text.match(/package-manager-cache: false/g)?.length)
    }
  })

  test('call only commands that there are', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
    const runs = jobs.flatMap(({ job }) => job.steps.flatMap(({ run }) => run ?? []))
    const called = runs.flatMap((run) =>
      [...run.matchAll(/\bpnpm (?:--silent )?([a-z]+(?::[a-z]+)*)/g)].map(([, script = '']) => script),
    )
    expect(called.length).toBeGreaterThan(5)
    expect(called.filter((script) => !(script in scripts))).toEqual([])
  })
})

describe('a release', () => {
  const having = (right: string) =>
    Object.entries(release?.jobs ?? {}).filter(([, { permissions }]) => permissions?.[right] === 'write')

  test('gives the identity that can publish to one job, which waits for the reviewers of its environment', () => {
    expect(having('id-token').map(([id]) => id)).toEqual(['publish'])
    expect(release?.jobs.publish?.environment).toBe('npm')
    expect(release?.jobs.publish?.permissions).toEqual({ contents: 'read', 'id-token': 'write' })
  })

  test('runs nothing where that identity is but what was reviewed: no dependency, no build', () => {
    const commands = release?.jobs.publish?.steps.flatMap(({ run }) => run ?? [])
    expect(commands).toEqual(['bash scripts/release/publish.sh "$RUNNER_TEMP/release"'])
    const actions = release?.jobs.publish?.steps.flatMap(({ uses }) => uses?.split('@')[0] ?? [])
    expect(actions).toEqual(['actions/checkout', 'actions/setup-node', 'actions/download-artifact'])
  })

  test('publishes what was packed with the right to read alone', () => {
    expect(release?.jobs.pack?.permissions).toEqual({ contents: 'read' })
    expect(having('contents').map(([id]) => id)).toEqual(['version', 'tag'])
  })

  test('knows no secret', () => {
    expect(texts.filter(({ text }) => text.includes('secrets.')).map(({ path }) => path)).toEqual([])
  })
})
