import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { pipelineYaml, story } from './story.ts'

const toStaging = ['--from', 'dev', '--to', 'staging'] as const
const toProduction = ['--from', 'staging', '--to', 'production'] as const

test('from development to production: plan, approve, apply, and no drift', async () => {
  const { cli, read } = await story()
  expect(await cli('promote', ...toStaging, '--tag', 'candidate')).toMatchObject({ code: 0 })

  const planned = await cli('plan', ...toProduction, '--tag', 'staged', '--out', 'plan.json', '--requested-by', 'bob')
  expect(planned).toMatchObject({ code: 4, stdout: expect.stringContaining('needs approval') })
  expect(await cli('apply', 'plan.json')).toMatchObject({ code: 4 })

  expect(await cli('approve', 'plan.json', '--by', 'ada')).toMatchObject({ code: 0 })
  const applied = await cli('apply', 'plan.json', '--report', 'report.json')
  expect(applied).toMatchObject({ code: 0, stdout: expect.stringContaining('lodash') })
  expect(JSON.parse(await read('report.json'))).toMatchObject({
    outcome: 'succeeded',
    items: [{ outcome: 'promoted' }, { outcome: 'promoted' }],
  })

  expect(await cli('drift')).toMatchObject({ code: 0 })
  expect(await cli('diff', 'staging', 'production')).toMatchObject({ code: 0 })
})

test('an approval writes what a pull request is told of it', async () => {
  const { cli, read } = await story()
  await cli('promote', ...toStaging, '--tag', 'candidate')
  await cli('plan', ...toProduction, '--tag', 'staged', '--out', 'plan.json', '--requested-by', 'bob')
  expect(await cli('approve', 'plan.json', '--by', 'ada', '--valid-for', '2d', '--comment', 'comment.md')).toMatchObject({
    code: 0,
  })
  const comment = await read('comment.md')
  expect(comment).toMatch(/^<!-- cloudsmith-promote:staging:production -->\n/)
  expect(comment).toContain('**ada** approves plan')
  expect(comment).toMatch(/until \d{4}-\d\d-\d\dT/)
  expect(comment).toContain('lodash')
  expect(Buffer.byteLength(comment)).toBeLessThanOrEqual(65_536)
})

test('an approval counts by the moment at which it was given, however inexact the clock that tells it', async () => {
  const { cli, cliWith, emulator } = await story()
  await cli('promote', ...toStaging, '--tag', 'candidate')
  await cli('plan', ...toProduction, '--tag', 'staged', '--out', 'plan.json', '--requested-by', 'bob')
  let reading = emulator.clock.now()
  // Asked for over a network, a clock may be behind what it said before.
  const clock = { ...emulator.clock, now: () => (reading -= 60_000) }
  const agreed = await cliWith({ clock }, 'approve', 'plan.json', '--by', 'ada')
  expect(agreed).toMatchObject({ code: 0, stderr: expect.not.stringContaining('will not count') })
})

