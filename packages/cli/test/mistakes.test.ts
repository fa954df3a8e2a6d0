import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { TimeoutError } from '@cloudsmith-sdk/client'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { expect, test } from 'vitest'
import { commandsOf } from '../src/frame/variables.ts'
import { programFor } from '../src/program.ts'
import { pipelineYaml, story } from './story.ts'

const toStaging = ['--from', 'dev', '--to', 'staging'] as const

test('of a repository that two stages share, what shows the tag of another is not old', async () => {
  const shared = `owner: acme
stages:
  - { name: dev, repository: dev, tag: candidate }
  - { name: checked, repository: dev, tag: checked }
  - { name: production, repository: production }
`
  const { cli, emulator } = await story(shared)
  const add = (version: string, tags: string[]) => emulator.add('acme/dev', npmPackage({ name: 'web', version }), { tags })
  await add('1.0.0', ['candidate', 'checked'])
  await add('1.1.0', ['checked'])
  for (const version of ['1.2.0', '1.3.0']) await add(version, ['candidate'])
  const { stdout } = await cli('prune', '--stage', 'dev', '--keep', '1', '--output', 'json')
  const pruned = JSON.parse(stdout)
  expect(pruned.items.map(({ version }: { version: string }) => version)).toEqual([])
  expect(pruned.kept).toMatchObject([{ version: '1.2.0', lackedBy: 'checked' }])
})

test('a field cannot say where a package is pushed to', async () => {
  const { cli, write, emulator } = await story()
  await write('demo-1.0.0.tgz', 'x')
  for (const field of ['repo=production', 'owner=globex', 'format=raw', 'file=x', 'ifExists=replace', 'tags=released'])
    expect(await cli('push', 'demo-1.0.0.tgz', '--format', 'npm', '--field', field)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`--field ${field}: ${field.split('=')[0]} is set by`),
    })
  expect(emulator.requests.writes).toEqual([])
})

test('who holds packages and does not say who and why is not shown a list instead', async () => {
  const { cli } = await story()
  expect(await cli('hold', ...toStaging, '--tag', 'candidate')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--by is missing'),
  })
  expect(await cli('hold', ...toStaging, '--for', '2d')).toMatchObject({ code: 2 })
  expect(await cli('hold', ...toStaging)).toMatchObject({ code: 0 })
})

test('nothing is written over what a command reads, nor twice into one file', async () => {
  const { cli, cliWith, read } = await story()
  await cli('plan', ...toStaging, '--tag', 'candidate', '--out', 'plan.json')
  const plan = await read('plan.json')
  for (const argv of [
    ['approve', 'plan.json', '--by', 'ada', '--out', 'plan.json'],
    ['apply', 'plan.json', '--report', './plan.json'],
    ['show', 'plan.json', '--output', 'json=plan.json'],
    ['plan', ...toStaging, '--tag', 'candidate', '--out', 'cloudsmith.pipeline.yaml'],
  ])
    expect(await cli(...argv)).toMatchObject({ code: 2, stderr: expect.stringContaining('would be overwritten') })
  expect(await cli('apply', 'plan.json', '--report', 'a.json', '--output', 'json=a.json')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('a.json is named twice'),
  })
  // As a job that says once for all of its steps where plans are kept.
  const env = { CLOUDSMITH_PROMOTE_OUT: 'plan.json' }
  expect(await cliWith({ env }, 'approve', 'plan.json', '--by', 'ada')).toMatchObject({ code: 2 })
  expect(await read('plan.json')).toBe(plan)
})

test('people whose names have the same length in letters of their own keep an approval each', async () => {
  const { cli, folder } = await story()
  await cli('promote', ...toStaging, '--tag', 'candidate')
  await cli('plan', '--from', 'staging', '--to', 'production', '--tag', 'staged', '--out', 'plan.json')
  for (const name of ['Ольга', 'Мария', 'ada lovelace', 'ada_lovelace', 'x'.repeat(300)])
    expect(await cli('approve', 'plan.json', '--by', name)).toMatchObject({ code: 0 })
  expect(await readdir(join(folder, 'approvals'))).toHaveLength(5)
})

