import type { webcrypto } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createRedactor } from '../core/redactor.ts'
import { credentialOf } from './credential.ts'
import { helpText } from './flags.ts'
import { readPipelines } from './pipelines.ts'
import { readSettings } from './read-settings.ts'
import { reveal } from './reference.ts'

let cwd: string
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'promotion-settings-'))
})
afterEach(() => rm(cwd, { recursive: true, force: true }))

const write = (name: string, text: string) => writeFile(join(cwd, name), text)
const read = (argv: readonly string[], env = {}) => readSettings(argv, { env, cwd })
const problemsOf = async (work: Promise<unknown>) =>
  ((await work.catch((error: { problems: readonly string[] }) => error)) as { problems: readonly string[] }).problems
const pipeline = (owner: string) =>
  `owner: ${owner}\nstages: [{ repository: dev }, { repository: staging }, { repository: production }]\n`

describe('settings', () => {
  test('flags go before variables, those before the file, and the rest is as it usually is', async () => {
    await write('service.yaml', 'port: 1\nhost: file\nlogLevel: warn\n')
    const env = { CLOUDSMITH_PROMOTE_PORT: '2', CLOUDSMITH_PROMOTE_CONFIG: 'service.yaml', CLOUDSMITH_PROMOTE_ROLE: 'worker' }
    expect(await read(['--port', '3'], env)).toMatchObject({
      port: 3,
      host: 'file',
      logLevel: 'warn',
      roles: ['worker'],
      data: join(cwd, '.cloudsmith-promote'),
    })
    expect(await read([], env)).toMatchObject({ port: 2 })
    expect(await read([])).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      roles: ['web', 'worker'],
      retention: { plans: 400 * 86_400_000 },
    })
  })

  test('every problem is told at once, with its place', async () => {
    await write(
      'service.yaml',
      'port: 70000\nretention: { plans: soon }\nunknown: 1\npipelines: [{ file: a.yaml, credential: a-key }]\n',
    )
    expect(await problemsOf(read(['--config', 'service.yaml']))).toEqual([
      expect.stringContaining('port'),
      expect.stringContaining('pipelines.0.credential: must be a reference to the credential'),
      expect.stringContaining('retention.plans: must be a duration such as "90 days"'),
      expect.stringContaining('unknown'),
    ])
    expect(await problemsOf(read(['--nonsense']))).toEqual([expect.stringContaining('--nonsense')])
    expect(await problemsOf(read(['--config', 'none.yaml']))).toEqual([expect.stringContaining('none.yaml cannot be read')])
    await write('odd.yaml', 'a: [')
    expect(await problemsOf(read(['--config', 'odd.yaml']))).toEqual([expect.stringContaining('odd.yaml')])
  })

  test('a secret that stands where its place should be is not repeated', async () => {
    await write('service.yaml', 'pipelines: [{ file: a.yaml, webhookKeys: [hunter2-hunter2] }]\n')
    expect(JSON.stringify(await problemsOf(read(['--config', 'service.yaml'])))).not.toContain('hunter2')
  })

  test('every flag and its variable are in the help', () => {
    const help = helpText('service')
    for (const flag of ['--config FILE', '--pipeline FILE', '--check', 'CLOUDSMITH_PROMOTE_LOG_LEVEL'])
      expect(help).toContain(flag)
  })
})

test.each([
  ['port: 70000', 'port: must be a whole number from 0 to 65535'],
  ['port: eighty', 'port: must be a number'],
  ['sigIn: {}', 'sigIn: is not a setting'],
  ['signIn: { clientId: a }', 'signIn.issuer: is missing'],
  ['pipelines: [{ credential: oidc }]', 'pipelines.0.file: is missing'],
  [
    'pipelines: [{ file: a.yaml, dockerRegistry: http://images.example.com }]',
    'dockerRegistry: must be the address of a registry',
  ],
  ['pipelines: [{ file: a.yaml, dockerRegistry: https://ada:key@images.example.com }]', 'dockerRegistry: must be the address'],
  ['logLevel: loud', 'logLevel: must be (debug | info | warn | error)'],
])('what is wrong with %s is said in words, and never what stands there', async (text, message) => {
  await write('service.yaml', `${text}\n`)
  const problems = await problemsOf(read(['--config', 'service.yaml']))
  expect(problems).toContainEqual(expect.stringContaining(message))
  expect(problems.join()).not.toMatch(/Invalid|received|never/)
})

test('a number that is none is told of a flag as well', async () => {
  expect(await problemsOf(read(['--port', 'abc']))).toEqual(['port: must be a number'])
})

