import { generateKeyPairSync } from 'node:crypto'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startGithub } from '../github.ts'
import { runAzure } from './azure-runner.ts'
import { runBuildkite } from './buildkite-runner.ts'
import { type Happening, runWorkflow } from './github-runner.ts'
import { runGitlab } from './gitlab-runner.ts'
import { installedPackage } from './installed.ts'
import { startIssuer } from './issuer.ts'
import { runJenkins } from './jenkins-runner.ts'
import type { ShellJob, Situation } from './shell-jobs.ts'
import { left, saidBy, type Team, teamWith } from './team.ts'

/** Milliseconds. Each runs dozens of processes. */
const patience = { timeout: 300_000 }
const installed = installedPackage()

test(
  'GitHub: a plan in the one comment of a pull request, applied on merge with the word of the reviewers, and drift at night',
  patience,
  async () => {
    const [github, issuer] = [await startGithub(), await startIssuer()]
    const names = { 'https://token.actions.githubusercontent.com': issuer.url, 'OWNER/NAME': 'acme/releases' }
    const team = await teamWith('github', installed(), await saidBy('github.yml', names))
    const happens = (event_name: string, event: object = {}, ref = 'refs/heads/main', claims = {}): Happening => ({
      github: { event_name, event, ref, repository: 'acme/releases', token: 'job-token', actor: 'bob' },
      env: {
        ...{ GITHUB_REPOSITORY: 'acme/releases', GITHUB_ACTOR: 'bob', GITHUB_REF: ref, GITHUB_API_URL: github.url },
        GITHUB_EVENT_NAME: event_name,
      },
      identity(environment) {
        const sub = `repo:acme/releases:environment:${environment}`
        issuer.give({ sub, repository: 'acme/releases', ref, actor: 'bob', ...claims })
        return { ACTIONS_ID_TOKEN_REQUEST_URL: `${issuer.url}/token`, ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'job-secret' }
      },
      permit: (permissions) => github.refuse(permissions['pull-requests'] === 'write' ? undefined : 403),
    })
    const pullRequest = (repository = 'acme/releases') =>
      happens('pull_request', { pull_request: { number: 7, head: { repo: { full_name: repository } } } }, 'refs/pull/7/merge')

    const first = await runWorkflow(team, pullRequest())
    expect(first).toMatchObject({ preview: { result: 'success' }, plan: { result: 'skipped' }, apply: { result: 'skipped' } })
    expect(github.comments.map(({ body }) => body)).toEqual([expect.stringContaining('left-pad')])
    expect(first.preview?.summary).toContain('left-pad')
    expect(await left(first.preview?.cwd ?? '', 'promote.xml')).toContain('name="npm:ms@1.0.0"')

    await team.commit('release.yaml', '{ "npm:ms": 1.0.0 }\n')
    await runWorkflow(team, pullRequest())
    expect(github.comments.map(({ body }) => body)).toEqual([expect.not.stringContaining('left-pad')])
    expect(team.production()).toEqual([])

    await team.commit('release.yaml', '{ "npm:gone": 1.0.0 }\n')
    expect(await runWorkflow(team, pullRequest())).toMatchObject({ preview: { result: 'failure' } })
    expect(github.comments.map(({ body }) => body)).toEqual([expect.stringContaining('gone')])
    expect(await runWorkflow(team, pullRequest('eve/releases'))).toMatchObject({ preview: { result: 'skipped' } })

    await team.commit('release.yaml', '{ "npm:ms": 1.0.0, "npm:left-pad": 1.0.0 }\n')
    // The identity of a job elsewhere is nobody's word.
    const elsewhere = await runWorkflow(team, happens('push', {}, 'refs/heads/main', { repository: 'eve/releases' }))
    expect(elsewhere.apply).toMatchObject({
      result: 'failure',
      log: expect.stringContaining('whose repository is not trusted'),
    })
    expect(team.production()).toEqual([])

    const merged = await runWorkflow(team, happens('push'))
    expect(merged).toMatchObject({
      preview: { result: 'skipped' },
      plan: { result: 'success', outputs: { 'exit-code': '4' } },
      apply: { result: 'success', summary: expect.stringContaining('with proof') },
      drift: { result: 'skipped' },
    })
    expect(team.production()).toEqual(['left-pad', 'ms'])
    expect(JSON.parse(await left(merged.apply?.cwd ?? '', 'report.json'))).toMatchObject({ outcome: 'succeeded' })

    // Nothing is left to do: nobody is asked.
    expect(await runWorkflow(team, happens('push'))).toMatchObject({ plan: { result: 'success' }, apply: { result: 'skipped' } })

    expect(await runWorkflow(team, happens('schedule'))).toMatchObject({
      plan: { result: 'skipped' },
      drift: { result: 'success' },
    })
    await team.bypass()
    const night = await runWorkflow(team, happens('schedule'))
    expect(night.drift).toMatchObject({ result: 'failure', summary: expect.stringContaining('is-odd') })
  },
)

