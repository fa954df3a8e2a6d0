import type { webcrypto } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { settingsFrom, startService } from '@cloudsmith-sdk/service'
import { createServiceClient, type Schemas } from '@cloudsmith-sdk/service/client'
import { expect, onTestFinished, test } from 'vitest'
import { commandsOf } from '../../src/frame/variables.ts'
import { programFor } from '../../src/program.ts'
import { pipelineYaml, story } from '../story.ts'

/** A service of one's own, at which whoever is at the machine is Ada; and jobs that have a token for it, and nothing else. */
async function begin(files: Readonly<Record<string, string>> = {}) {
  const told = await story()
  for (const [name, text] of Object.entries(files)) await told.write(name, text)
  const { emulator, cliWith } = told
  await emulator.settle()
  const folder = await mkdtemp(join(tmpdir(), 'cloudsmith-promote-service-'))
  // PostgreSQL may run as somebody else.
  await chmod(folder, 0o755)
  const settings = settingsFrom(
    {
      ...{ port: 0, data: join(folder, 'data'), localName: 'ada' },
      pipelines: [{ name: 'web', file: join(told.folder, 'cloudsmith.pipeline.yaml'), edges: [] }],
    },
    told.folder,
  )
  const log: string[] = []
  const service = await startService({
    ...{ settings, cwd: told.folder, env: { CLOUDSMITH_API_KEY: 'emulator-admin-key', CLOUDSMITH_API_HOST: emulator.origin } },
    ...{ write: (line) => log.push(line), fetch: (request, init) => emulator.fetch(request, init), clock: emulator.clock },
  })
  onTestFinished(async () => {
    await service.stop()
    await rm(folder, { recursive: true, force: true })
  })
  const url = service.url ?? ''
  const scopes: Schemas['tokenBody']['scopes'] = ['read', 'plan', 'apply']
  if (files['trust.yaml'] !== undefined) scopes.push('approve')
  const made = await createServiceClient({ url }).POST('/tokens', { body: { name: 'ci', scopes } })
  const token = made.data?.token ?? ''
  const withEnv = (env: Readonly<Record<string, string>>, ...argv: string[]) =>
    cliWith({ env: { CLOUDSMITH_API_KEY: '', ...env }, fetch: (request, init) => globalThis.fetch(request, init) }, ...argv)
  return {
    ...{ ...told, log, url, token, withEnv },
    job: (...argv: string[]) => withEnv({ CLOUDSMITH_PROMOTE_TOKEN: token }, ...argv, '--server', url),
    ada: (...argv: string[]) => withEnv({}, ...argv, '--server', url),
  }
}

/**
 * What becomes of each flag of a command where a service does it: the service is told, this side sees to it, or it is refused. A flag that is in
 * none of them would be ignored without a word.
 */
const flags: Readonly<Record<string, Readonly<Record<'there' | 'here' | 'refused', readonly string[]>>>> = {
  plan: {
    there: [
      ...[
        '--pipeline',
        '--from',
        '--to',
        '--edge',
        '--tag',
        '--query',
        '--package',
        '--slug-perm',
        '--from-file',
        '--everything',
      ],
      ...['--set', '--dependencies', '--closure', '--missing', '--also', '--changed', '--allow-empty'],
    ],
    here: ['--server', '--output', '--dotenv', '--quiet', '--format', '--out', '--fail-if-nothing'],
    refused: ['--profile=x', '--requested-by=bob', '--build=42', '--commit=d670460', '--newest', '--docker-registry=off'],
  },
  approve: {
    there: ['--pipeline', '--key', '--keyid', '--oidc', '--by', '--valid-for'],
    here: ['--server', '--output', '--dotenv', '--quiet', '--comment'],
    refused: ['--profile=x', '--out=approval.json'],
  },
  apply: {
    there: ['--pipeline', '--dry-run'],
    here: ['--server', '--output', '--dotenv', '--quiet', '--report', '--fail-if-nothing', '--timeout'],
    refused: ['--profile=x', '--ledger=ledger.ndjson', '--docker-registry=off'],
  },
  history: {
    there: ['--pipeline'],
    here: ['--server', '--output', '--dotenv', '--quiet'],
    refused: ['--profile=x', '--ledger=ledger.ndjson'],
  },
}

const served = commandsOf(programFor()).filter(({ options }) => options.some(({ long }) => long === '--server'))

test('every flag of what a service does is told to it, seen to here, or refused', () => {
  const named = (all: readonly string[]) => all.map((flag) => flag.replace(/=.*/, '')).sort()
  expect(Object.fromEntries(served.map((each) => [each.name(), each.options.map(({ long }) => long).sort()]))).toEqual(
    Object.fromEntries(Object.entries(flags).map(([name, of]) => [name, named([...of.there, ...of.here, ...of.refused])])),
  )
})