test('whoever agrees and will not be counted is told so at once', async () => {
  const { cli, cliWith, write } = await story()
  await cli('promote', ...toStaging, '--tag', 'candidate')
  const toProduction = ['--from', 'staging', '--to', 'production', '--tag', 'staged'] as const
  await cli('plan', ...toProduction, '--requested-by', 'bob', '--out', 'plan.json')
  const notes = async (...argv: string[]) => {
    const { code, stdout, stderr } = await cli('approve', ...argv, '--out', 'approval.json', '--output', 'json')
    expect(code).toBe(0)
    const { notes } = JSON.parse(stdout)
    for (const note of notes) expect(stderr).toContain(`Warning: this approval will not count, because it ${note}.`)
    return notes
  }
  expect(await notes('plan.json', '--by', 'ADA')).toEqual([])
  expect(await notes('plan.json', '--by', 'stranger')).toEqual(['is from somebody whom the pipeline does not know'])
  const withBob = pipelineYaml
    .replace('people:', 'people:\n  bob: { logins: [bob] }\n  eve: { logins: [eve] }')
    .replace('[ada], un', '[ada, bob], un')
  await write('cloudsmith.pipeline.yaml', withBob)
  expect(await notes('plan.json', '--by', 'eve')).toEqual(['may not approve'])
  expect(await notes('plan.json', '--by', 'bob')).toEqual(['requested the promotion'])
  await write('cloudsmith.pipeline.yaml', withBob.replace('unsigned: true', 'unsigned: false'))
  expect(await notes('plan.json', '--by', 'ada')).toEqual(['is not signed'])
  await write('cloudsmith.pipeline.yaml', withBob.replace(/ {4}gates:\n {6}approval.*\n/, ''))
  expect(await notes('plan.json', '--by', 'ada')).toEqual(['is not needed: no gate of production requires approval'])
  // Kept in a file alone, it needs no pipeline.
  expect(
    await cliWith(
      { env: { CLOUDSMITH_PROMOTE_PIPELINE: 'nowhere.yaml' } },
      'approve',
      'plan.json',
      '--by',
      'ada',
      '--out',
      'a.json',
    ),
  ).toMatchObject({ code: 0 })
})

test('what is applied a second time has nothing left to do', async () => {
  const { cli } = await story()
  await cli('promote', ...toStaging, '--tag', 'candidate', '--out', 'plan.json')
  expect(await cli('apply', 'plan.json')).toMatchObject({ code: 0 })
  expect(await cli('promote', ...toStaging, '--tag', 'candidate', '--fail-if-nothing')).toMatchObject({ code: 10 })
})

test('a rollback takes back what the report says, and holds it', async () => {
  const { cli, emulator } = await story()
  await cli('promote', ...toStaging, '--tag', 'candidate', '--report', 'report.json')
  expect(await cli('rollback', 'report.json', '--by', 'ada', '--why', 'incident 7')).toMatchObject({ code: 0 })
  expect(await cli('promote', ...toStaging, '--tag', 'candidate')).toMatchObject({
    code: 3,
    stdout: expect.stringContaining('incident 7'),
  })
  const resumed = await cli('resume', ...toStaging, '--everything', '--by', 'ada')
  expect(resumed).toMatchObject({ code: 0, stdout: expect.stringContaining('resumed  npm:ms@2.1.3: was held: incident 7') })
  expect(await cli('promote', ...toStaging, '--tag', 'candidate')).toMatchObject({ code: 0 })
  expect(emulator.requests.writes.length).toBeGreaterThan(0)
})

test('a dry run of a rollback says what would be undone, in every format', async () => {
  const { cli, emulator } = await story()
  await cli('promote', ...toStaging, '--tag', 'candidate', '--report', 'report.json')
  const writes = emulator.requests.writes.length
  const dry = (...formats: string[]) => cli('rollback', 'report.json', '--dry-run', '--output', ...formats)
  expect(await dry('text')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(
      /^Rollback, not carried out: 2 of 2 packages would be as before\n +would be deleted: 2 packages\n[\s\S]*npm ms 2\.1\.3/,
    ),
  })
  expect(JSON.parse((await dry('json')).stdout)).toMatchObject({
    ...{ kind: 'cloudsmith-promotion/rollback', dryRun: true, outcome: 'undone' },
    items: [
      { did: ['deleted'], why: null },
      { did: ['deleted'], why: null },
    ],
  })
  expect((await dry('markdown')).stdout).toContain('would be deleted')
  expect(emulator.requests.writes.length).toBe(writes)
})

