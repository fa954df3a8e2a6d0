import type { webcrypto } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { settingsFrom, startService } from '@cloudsmith-sdk/service'
import { createServiceClient, type Schemas } from '@cloudsmith-sdk/service/client'
import { expect, onTestFinished, test } from 'vitest'
import { pipelineYaml, story } from './story.ts'

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
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('it takes the scope approve')])
  const agreed = await ada('approve', 'next.json', '-o', 'json')
  expect([agreed.code, JSON.parse(agreed.stdout)]).toEqual([
    0,
    expect.objectContaining({ kind: 'cloudsmith-promotion/approved', by: 'ada', file: expect.stringMatching(/\/plans\/\d+$/) }),
  ])
  expect((await job('apply', 'next.json')).code).toBe(0)
})

test('what only this side could do, and what goes to the wrong place, is refused before anything is sent', async () => {
  const { job, token, withEnv } = await begin()
  await job('plan', ...toStaging, '--out', 'plan.json')
  const said = async (...argv: string[]) => {
    const { code, stderr } = await job(...argv)
    return [code, stderr]
  }
  expect(await said('plan', '--from', 'dev', '--to', 'staging', '--build', '42')).toEqual([
    2,
    expect.stringContaining('With --server there is no --build'),
  ])
  expect(await said('apply', 'plan.json', '--ledger', 'ledger.ndjson')).toEqual([2, expect.stringContaining('no --ledger')])
  expect(await said('apply', 'plan.json', '--dry-run')).toEqual([2, expect.stringContaining('has no dry run')])
  expect(await said('plan', '--from', 'dev', '--to', 'mars', '--everything')).toEqual([
    2,
    expect.stringContaining('The service has no edge from dev to mars'),
  ])
  expect(await said('plan', ...toStaging, '--pipeline', 'other')).toEqual([2, expect.stringContaining('no edge')])
  const clear = await withEnv({ CLOUDSMITH_PROMOTE_TOKEN: token }, 'history', 'staging', '--server', 'http://promote.example')
  expect([clear.code, clear.stderr]).toEqual([2, expect.stringContaining('in the clear')])
})

test('the token is read from a file too, never shown, and one that is over is told', async () => {
  const { write, withEnv, token, url, log } = await begin()
  await write('token', `${token}\n`)
  const env = { CLOUDSMITH_PROMOTE_TOKEN_FILE: 'token', CLOUDSMITH_PROMOTE_SERVER: url }
  const fromFile = await withEnv(env, 'history', 'staging')
  expect(fromFile.code).toBe(0)
  const refused = await withEnv({ ...env, CLOUDSMITH_PROMOTE_TOKEN: 'cps_0000000000000000000000000' }, 'history', 'staging')
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('The token is unknown, over or revoked.')])
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
    expect.stringContaining('The approval by ada is signed by no key that is trusted.'),
  ])
  const agreed = await job('approve', 'next.json', '--by', 'ada', '--key', 'ada.private.json', '-o', 'json')
  expect([agreed.code, JSON.parse(agreed.stdout)]).toEqual([0, expect.objectContaining({ by: 'ada' })])
  expect((await job('apply', 'next.json')).code).toBe(0)
})