const toStaging = ['--from', 'dev', '--to', 'staging', '--tag', 'candidate']

test('a service plans, applies and tells, with the documents and exit codes of the command line', async () => {
  const { job, read, url } = await begin()
  const planned = await job('plan', ...toStaging, '--out', 'plan.json', '-o', 'json')
  expect([planned.code, planned.stderr]).toEqual([0, ''])
  expect(JSON.parse(planned.stdout)).toMatchObject({ kind: 'cloudsmith-promotion/plan', requestedBy: 'token:ci' })
  expect(JSON.parse(await read('plan.json'))).toEqual(JSON.parse(planned.stdout))

  const applied = await job('apply', 'plan.json', '--report', 'report.json', '-o', 'json')
  expect([applied.code, JSON.parse(applied.stdout)]).toEqual([
    0,
    expect.objectContaining({ kind: 'cloudsmith-promotion/report', outcome: 'succeeded' }),
  ])
  expect(applied.stderr).toContain(`${url}/plans/1`)
  expect(JSON.parse(await read('report.json'))).toEqual(JSON.parse(applied.stdout))
  // Once more, it is done.
  expect((await job('apply', 'plan.json')).code).toBe(0)

  const history = await job('history', 'staging', '-o', 'json')
  expect(JSON.parse(history.stdout)).toMatchObject({ owner: 'acme', stage: 'staging', entries: [{ witness: 'ledger' }, {}] })
})

test('what somebody has to agree to waits, until they do', async () => {
  const { job, ada } = await begin()
  await job('plan', ...toStaging, '--out', 'first.json')
  await job('apply', 'first.json')
  const planned = await job('plan', '--from', 'staging', '--to', 'production', '--package', 'npm:ms@2.1.3', '--out', 'next.json')
  expect(planned.code).toBe(4)
  expect((await ada('approve', 'next.json')).stderr).toContain('The service does not have plan')
  expect((await job('apply', 'next.json')).code).toBe(4)
  const refused = await job('approve', 'next.json')
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('it needs the scope approve')])
  const agreed = await ada('approve', 'next.json', '-o', 'json')
  expect([agreed.code, JSON.parse(agreed.stdout)]).toEqual([
    0,
    expect.objectContaining({ kind: 'cloudsmith-promotion/approved', by: 'ada', file: expect.stringMatching(/\/plans\/\d+$/) }),
  ])
  expect((await job('apply', 'next.json')).code).toBe(0)
})

test('what only this side could do is refused by name before anything is asked for', async () => {
  const { cli, cliWith } = await story()
  await cli('plan', ...toStaging, '--out', 'plan.json')
  const usual: Readonly<Record<string, readonly string[]>> = {
    ...{ plan: ['--from', 'dev', '--to', 'staging'], approve: ['plan.json'], apply: ['plan.json'], history: ['staging'] },
  }
  const run = (...argv: string[]) =>
    cliWith({ fetch: () => Promise.reject(new Error('nothing is to be sent')) }, ...argv, '--server', 'http://127.0.0.1:1')
  for (const [command, { refused }] of Object.entries(flags)) {
    for (const said of refused) {
      const [flag = ''] = said.split('=')
      const isSelecting = ['--build', '--commit'].includes(flag)
      const select = command === 'plan' && !isSelecting ? ['--everything'] : []
      const { code, stderr } = await run(command, ...(usual[command] ?? []), ...select, said)
      expect([command, said, code, stderr]).toEqual([
        command,
        said,
        2,
        expect.stringContaining(`${flag} does not work with --server: `),
      ])
    }
  }
  for (const said of ['--by=ada', '--keyid=ada-2026']) {
    expect(await run('approve', 'plan.json', said)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`${said.replace(/=.*/, '')} does not work with --server: `),
    })
  }
})

test('how something is planned is the same here and there', async () => {
  const { job, cli, write } = await begin()
  await job('plan', ...toStaging, '--out', 'plan.json')
  const edge = ['--from', 'dev', '--to', 'staging'] as const
  const both = async (...argv: string[]) => {
    const [here, there] = [await cli('plan', ...edge, ...argv, '-o', 'json'), await job('plan', ...edge, ...argv, '-o', 'json')]
    const told = ({ code, stdout }: typeof here) => ({ code, ...pick(JSON.parse(stdout)) })
    expect(told(there)).toEqual(told(here))
    return told(there)
  }
  const pick = ({ items, rules, missing }: { items: readonly object[]; rules: object; missing: unknown }) => ({
    items,
    rules,
    missing,
  })
  expect((await both('--tag', 'candidate', '--changed', 'refuse')).rules).toMatchObject({ changed: 'refuse' })
  expect(await both('--tag', 'nothing', '--allow-empty')).toMatchObject({ code: 0, items: [] })
  expect((await both('--tag', 'nothing', '--fail-if-nothing')).code).toBe(10)
  await both('--tag', 'candidate', '--dependencies')
  await both('--tag', 'candidate', '--closure', '--missing', 'tell', '--also', 'optional')
  await write('versions.txt', 'npm:ms@2.1.3\n')
  await both('--from-file', 'versions.txt', '--set', 'release 7')
})