test('a stage is restored to its snapshot', async () => {
  const { cli } = await story()
  await cli('promote', ...toStaging, '--package', 'npm:ms@2.1.3')
  expect(await cli('snapshot', 'staging', '--out', 'before.json')).toMatchObject({ code: 0 })
  await cli('promote', ...toStaging, '--package', 'npm:lodash@4.17.21')
  expect(await cli('restore', 'before.json', '--dry-run')).toMatchObject({ code: 0, stdout: expect.stringContaining('lodash') })
  expect(await cli('restore', 'before.json')).toMatchObject({ code: 0 })
  const { stdout } = await cli('matrix', '--output', 'json')
  const [lodash, ms] = JSON.parse(stdout).rows
  expect([lodash.cells[1], ms.cells[1]]).toEqual([null, expect.anything()])
})

describe('how a command ends', () => {
  test('nothing selected is an error that says what to do', async () => {
    const { cli } = await story()
    expect(await cli('plan', ...toStaging, '--tag', 'typo')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('selects nothing'),
    })
    expect(await cli('plan', ...toStaging, '--tag', 'typo', '--allow-empty')).toMatchObject({ code: 0 })
    expect(await cli('plan', ...toStaging, '--tag', 'typo', '--fail-if-nothing')).toMatchObject({ code: 10 })
  })

  test('mistakes in what was typed, and in the pipeline, send nothing', async () => {
    const { cli, write, emulator } = await story()
    const mistakes = [
      ['plam'],
      ['plan', '--from', 'dev', '--to', 'staging'],
      ['plan', '--to', 'staging', '--tag', 'x'],
      ['plan', ...toStaging, '--tag', 'x', '--query', 'y'],
      ['plan', ...toStaging, '--package', 'lodash'],
      ['plan', ...toStaging, '--tag', 'x', '--output', 'yaml'],
      ['plan', ...toStaging, '--tag', 'x', '--output', 'json', 'markdown'],
      ['plan', ...toStaging, '--tag', 'x', '--changed', 'refuze'],
      ['plan', ...toStaging, '--tag', 'x', '--closure', '--missing', 'ignore'],
      ['plan', ...toStaging, '--tag', 'x', '--dependencies', '--also', 'optional'],
      ['plan', ...toStaging, '--tag', 'x', '--closure', '--also', 'tests'],
      ['apply', 'nowhere.json'],
      ['show', 'cloudsmith.pipeline.yaml'],
      ['diff', 'dev', 'nowhere'],
    ]
    for (const argv of mistakes) expect([argv, (await cli(...argv)).code]).toEqual([argv, 2])
    await write('cloudsmith.pipeline.yaml', 'owner: acme\nstages: [{ repositry: dev }]\n')
    expect(await cli('validate')).toMatchObject({ code: 2, stderr: expect.stringContaining('cloudsmith.pipeline.yaml:2:') })
    expect(emulator.requests.all).toEqual([])
  })

  test('a package that changed since the plan was made', async () => {
    const { cli, emulator } = await story()
    await cli('plan', ...toStaging, '--tag', 'candidate', '--changed', 'refuse', '--out', 'plan.json')
    const [first] = JSON.parse((await cli('matrix', '--output', 'json')).stdout).rows
    await emulator.fetch(`${emulator.origin}/packages/acme/dev/${first.cells[0].slugPerm}/`, {
      method: 'DELETE',
      headers: { 'X-Api-Key': 'emulator-admin-key' },
    })
    await emulator.settle()
    expect(await cli('apply', 'plan.json')).toMatchObject({ code: 7, stderr: expect.stringContaining('Plan again') })
  })
})