test('what a name says to a CI system is not said to it, on whichever stream', async () => {
  const { cli, cliWith, emulator, write } = await story()
  const hostile = '::set-output name=x::y\n##vso[task.setvariable variable=x]y\u202e\u009b31m'
  await cli('promote', ...toStaging, '--tag', 'candidate')
  await cli('plan', '--from', 'staging', '--to', 'production', '--tag', 'staged', '--out', 'plan.json')
  await write('demo-1.0.0.tgz', 'x')
  const renaming: typeof globalThis.fetch = async (input, init) => {
    const answer = await emulator.fetch(new Request(input, init))
    const text = await answer.text()
    return new Response(text.replaceAll('"lodash"', JSON.stringify(hostile)), answer)
  }
  const runs = [
    await cli('approve', 'plan.json', '--by', hostile, '--out', 'approval.json'),
    await cli('plan', ...toStaging, '--tag', 'candidate', `--${hostile}`),
    await cli(hostile),
    await cli('plan', ...toStaging, '--build', hostile),
    ...(await Promise.all(
      ['text', 'json', 'ndjson', 'junit', 'sarif', 'markdown'].map((format) =>
        cliWith({ fetch: renaming }, 'matrix', '--output', format),
      ),
    )),
    await cliWith({ fetch: renaming }, 'prune', '--keep', '1', '--output', 'json'),
  ]
  for (const { stdout, stderr } of runs) {
    for (const line of `${stdout}\n${stderr}`.split('\n')) {
      expect(line).not.toMatch(/^\s*::|##(vso)?\[/)
      expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u)
    }
  }
  const told = await cliWith({ fetch: renaming }, 'matrix', '--output', 'json')
  expect(JSON.parse(told.stdout).rows.map((row: { package: { name: string } }) => row.package.name)).toContain(hostile)
})

test('a file of trust that is not right is told with what to mend, and never with what a key says', async () => {
  const { cli, write } = await story()
  await write('trust.yaml', 'keys: { ada-2026: ada.json }\n')
  expect(await cli('validate')).toMatchObject({ code: 2, stderr: expect.stringMatching(/trust\.yaml.*ada\.json cannot be read/) })
  await write('ada.json', '{"kty":"OKP","d":"c2VjcmV0","x":"abc" "y"}')
  const broken = await cli('validate')
  expect(broken).toMatchObject({ code: 2, stderr: expect.stringContaining('ada.json') })
  expect(broken.stderr).not.toContain('c2VjcmV0')
})

test('a seed or a pipeline that cannot be read is a mistake', async () => {
  const { cli, folder } = await story()
  expect(await cli('emulator', '--seed', 'nowhere.yaml')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--seed: nowhere.yaml cannot be read'),
  })
  expect(await cli('emulator', '--seed', 'cloudsmith.pipeline.yaml')).toMatchObject({ code: 2 })
  await mkdir(join(folder, 'folder'))
  expect(await cli('validate', '--pipeline', 'folder')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('folder cannot be read'),
  })
})

test('what is wrong with a file is told in few words, however large it is', async () => {
  const { cli, write, read } = await story()
  await write('plan.json', 'x: y\n'.repeat(3) + 'z'.repeat(50_000))
  expect((await cli('apply', 'plan.json')).stderr.length).toBeLessThan(5_000)
  await write('plan.json', '')
  expect(await cli('apply', 'plan.json')).toMatchObject({ code: 2, stderr: expect.stringContaining('it is empty') })
  await cli('plan', ...toStaging, '--tag', 'candidate', '--out', 'plan.json')
  await write('plan.json', (await read('plan.json')).slice(0, 700))
  const { code, stderr } = await cli('apply', 'plan.json')
  expect([code, stderr]).toEqual([2, expect.stringMatching(/^DocumentError: plan\.json:\d+:\d+: it is truncated/)])
  expect(stderr.trim().split('\n')).toHaveLength(1)
})

test('what the engine asks its callers for is named as the flag or variable that says it, and every error says what to do', async () => {
  const { cli, cliWith } = await story()
  const { stderr } = await cli('plan', ...toStaging, '--tag', 'typo')
  expect(stderr).toContain('--allow-empty')
  expect(stderr).not.toContain('allowEmpty')
  const answering = (status: number) => async () => Response.json({ detail: 'no' }, { status })
  const told = async (...[status, env]: [number, Record<string, string>?]) =>
    (await cliWith({ fetch: answering(status), env: env ?? {} }, 'plan', ...toStaging, '--tag', 'candidate')).stderr
  expect(await told(500)).toMatch(/: no\. Try again later/)
  expect(await told(403)).toContain('Run doctor to see')
  const failed = { operation: 'packages.list', attempts: 4, params: {}, url: 'http://localhost/' }
  const late = new TimeoutError('No answer within 30000 ms. Raise timeout if the service needs longer.', failed)
  const hanging = () => Promise.reject(late)
  const { stderr: timedOut } = await cliWith({ fetch: hanging }, 'plan', ...toStaging, '--tag', 'candidate')
  expect(timedOut).toMatch(/within 30000 ms\. Try again later: running the same command again continues where it stopped\.\n$/)
  expect(await told(401)).toMatch(/Set CLOUDSMITH_API_KEY or put api_key/)
  expect(await told(200)).toContain('Check CLOUDSMITH_API_HOST and any proxies')
  expect(await told(200, { CLOUDSMITH_API_HOST: 'http://example.com' })).toMatch(
    /^InvalidRequestError: CLOUDSMITH_API_HOST must be https.*clear text\.\n$/,
  )
})