test('a dry run says what would come of a plan, and hands nothing over; one may wait for it no longer than one likes', async () => {
  const { job, ada } = await begin()
  await job('plan', ...toStaging, '--out', 'plan.json')
  const dry = await job('apply', 'plan.json', '--dry-run', '-o', 'json')
  expect([dry.code, JSON.parse(dry.stdout)]).toMatchObject([
    0,
    { kind: 'cloudsmith-promotion/plan', items: [{ outcome: 'promote' }, {}] },
  ])
  expect((await ada('approve', 'plan.json')).stderr).toContain('The service does not have plan')
  const impatient = await job('apply', 'plan.json', '--timeout', '0s')
  expect([impatient.code, impatient.stderr]).toEqual([
    4,
    expect.stringContaining('Run the same command again to keep following it'),
  ])
  expect((await job('apply', 'plan.json', '--timeout', '5m')).code).toBe(0)
})

test('what goes to the wrong place is refused before anything is sent', async () => {
  const { job, token, withEnv } = await begin()
  await job('plan', ...toStaging, '--out', 'plan.json')
  const said = async (...argv: string[]) => {
    const { code, stderr } = await job(...argv)
    return [code, stderr]
  }
  expect(await said('plan', '--from', 'dev', '--to', 'mars', '--everything')).toEqual([
    2,
    expect.stringContaining('The service has no edge from dev to mars'),
  ])
  expect(await said('plan', ...toStaging, '--pipeline', 'other')).toEqual([2, expect.stringContaining('no edge')])
  const clear = await withEnv({ CLOUDSMITH_PROMOTE_TOKEN: token }, 'history', 'staging', '--server', 'http://promote.example')
  expect([clear.code, clear.stderr]).toEqual([2, expect.stringContaining('without encryption')])
})

test('the token is read from a file too, never shown, and one that is over is told', async () => {
  const { write, withEnv, token, url, log } = await begin()
  await write('token', `${token}\n`)
  const env = { CLOUDSMITH_PROMOTE_TOKEN_FILE: 'token', CLOUDSMITH_PROMOTE_SERVER: url }
  const fromFile = await withEnv(env, 'history', 'staging')
  expect(fromFile.code).toBe(0)
  const refused = await withEnv({ ...env, CLOUDSMITH_PROMOTE_TOKEN: 'cps_0000000000000000000000000' }, 'history', 'staging')
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('The token is unknown, expired or revoked.')])
  expect(JSON.stringify([fromFile, refused, log])).not.toContain(token)
})

test('who signs with a key that the service trusts has agreed, and the token says nothing about it', async () => {
  const { publicKey, privateKey } = (await crypto.subtle.generateKey('Ed25519', true, [
    'sign',
    'verify',
  ])) as webcrypto.CryptoKeyPair
  const jwk = async (key: webcrypto.CryptoKey) => JSON.stringify(await crypto.subtle.exportKey('jwk', key))
  const stranger = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair
  const { job, write } = await begin({
    'cloudsmith.pipeline.yaml': pipelineYaml
      .replace('logins: [ada]', 'logins: [ada], keys: [ada-2026]')
      .replace(', unsigned: true', ''),
    'trust.yaml': 'keys: { ada-2026: ada.json }\n',
    'ada.json': await jwk(publicKey),
  })
  await write('ada.private.json', await jwk(privateKey))
  await write('stranger.json', await jwk(stranger.privateKey))
  await job('plan', ...toStaging, '--out', 'first.json')
  await job('apply', 'first.json')
  await job('plan', '--from', 'staging', '--to', 'production', '--package', 'npm:ms@2.1.3', '--out', 'next.json')
  expect((await job('apply', 'next.json')).code).toBe(4)
  const forged = await job('approve', 'next.json', '--by', 'ada', '--key', 'stranger.json')
  expect([forged.code, forged.stderr]).toEqual([
    1,
    expect.stringContaining('The approval by ada is not signed by a trusted key.'),
  ])
  const agreed = await job('approve', 'next.json', '--by', 'ada', '--key', 'ada.private.json', '-o', 'json')
  expect([agreed.code, JSON.parse(agreed.stdout)]).toEqual([0, expect.objectContaining({ by: 'ada' })])
  expect((await job('apply', 'next.json')).code).toBe(0)
})