describe('what is written', () => {
  test.each(['text', 'json', 'ndjson', 'markdown', 'junit', 'sarif'])('%s is all there is on standard output', async (format) => {
    const { cli } = await story()
    const { stdout, code } = await cli('plan', ...toStaging, '--tag', 'candidate', '--output', format)
    expect(code).toBe(0)
    if (format === 'json' || format === 'sarif') expect(JSON.parse(stdout)).toBeTruthy()
    else if (format === 'ndjson')
      expect(
        stdout
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line).outcome),
      ).toEqual(['promote', 'promote'])
    else if (format === 'junit') expect(stdout).toContain('<testcase classname="promotion" name="npm:lodash@4.17.21"/>')
    else expect(stdout).toContain('lodash')
  })

  test('several formats go into files of their own', async () => {
    const { cli, read } = await story()
    await cli('plan', ...toStaging, '--tag', 'candidate', '--output', 'json', 'markdown=plan.md', 'junit=report.xml')
    expect(await read('plan.md')).toContain('lodash')
    expect(await read('report.xml')).toMatch(/^<\?xml/)
  })

  test('a flag that there is not is an error in the format that was asked for, where that is one', async () => {
    const { cli, cliWith, read } = await story()
    const { code, stdout } = await cli('diff', 'dev', '--output', 'json', 'junit=diff.xml', '--nowhere')
    expect([code, JSON.parse(stdout)]).toMatchObject([2, { error: 'UsageError', message: "unknown option '--nowhere'" }])
    expect(await read('diff.xml')).toContain('<failure message="unknown option')
    const asked = await cliWith({ env: { CLOUDSMITH_PROMOTE_OUTPUT: 'ndjson' } }, 'diff', 'dev')
    expect([asked.code, JSON.parse(asked.stdout)]).toMatchObject([2, { message: expect.stringContaining('other-stage') }])
    expect(await cli('diff', '--nowhere', '--output', 'yaml')).toMatchObject({ code: 2, stdout: '' })
  })

  test('an error is the one document too', async () => {
    const { cli } = await story()
    const { stdout } = await cli('plan', ...toStaging, '--tag', 'typo', '--output', 'json')
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'cloudsmith-promotion/error', error: 'PlanError' })
  })

  test('GitHub reads the summary and the outputs of the step', async () => {
    const { cliWith, folder, read, write } = await story()
    await write('summary.md', '')
    const env = { GITHUB_STEP_SUMMARY: `${folder}/summary.md`, GITHUB_OUTPUT: `${folder}/output.txt` }
    await cliWith({ env }, 'plan', ...toStaging, '--tag', 'candidate')
    expect(await read('summary.md')).toContain('lodash')
    expect(await read('output.txt')).toContain('exit-code=0\n')
    expect(await read('output.txt')).toContain('promote=2\n')
  })
})

test('on a terminal progress is painted in place, and with --quiet not at all', async () => {
  const { cliWith } = await story()
  const argv = ['promote', ...toStaging, '--tag', 'candidate'] as const
  expect(await cliWith({ isTTY: true }, ...argv, '--quiet')).toMatchObject({ code: 0, stderr: '' })
  const { stderr } = await cliWith({ isTTY: true }, ...argv)
  expect(stderr).toContain('2 of 2 packages')
})

describe('what later steps of a job read', () => {
  test('GitLab reads variables, one a line, also of what failed', async () => {
    const { cli, read } = await story()
    await cli('plan', ...toStaging, '--tag', 'candidate', '--dotenv', 'plan.env')
    expect((await read('plan.env')).split('\n')).toEqual(
      expect.arrayContaining(['EXIT=done', 'EXIT_CODE=0', 'PROMOTE=2', 'ALREADY_THERE=0']),
    )
    await cli('plan', ...toStaging, '--tag', 'typo', '--dotenv', 'plan.env')
    expect(await read('plan.env')).toBe('EXIT=error\nEXIT_CODE=1\nERROR=PlanError\n')
  })

  test('a summary may be longer than a comment, and is never longer than GitHub takes with what is in it', async () => {
    const { cliWith, emulator, folder, read, write } = await story()
    for (let index = 0; index < 600; index++)
      await emulator.add('acme/dev', npmPackage({ name: `${'long-'.repeat(30)}${index}`, version: '1.0.0' }), {
        tags: ['candidate'],
      })
    await write('summary.md', '')
    const plan = ['matrix', '--output', 'markdown'] as const
    const env = { GITHUB_STEP_SUMMARY: `${folder}/summary.md` }
    const { stdout } = await cliWith({ env }, ...plan)
    const summary = await read('summary.md')
    expect([Buffer.byteLength(stdout) <= 65_536, summary.length > stdout.length]).toEqual([true, true])
    await write('summary.md', 'x'.repeat(1_048_576 - 2_000))
    await cliWith({ env }, ...plan)
    await cliWith({ env }, ...plan)
    const full = Buffer.byteLength(await read('summary.md'))
    expect([full > 1_048_576 - 2_000, full <= 1_048_576]).toEqual([true, true])
  })
})