/** What all recipes have in common, from a pull request to the night. */
async function expectWholeStory({ team, preview, merge, night }: Situation): Promise<void> {
  const planned = await preview()
  expect(planned).toMatchObject({ code: 0, stdout: expect.stringContaining('needs approval') })
  expect(await left(planned.cwd, 'plan.xml')).toContain('name="npm:ms@1.0.0"')
  expect(team.production()).toEqual([])

  await team.commit('release.yaml', '{ "npm:gone": 1.0.0 }\n')
  expect(await preview()).toMatchObject({ code: 1, stderr: expect.stringContaining('gone') })

  await team.commit('release.yaml', '{ "npm:ms": 1.0.0, "npm:left-pad": 1.0.0 }\n')
  const [plan, apply] = await merge()
  expect([plan.code, apply]).toEqual([0, expect.objectContaining({ code: 0 })])
  expect(team.production()).toEqual(['left-pad', 'ms'])
  expect(JSON.parse(await left(apply.cwd, 'report.json'))).toMatchObject({ outcome: 'succeeded' })
  expect(await left(apply.cwd, 'apply.xml')).toMatch(/^<\?xml/)

  expect(await night()).toMatchObject({ code: 0 })
  await team.bypass()
  const drifted = await night()
  expect(drifted).toMatchObject({ code: 8, stdout: expect.stringContaining('is-odd') })
  expect(await left(drifted.cwd, 'drift.xml')).toContain('<failure')
}

/** What ran, and only that. */
function only(jobs: Readonly<Record<string, ShellJob>>, ...names: readonly string[]): readonly ShellJob[] {
  expect(Object.keys(jobs)).toEqual(names)
  return Object.values(jobs)
}

test('GitLab: whoever starts the job agrees, proved by the identity of the job', patience, async () => {
  const issuer = await startIssuer()
  const names = { 'https://gitlab.com': issuer.url, 'GROUP/NAME': 'acme/releases', THEIR_LOGIN: 'ada' }
  const team = await teamWith('gitlab', installed(), await saidBy('gitlab.yml', names))
  const run = (source: string, branch = 'main') =>
    runGitlab(
      team,
      { CI_PIPELINE_SOURCE: source, CI_COMMIT_BRANCH: branch, CI_DEFAULT_BRANCH: 'main', GITLAB_USER_LOGIN: 'bob' },
      {
        login: 'ada',
        token: (aud, environment) =>
          issuer.token({ aud, environment, project_path: 'acme/releases', user_login: 'ada', sub: 'job' }),
      },
    )
  const one = async (...situation: Parameters<typeof run>) => Object.values(await run(...situation))[0] as ShellJob
  expect(Object.keys(await run('push', 'a-branch'))).toEqual([])
  await expectWholeStory({
    team,
    preview: () => one('merge_request_event', 'a-branch'),
    async merge() {
      const jobs = await run('push')
      expect(await left(jobs['promote:plan']?.cwd ?? '', 'plan.env')).toContain('NEEDS_APPROVAL=2')
      return only(jobs, 'promote:plan', 'promote:apply') as [ShellJob, ShellJob]
    },
    night: () => one('schedule'),
  })
})