describe('pipelines', () => {
  test('of several workspaces, each with its edges', async () => {
    await write('web.yaml', pipeline('acme'))
    await write(
      'service.yaml',
      'pipelines:\n  - { name: web, file: web.yaml, edges: [{ from: dev, to: staging, tag: candidate }] }\n',
    )
    await write('other.yaml', pipeline('globex'))
    const served = await readPipelines(await read(['--config', 'service.yaml', '--pipeline', 'other.yaml']))
    expect(served).toMatchObject([
      { name: 'web', edges: [{ id: 'web/dev/staging', isAutomatic: true, tag: 'candidate' }, { isAutomatic: false }] },
      { name: 'globex', edges: [{ id: 'globex/dev/staging', isAutomatic: true }, { isAutomatic: true }] },
    ])
  })

  test('what is wrong with any of them is told', async () => {
    await write('web.yaml', pipeline('acme'))
    await write('odd.yaml', 'owner: acme\nstages: [{ repository: dev }]\n')
    await write(
      'service.yaml',
      'pipelines: [{ file: web.yaml }, { file: web.yaml, edges: [{ from: dev, to: production }] }, { file: odd.yaml }, { file: gone.yaml }]\n',
    )
    expect(await problemsOf(readPipelines(await read(['--config', 'service.yaml'])))).toEqual([
      expect.stringContaining('stages'),
      expect.stringContaining('gone.yaml does not exist'),
      'pipelines: two have the name acme: rename one',
      'pipelines: acme has no such edge from dev to production',
    ])
  })

  test('trust the keys of the file that settings name, or of the one beside the pipeline', async () => {
    const { publicKey } = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair
    await mkdir(join(cwd, 'web'))
    await write('web/web.yaml', pipeline('acme'))
    await write('web/trust.yaml', 'keys: { ada-2026: ada.json }\n')
    await write('web/ada.json', JSON.stringify(await crypto.subtle.exportKey('jwk', publicKey)))
    await write('ours.yaml', 'issuers: [{ issuer: https://ci.example }]\n')
    await write('service.yaml', 'pipelines: [{ file: web/web.yaml }, { name: ours, file: web/web.yaml, trust: ours.yaml }]\n')
    expect((await readPipelines(await read(['--config', 'service.yaml']))).map(({ trust }) => trust)).toEqual([
      { keys: [{ keyid: 'ada-2026', key: expect.anything() }], issuers: [] },
      { keys: [], issuers: [{ issuer: 'https://ci.example' }] },
    ])
    await write('ours.yaml', 'keys: { ada: gone.json }\n')
    await write(
      'service.yaml',
      'pipelines: [{ file: web/web.yaml, trust: ours.yaml }, { name: b, file: gone.yaml, trust: gone.yaml }]\n',
    )
    expect(await problemsOf(readPipelines(await read(['--config', 'service.yaml'])))).toEqual([
      expect.stringMatching(/^ours\.yaml:1:14: keys\.ada: gone\.json cannot be read/),
      expect.stringContaining('gone.yaml does not exist'),
      expect.stringMatching(/gone\.yaml cannot be read \(ENOENT\)$/),
    ])
  })
})

describe('secrets', () => {
  test('are read from variables and files, and missing ones are told by their place', async () => {
    await write('key', 'from the file\n')
    expect(await reveal('env:KEY', { env: { KEY: 'from the environment' }, cwd })).toBe('from the environment')
    expect(await reveal('file:key', { env: {}, cwd })).toBe('from the file')
    await expect(reveal('env:KEY', { env: {}, cwd })).rejects.toThrow('env:KEY: it is not set, or empty.')
    await expect(reveal('file:gone', { env: {}, cwd })).rejects.toThrow('ENOENT')
  })

  test('where there is no credential, it is said what to do, and where one was looked for', async () => {
    const nothing = credentialOf(undefined, 'acme', { env: { HOME: cwd }, cwd, redactor: createRedactor() })
    await expect(nothing).rejects.toThrow(
      /^there is no Cloudsmith credential: set CLOUDSMITH_API_KEY, or set credential in the settings/,
    )
    await expect(nothing).rejects.toThrow(`${cwd}/credentials.ini: not found`)
  })

  test('without a word about it, a credential is found where the command line of the vendor finds one', async () => {
    await write('credentials.ini', '[default]\napi_key = a-key-of-a-file\n')
    const redactor = createRedactor()
    const secret = await credentialOf(undefined, 'acme', { env: {}, cwd, redactor })
    expect(typeof secret === 'function' ? await secret() : secret).toBe('a-key-of-a-file')
    expect(redactor.redact('a-key-of-a-file')).toBe('…')
  })

  test('a credential in a file is read again once the registry has refused it', async () => {
    await write('key', 'the first key')
    const redactor = createRedactor()
    const secret = await credentialOf('file:key', 'acme', { env: {}, cwd, redactor })
    if (typeof secret !== 'function') throw new Error('it can change')
    await write('key', 'the second key')
    expect([await secret(), await secret('the first key'), await secret()]).toEqual([
      'the first key',
      'the second key',
      'the second key',
    ])
    expect(redactor.redact('the first key, the second key')).toBe('…, …')
  })
})