test('a time that is none is told with its flag', async () => {
  const { cli } = await story()
  await cli('plan', ...toStaging, '--tag', 'candidate', '--out', 'plan.json')
  for (const argv of [
    ['apply', 'plan.json', '--timeout', '30'],
    ['wait', ...toStaging, '--tag', 'candidate', '--timeout', '1 h'],
    ['wait', ...toStaging, '--tag', 'candidate', '--interval', '0s'],
    ['approve', 'plan.json', '--by', 'ada', '--valid-for', 'ever'],
    ['hold', ...toStaging, '--by', 'ada', '--why', 'x', '--for', '-1h'],
    ['prune', '--keep', '1', '--older-than', '30'],
  ])
    expect(await cli(...argv)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/--(timeout|interval|valid-for|for|older-than) /),
    })
})

test('every flag can be a variable, and what is typed comes first', async () => {
  const { cliWith } = await story()
  const env = {
    CLOUDSMITH_PROMOTE_FROM: 'dev',
    CLOUDSMITH_PROMOTE_TO: 'staging',
    CLOUDSMITH_PROMOTE_PACKAGE: 'npm:ms@2.1.3 npm:lodash@4.17.21',
    CLOUDSMITH_PROMOTE_OUTPUT: 'json',
  }
  const { code, stdout } = await cliWith({ env }, 'plan')
  expect(code).toBe(0)
  expect(JSON.parse(stdout).items).toHaveLength(2)
  expect(await cliWith({ env }, 'plan', '--to', 'nowhere')).toMatchObject({ code: 2 })
  // As CI systems hand over what nobody has said.
  const unsaid = { CLOUDSMITH_PROMOTE_TAG: '', CLOUDSMITH_PROMOTE_EDGE: '', CLOUDSMITH_PROMOTE_EVERYTHING: '' }
  expect(await cliWith({ env: { ...env, ...unsaid } }, 'plan')).toMatchObject({ code: 0 })
  // Those of the process that runs it are no others than it is given.
  vi.stubEnv('CLOUDSMITH_PROMOTE_TAG', 'typo')
  onTestFinished(() => void vi.unstubAllEnvs())
  expect(await cliWith({ env }, 'plan')).toMatchObject({ code: 0 })
})

describe('flags before the command', () => {
  const formats = ['--output', 'json', 'junit=plan.xml', '-q']
  test.each([
    ['are its flags', [...formats, '--from=dev', '--to', 'staging', 'plan', '--tag', 'candidate']],
    ['leave the files of the command to it', [...formats, 'matrix']],
    ['stand behind commands of two words', ['--pipeline', 'cloudsmith.pipeline.yaml', ...formats, 'waivers', 'list']],
    ['may be those of one command alone', [...formats, '--dry-run', 'promote', ...toStaging, '--tag', 'candidate']],
  ])('%s', async (_, argv) => {
    const { cli, read, emulator } = await story()
    const { code, stdout } = await cli(...argv)
    expect([code, JSON.parse(stdout).kind]).toEqual([0, expect.stringMatching(/plan|matrix|waiver-list/)])
    expect(await read('plan.xml')).toContain('<testsuites')
    expect(emulator.requests.writes).toEqual([])
  })

  test('give way to those behind it', async () => {
    const { cli } = await story()
    expect(await cli('--to', 'nowhere', 'plan', ...toStaging, '--tag', 'candidate')).toMatchObject({ code: 0 })
  })

  test('that the command does not have are told', async () => {
    const { cli } = await story()
    expect(await cli('--tag', 'candidate', 'matrix')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("unknown option '--tag"),
    })
    expect(await cli('--nowhere', 'matrix')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("unknown option '--nowhere'"),
    })
    expect(await cli('--profile')).toMatchObject({ code: 2 })
    expect(await cli('--profile', 'x')).toMatchObject({ code: 2 })
  })
})