/** A key that a CI system keeps, and who it stands for. */
async function withKey(system: string, file: string): Promise<{ team: Team; key: string }> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const team = await teamWith(system, installed(), await saidBy(file, {}))
  await team.commit(`keys/${system}.json`, JSON.stringify(publicKey.export({ format: 'jwk' })))
  const key = join(team.bin, 'approval.jwk.json')
  await team.commit('../bin/approval.jwk.json', JSON.stringify(privateKey.export({ format: 'jwk' })))
  return { team, key }
}

test('Azure Pipelines: the approvers of the environment, signed with the key of the pipeline', patience, async () => {
  const { team, key } = await withKey('azure', 'azure.yml')
  const run = (reason: string, branch = 'refs/heads/main') =>
    runAzure(
      team,
      { 'Build.Reason': reason, 'Build.SourceBranch': branch, 'Build.RequestedForEmail': 'bob@acme.example' },
      { CLOUDSMITH_API_KEY: 'emulator-admin-key', 'approval.secureFilePath': key },
    )
  await expectWholeStory({
    team,
    async preview() {
      const [job] = only(await run('PullRequest', 'refs/pull/7/merge'), 'plan')
      expect(job?.stdout).toMatch(/^##vso\[task\.uploadsummary\].*plan\.md$/m)
      return job as ShellJob
    },
    merge: async () => only(await run('IndividualCI'), 'plan', 'apply') as [ShellJob, ShellJob],
    night: async () => only(await run('Schedule'), 'drift')[0] as ShellJob,
  })
})

test('Buildkite: an annotation, a block, and the identity of the step after it', patience, async () => {
  const issuer = await startIssuer()
  issuer.give({ organization_slug: 'acme', pipeline_slug: 'releases', build_branch: 'main', step_key: 'apply', sub: 'job' })
  const names = { 'https://agent.buildkite.com': issuer.url, PIPELINE: 'releases', ORGANIZATION: 'acme' }
  const team = await teamWith('buildkite', installed(), await saidBy('buildkite.yml', names))
  const run = (source: string, branch: string, pullRequest: string | null = null) => {
    const build = { 'build.source': source, 'build.branch': branch, 'build.pull_request.id': pullRequest }
    const env = { BUILDKITE_BRANCH: branch, BUILDKITE_BUILD_CREATOR_EMAIL: 'bob@acme.example' }
    return runBuildkite(team, { ...build, 'pipeline.default_branch': 'main' }, { env, tokens: `${issuer.url}/token` })
  }
  await expectWholeStory({
    team,
    async preview() {
      const [job] = only(await run('webhook', 'a-branch', '7'), 'plan') as [ShellJob]
      expect(await left(job.cwd, 'annotation-promote.md')).toMatch(/left-pad|gone/)
      return job
    },
    merge: async () => only(await run('webhook', 'main'), 'plan', 'apply') as [ShellJob, ShellJob],
    night: async () => only(await run('schedule', 'main'), 'drift')[0] as ShellJob,
  })
})

test('Jenkins: an input, signed with the key that Jenkins keeps', patience, async () => {
  const { team, key } = await withKey('jenkins', 'Jenkinsfile')
  const credentials = { 'cloudsmith-api-key': 'emulator-admin-key', 'promotion-approval-key': key }
  const run = (branch: string, isTimer = false) =>
    runJenkins(team, { branch, isTimer, credentials, env: { BUILD_USER_ID: 'bob', BUILD_NUMBER: '7' } })
  await expectWholeStory({
    team,
    preview: async () => only(await run('a-branch'), 'Plan')[0] as ShellJob,
    merge: async () => only(await run('main'), 'Plan', 'Apply') as [ShellJob, ShellJob],
    night: async () => only(await run('main', true), 'Drift')[0] as ShellJob,
  })
})