test('variables with nothing but white space are not set', async () => {
  const { cliWith } = await story()
  const env = { CLOUDSMITH_PROMOTE_PACKAGE: ' ', CLOUDSMITH_PROMOTE_OUTPUT: '\n', CLOUDSMITH_PROMOTE_EDGE: ' \n' }
  expect(await cliWith({ env }, 'plan', ...toStaging, '--tag', 'candidate')).toMatchObject({ code: 0 })
  const newline = { CLOUDSMITH_PROMOTE_FROM: 'dev\n', CLOUDSMITH_PROMOTE_TAG: ' candidate ' }
  expect(await cliWith({ env: newline }, 'plan', '--to', 'staging')).toMatchObject({ code: 0 })
})

test('a format that selects nothing is not taken for one that does', async () => {
  const { cli } = await story()
  expect(await cli('plan', ...toStaging, '--everything', '--format', 'deb')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--query format:npm'),
  })
})

test('a file that the service has not taken in time waits, and how long may be said', async () => {
  const { cli, folder } = await story()
  await writeFile(join(folder, 'demo-1.0.0.tgz'), npmPackage({ name: 'demo', version: '1.0.0' }).bytes)
  const push = (...argv: string[]) => cli('push', 'demo-1.0.0.tgz', '--format', 'npm', '--if-exists', 'skip', ...argv)
  expect(await push('--timeout', '1s')).toMatchObject({ code: 4, stderr: expect.stringContaining('--timeout') })
  expect(await push()).toMatchObject({ code: 0 })
})

test('what was agreed to for one command by a variable is not agreed to for another', async () => {
  const { cliWith, emulator } = await story()
  for (const version of ['2.1.1', '2.1.2']) {
    await emulator.add('acme/dev', npmPackage({ name: 'ms', version, license: 'MIT' }))
    for (const stage of ['staging', 'production'])
      await emulator.add(`acme/${stage}`, npmPackage({ name: 'ms', version, license: 'MIT' }))
  }
  const prune = (env: Record<string, string>) => cliWith({ env }, 'prune', '--keep', '1')
  // As a job has it that writes pipelines.
  for (const env of [{ CLOUDSMITH_PROMOTE_YES: 'true' }, { CLOUDSMITH_PROMOTE_INIT_YES: 'true' }]) {
    expect(await prune(env)).toMatchObject({ code: 0, stdout: expect.stringContaining('1 of 4 packages would be deleted') })
    expect(emulator.requests.writes).toEqual([])
  }
  expect(await prune({ CLOUDSMITH_PROMOTE_PRUNE_YES: 'true' })).toMatchObject({
    stdout: expect.stringContaining('1 of 4 packages deleted'),
  })
  const names = commandsOf(programFor()).flatMap((command) =>
    command.options.filter(({ long }) => /^--(yes|force|no-hold)$/.test(long ?? '')).map(({ envVar }) => envVar),
  )
  expect(new Set(names).size).toBe(names.length)
})

test('of a file that is no list, however long, a few words are quoted', async () => {
  const { cliWith } = await story()
  for (const stdin of ['x'.repeat(5_000_000), '\n'.repeat(5_000_000), '\u0000\u001b[2J\ufffd'.repeat(500_000)]) {
    const { code, stdout, stderr } = await cliWith({ stdin }, 'plan', ...toStaging, '--from-file', '-', '--output', 'json')
    expect([code, stdout.length + stderr.length < 20_000]).toEqual([2, true])
  }
})

test('of a hundred thousand packages that are not there, a few are named', async () => {
  const { cliWith } = await story()
  const wanted = Array.from({ length: 20_000 }, (_, index) => ({ format: 'npm', name: `package-${index}`, version: '1.0.0' }))
  const argv = ['plan', ...toStaging, '--from-file', '-', '--output', 'json'] as const
  const { code, stdout, stderr } = await cliWith({ stdin: JSON.stringify(wanted) }, ...argv)
  expect([code, stderr]).toEqual([
    1,
    expect.stringMatching(/npm package-0 1\.0\.0, .* and 19,980 more\. A package that was pushed/),
  ])
  expect(stdout.length).toBeLessThan(5_000)
})