test('what is typed selects, whatever else variables would', async () => {
  const { cliWith } = await story()
  const env = { CLOUDSMITH_PROMOTE_TAG: 'typo', CLOUDSMITH_PROMOTE_FORMAT: 'deb' }
  const { code, stdout } = await cliWith({ env }, 'plan', ...toStaging, '--package', 'npm:ms@2.1.3', '--output', 'json')
  expect([code, JSON.parse(stdout).items]).toMatchObject([0, [{ package: { name: 'ms' } }]])
  const two = { ...env, CLOUDSMITH_PROMOTE_QUERY: 'name:ms' }
  expect(await cliWith({ env: two }, 'plan', ...toStaging)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--tag and --query'),
  })
})

test.each([
  ['lines', 'npm:ms@2.1.3\n# a comment\n\nnpm\tlodash\t4.17.21\n'],
  ['a list in JSON', '[{"format":"npm","name":"ms","version":"2.1.3"},"npm:lodash@4.17.21"]'],
  ['a map of names to versions', '{"ms":"2.1.3","npm:lodash":"4.17.21"}'],
])('packages from standard input as %s', async (_, stdin) => {
  const { cliWith } = await story()
  const { stdout } = await cliWith({ stdin }, 'plan', ...toStaging, '--from-file', '-', '--format', 'npm', '--output', 'json')
  expect(JSON.parse(stdout).items.map((item: { package: { name: string } }) => item.package.name)).toEqual(['lodash', 'ms'])
})

test('a list that is empty is a mistake, unless that may be', async () => {
  const { cliWith } = await story()
  const plan = (...argv: string[]) => cliWith({ stdin: '{"packages":[]}' }, 'plan', ...toStaging, '--from-file', '-', ...argv)
  expect(await plan()).toMatchObject({ code: 2, stderr: expect.stringContaining('does not name any package') })
  expect(await plan('--allow-empty')).toMatchObject({ code: 0 })
  expect(await plan('--fail-if-nothing')).toMatchObject({ code: 10 })
})

describe('what a build made', () => {
  const names = (stdout: string) => JSON.parse(stdout).items.map((item: { package: { version: string } }) => item.package.version)

  test('is found by its tag and by its part of versions, and nothing that looks like it', async () => {
    const { cli, emulator } = await story()
    const add = (version: string, tags: string[] = []) => emulator.add('acme/dev', npmPackage({ name: 'web', version }), { tags })
    for (const version of ['1.0.0-rc.42', '1.0.1-build.42.linux', '1.42.0', '42.0.0', '1.0.2-420', '1.0.3-a42'])
      await add(version)
    await add('2.0.0', ['42'])
    await add('2.0.1', ['build-42'])
    const { code, stdout } = await cli('plan', ...toStaging, '--build', '42', '--output', 'json')
    expect([code, names(stdout).sort()]).toEqual([0, ['1.0.0-rc.42', '1.0.1-build.42.linux', '2.0.0']])
    const commit = 'd670460b4b4aece5915caf5c68d12f560a9fe3e4'
    await add(`3.0.0-${commit}`)
    expect(names((await cli('plan', ...toStaging, '--commit', commit, '--output', 'json')).stdout)).toEqual([`3.0.0-${commit}`])
  })

  test('that made nothing is an error that says where it was looked for', async () => {
    const { cli } = await story()
    expect(await cli('plan', ...toStaging, '--build', '42')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('acme/dev has no package with the tag 42'),
    })
    expect(await cli('plan', ...toStaging, '--build', '42', '--fail-if-nothing')).toMatchObject({ code: 10 })
    expect(await cli('plan', ...toStaging, '--build', '42', '--tag', 'candidate')).toMatchObject({ code: 2 })
    expect(await cli('plan', '--from', 'nowhere', '--to', 'staging', '--build', '42')).toMatchObject({ code: 2 })
  })

  test('can be held', async () => {
    const { cli, emulator } = await story()
    await emulator.add('acme/dev', npmPackage({ name: 'web', version: '1.0.0-42' }))
    const why = ['--by', 'ada', '--why', 'incident 7'] as const
    expect(await cli('hold', ...toStaging, '--build', '42', ...why)).toMatchObject({ code: 0 })
    expect(await cli('plan', ...toStaging, '--build', '42')).toMatchObject({
      code: 3,
      stdout: expect.stringContaining('incident 7'),
    })
    expect(await cli('plan', ...toStaging, '--tag', 'candidate')).toMatchObject({ code: 0 })
  })
})

test('a plan is rehearsed on a mirror, and nothing is sent but reads', async () => {
  const { cli, emulator } = await story()
  await cli('plan', ...toStaging, '--tag', 'candidate', '--out', 'plan.json')
  const before = emulator.requests.writes.length
  const { code, stdout } = await cli('rehearse', 'plan.json')
  expect([code, stdout]).toEqual([0, expect.stringContaining('the plan would end with the outcome succeeded')])
  expect(emulator.requests.writes.length).toBe(before)
})

test('a rehearsal goes by the same decisions as the run: nothing passes an edge that is paused', async () => {
  const { cli } = await story()
  await cli('plan', ...toStaging, '--tag', 'candidate', '--out', 'plan.json')
  await cli('hold', ...toStaging, '--by', 'ada', '--why', 'incident 7')
  expect(await cli('rehearse', 'plan.json')).toMatchObject({ code: 3, stdout: expect.stringContaining('incident 7') })
  expect(await cli('apply', 'plan.json')).toMatchObject({ code: 3, stdout: expect.stringContaining('incident 7') })
})

test('a ledger stands where it was named, from the working folder, and history reads it there', async () => {
  const { cli, read } = await story()
  expect(await cli('promote', ...toStaging, '--tag', 'candidate', '--ledger', 'ledger.ndjson')).toMatchObject({ code: 0 })
  expect((await read('ledger.ndjson')).trim().split('\n').length).toBeGreaterThan(2)
  const told = await cli('history', 'staging', '--ledger', 'ledger.ndjson')
  expect(told).toMatchObject({ code: 0, stdout: expect.stringContaining('lodash') })
})

test('what the doctor finds', async () => {
  const { cli, emulator } = await story()
  const { code, stdout } = await cli('doctor')
  expect([code, stdout]).toEqual([0, expect.stringContaining('dev → staging: cost of promoting everything: 2 packages')])
  await emulator.fetch(`${emulator.origin}/repos/acme/production/`, {
    method: 'DELETE',
    headers: { 'X-Api-Key': 'emulator-admin-key' },
  })
  await emulator.settle()
  expect(await cli('doctor')).toMatchObject({ code: 3, stdout: expect.stringContaining('FAIL  production') })
})

test('a pipeline is proposed from the names of repositories, and never written over', async () => {
  const { cli, read, cliWith } = await story()
  expect(await cli('init')).toMatchObject({ code: 2, stderr: expect.stringContaining('--force') })
  expect(await cliWith({ env: {} }, 'init', '--force', '--ci', 'github')).toMatchObject({ code: 0 })
  expect(await read('cloudsmith.pipeline.yaml')).toContain('repository: production')
  expect(await read('.github/workflows/promote.yml')).toContain('to: "production"')
  expect(await cli('validate')).toMatchObject({ code: 0 })
})