test('what has no end is not read to it', async () => {
  const { cliWith } = await story()
  const chunk = Buffer.alloc(1_048_576, 'npm:ms@2.1.3\n')
  const stdin = new Readable({
    read() {
      this.push(chunk)
    },
  })
  const { code, stderr } = await cliWith({ stdin }, 'plan', ...toStaging, '--from-file', '-')
  expect([code, stderr]).toEqual([2, expect.stringContaining('standard input is too long: at most 67,108,864 bytes are read')])
  expect(stdin.destroyed).toBe(true)
})

test('documents and lists are read as PowerShell of Windows writes them', async () => {
  const { cli, folder, read } = await story()
  await cli('plan', ...toStaging, '--tag', 'candidate', '--out', 'plan.json')
  const plan = await read('plan.json')
  await writeFile(join(folder, 'wide.json'), Buffer.from(`\ufeff${plan}`, 'utf16le'))
  await writeFile(join(folder, 'marked.json'), `\ufeff${plan}`)
  for (const file of ['wide.json', 'marked.json']) expect(await cli('show', file)).toMatchObject({ code: 0 })
  await writeFile(join(folder, 'list.txt'), Buffer.from('\ufeffnpm:ms@2.1.3\r\nnpm\tlodash\t4.17.21\r\n', 'utf16le'))
  const { stdout } = await cli('plan', ...toStaging, '--from-file', 'list.txt', '--output', 'json')
  expect(JSON.parse(stdout).items).toHaveLength(2)
})

test('a dash where a file is written is told to be standard output, and no file is called so', async () => {
  const { cli, folder } = await story()
  for (const argv of [
    ['--out', '-'],
    ['--output', 'json=-'],
    ['--dotenv', '-'],
  ])
    expect(await cli('plan', ...toStaging, '--tag', 'candidate', ...argv)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('use --output json, or ./-'),
    })
  expect(await readdir(folder)).toEqual(['cloudsmith.pipeline.yaml'])
})

test('YAML that would grow without end is refused, wherever it stands', async () => {
  const { cli, write } = await story()
  const grown = Array.from({ length: 8 }, (_, index) => {
    const inner = index === 0 ? '"x"' : `*a${index - 1}`
    return `a${index}: &a${index} [${Array(9).fill(inner)}]`
  })
  await write('bomb.yaml', grown.join('\n'))
  await write('waiving.yaml', `${pipelineYaml}waivers: bomb.yaml\n`)
  for (const argv of [
    ['validate', '--pipeline', 'bomb.yaml'],
    ['validate', '--pipeline', 'waiving.yaml'],
    ['plan', ...toStaging, '--from-file', 'bomb.yaml'],
    ['apply', 'bomb.yaml'],
  ])
    expect(await cli(...argv)).toMatchObject({ code: 2, stderr: expect.stringContaining('Excessive alias count') })
  await write('trust.yaml', grown.join('\n'))
  expect(await cli('validate')).toMatchObject({ code: 2, stderr: expect.stringContaining('Excessive alias count') })
})

test('what a name says to a later step is not said to it: outputs of a step have one line each', async () => {
  const { cliWith, emulator, folder, read } = await story()
  const hostile = 'lodash\r\nexit-code=0\nx<<EOF\n%0Aexit=done\u2028y=z'
  const renaming: typeof globalThis.fetch = async (input, init) => {
    const answer = await emulator.fetch(new Request(input, init))
    return new Response((await answer.text()).replaceAll('"lodash"', JSON.stringify(hostile)), answer)
  }
  const env = { GITHUB_OUTPUT: join(folder, 'output.txt') }
  await cliWith({ env, fetch: renaming }, 'drift', '--dotenv', 'a.env')
  await cliWith({ env, fetch: renaming }, 'plan', ...toStaging, '--tag', 'candidate')
  await cliWith({ env, fetch: renaming }, 'approve', 'nowhere\nexit-code=0.json', '--by', hostile)
  for (const file of ['output.txt', 'a.env'])
    for (const line of (await read(file)).split('\n').filter(Boolean)) expect(line).toMatch(/^[\w-]+=[^\r\n]*$/)
  const codes = (await read('output.txt')).split('\n').filter((line) => line.startsWith('exit-code='))
  expect(codes).toEqual(['exit-code=0', 'exit-code=0', 'exit-code=2'])
})