test('old packages are deleted, but not what production lacks, and nothing without --yes', async () => {
  const { cli, emulator } = await story()
  for (const version of ['2.1.1', '2.1.2']) await emulator.add('acme/dev', npmPackage({ name: 'ms', version }))
  const without = await cli('prune', '--keep', '1')
  expect(without.stdout).toContain('keeps  npm:ms@2.1.3: staging does not have it')
  expect(emulator.requests.writes).toEqual([])
  await cli('promote', ...toStaging, '--package', 'npm:ms@2.1.3')
  expect(await cli('prune', '--keep', '1', '--yes')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('deleted  npm:ms@2.1.3'),
  })
})

test('files are pushed once, however often the job runs', async () => {
  const { cli, write, folder } = await story()
  const { writeFile } = await import('node:fs/promises')
  await writeFile(`${folder}/demo-1.0.0.tgz`, npmPackage({ name: 'demo', version: '1.0.0' }).bytes)
  await write('unused.txt', '')
  for (let run = 0; run < 2; run++)
    expect(await cli('push', 'demo-1.0.0.tgz', '--format', 'npm', '--tag', 'candidate', '--if-exists', 'skip')).toMatchObject({
      code: 0,
    })
  const { stdout } = await cli('plan', ...toStaging, '--tag', 'candidate', '--output', 'json')
  expect(JSON.parse(stdout).items).toHaveLength(3)
})

test('waiting ends when somebody agrees, or with what is missing', async () => {
  const { cli } = await story()
  await cli('promote', ...toStaging, '--tag', 'candidate')
  const about = [...toProduction, '--tag', 'staged', '--requested-by', 'bob'] as const
  expect(await cli('wait', ...about, '--timeout', '2m')).toMatchObject({
    code: 4,
    stdout: expect.stringContaining('needs approval'),
  })
  await cli('plan', ...about, '--out', 'plan.json')
  await cli('approve', 'plan.json', '--by', 'ada')
  expect(await cli('wait', ...about, '--timeout', '2m')).toMatchObject({ code: 0 })
})

test('interrupted at any request, a run leaves its report, and the same command finishes it with each package there once', async () => {
  for (let at = 1; at < 12; at++) {
    const { cliWith, cli, emulator, read } = await story()
    const interruption = new AbortController()
    const before = emulator.requests.all.length
    const watching = async (request: Parameters<typeof emulator.fetch>[0], init?: RequestInit) => {
      if (emulator.requests.all.length - before === at) interruption.abort(new Error('SIGINT was received.'))
      return emulator.fetch(request, init)
    }
    const argv = ['promote', ...toStaging, '--tag', 'candidate', '--report', 'report.json'] as const
    const { code } = await cliWith({ signal: interruption.signal, fetch: watching }, ...argv)
    expect([at, code]).toEqual([at, interruption.signal.aborted ? 130 : 0])
    const wasSent = emulator.requests.writes.length > 0
    if (wasSent) expect(JSON.parse(await read('report.json'))).toMatchObject({ kind: 'cloudsmith-promotion/report' })
    expect(await cli(...argv)).toMatchObject({ code: 0 })
    const { stdout } = await cli('snapshot', 'staging', '--output', 'json')
    expect(JSON.parse(stdout).items).toMatchObject([{ tagged: true }, { tagged: true }])
  }
})

test('two at once on one plan both end well, and each package is there once', async () => {
  const { cli } = await story()
  await cli('plan', ...toStaging, '--tag', 'candidate', '--out', 'plan.json')
  expect((await Promise.all([cli('apply', 'plan.json'), cli('apply', 'plan.json')])).map(({ code }) => code)).toEqual([0, 0])
  const { stdout } = await cli('snapshot', 'staging', '--output', 'json')
  expect(JSON.parse(stdout).items).toHaveLength(2)
})
