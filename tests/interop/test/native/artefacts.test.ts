import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { helmChart } from '@cloudsmith-sdk/emulator/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fromGo, longestBuild } from '../../src/native/installed.ts'
import { run } from '../../src/native/program.ts'
import { refusalsOf } from '../../src/native/refusals.ts'
import { type Workplace, worlds } from '../../src/native/worlds.ts'

const told = worlds()
const { inside, url, call, workplace } = told

const place = (repo: string) => `${new URL(url()).host}/acme/${repo}`
const rowsOf = (name: string) => call('GET', `/packages/acme/dev/?query=name:${name}&sort=date`)

/**
 * A program that Go builds for the tests around.
 *
 * @returns what runs it in a folder where it has the credentials of an account; it skips where the program cannot be built
 */
function builtByGo(module: string) {
  let folder = ''
  let built: Awaited<ReturnType<typeof fromGo>> = { missing: 'it has not been built' }
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cloudsmith-go-'))
    built = await fromGo(folder, module)
  }, longestBuild)
  afterAll(() => rm(folder, { recursive: true, force: true }))

  return (work: Workplace, skip: (why: string) => never) => {
    const { path } = 'missing' in built ? skip(built.missing) : built
    return (...args: string[]) => run([path, ...args], work)
  }
}

describe('helm', () => {
  const started = builtByGo('helm.sh/helm/v3/cmd/helm@v3.22.0')

  test('a chart is pushed and pulled as an artefact', async ({ skip }) => {
    const work = await workplace('docker', 'acme/dev', { as: 'writer', client: 'helm' })
    const helm = started(work, skip)
    const chart = helmChart({ name: 'web', version: '1.2.0' })
    await work.write('web-1.2.0.tgz', chart.bytes)
    expect(await helm('push', '--plain-http', 'web-1.2.0.tgz', `oci://${place('dev/charts')}`)).toMatchObject({ code: 0 })
    await inside.settle()
    expect(await rowsOf('charts/web')).toMatchObject([
      { format: 'docker', tags: { version: ['1.2.0'] }, is_sync_completed: true },
    ])

    const reader = await workplace('docker', 'acme/dev', { as: 'reader', client: 'helm' })
    const pull = ['pull', '--plain-http', `oci://${place('dev/charts/web')}`, '--version'] as const
    expect(await started(reader, skip)(...pull, '1.2.0')).toMatchObject({ code: 0 })
    expect(new Uint8Array(await readFile(join(reader.folder, 'web-1.2.0.tgz')))).toEqual(new Uint8Array(chart.bytes))
    const missing = await started(reader, skip)(...pull, '9.9.9')
    expect([missing.code === 0, missing.output]).toEqual([false, expect.stringMatching(/not found|unknown/i)])
  })

  refusalsOf(test, told, {
    client: 'helm',
    async fixture(name, _, skip) {
      const work = await workplace('docker', 'acme/dev', { as: 'writer', client: 'helm' })
      await work.write('chart.tgz', helmChart({ name, version: '1.0.0' }).bytes)
      await started(work, skip)('push', '--plain-http', 'chart.tgz', `oci://${place('dev')}`)
      await inside.settle()
      const [{ slug_perm }] = await rowsOf(name)
      return slug_perm
    },
    async install(from, name, whose, skip) {
      const work = await workplace('docker', from, { client: 'helm', ...whose })
      return started(work, skip)('pull', '--plain-http', `oci://${new URL(url()).host}/${from}/${name}`, '--version', '1.0.0')
    },
    outside: 'outer',
    policy: 'deny',
    says: {
      quarantine: /denied|403/,
      policy: /denied|403/,
      'missing package': /not found|unknown/,
      'missing upstream': /not found|unknown/,
      'wrong credentials': /unauthorized|authentication required|401/i,
    },
  })
})

describe('oras', () => {
  const started = builtByGo('oras.land/oras/cmd/oras@v1.3.6')

  test('a file is attached to another, and found by what it is about', async ({ skip }) => {
    const work = await workplace('docker', 'acme/dev', { as: 'writer' })
    const oras = started(work, skip)
    await work.write('note.txt', 'a note')
    await work.write('signature.txt', 'a signature')
    const image = `${place('dev/notes')}:1`
    const push = ['push', '--plain-http', '--artifact-type', 'application/x.note', image, 'note.txt:text/plain'] as const
    expect(await oras(...push)).toMatchObject({ code: 0 })
    const attach = [
      'attach',
      '--plain-http',
      '--artifact-type',
      'application/x.signature',
      image,
      'signature.txt:text/plain',
    ] as const
    expect(await oras(...attach)).toMatchObject({ code: 0 })
    await inside.settle()
    expect(await rowsOf('notes')).toHaveLength(2)
    const found = await oras('discover', '--plain-http', '--format', 'json', '--artifact-type', 'application/x.signature', image)
    expect(found.output).toContain('application/x.signature')
    const reader = await workplace('docker', 'acme/dev', { as: 'reader' })
    expect(await started(reader, skip)('pull', '--plain-http', image)).toMatchObject({ code: 0 })
    expect(await readFile(join(reader.folder, 'note.txt'), 'utf8')).toBe('a note')
  })
})

describe('crane', () => {
  const started = builtByGo('github.com/google/go-containerregistry/cmd/crane@v0.22.1')

  test('an image is made, tagged, listed and copied', async ({ skip }) => {
    const work = await workplace('docker', 'acme/dev', { as: 'admin' })
    const crane = started(work, skip)
    await work.write('layer.tar', new Uint8Array(1024))
    const image = place('dev/made')
    const append = ['append', '--insecure', '--new_layer', 'layer.tar', '--new_tag', `${image}:1`] as const
    expect(await crane(...append)).toMatchObject({ code: 0 })
    expect(await crane('tag', '--insecure', `${image}:1`, 'stable')).toMatchObject({ code: 0 })
    await inside.settle()
    expect(await rowsOf('made')).toMatchObject([{ tags: { version: ['1', 'stable'] } }])
    expect((await crane('ls', '--insecure', image)).output.trim()).toBe('1\nstable')
    expect(await crane('copy', '--insecure', `${image}:stable`, `${place('staging/made')}:1`)).toMatchObject({ code: 0 })
    await inside.settle()
    const digest = async (reference: string) => (await crane('digest', '--insecure', reference)).output.trim()
    expect(await digest(`${place('staging/made')}:1`)).toBe(await digest(`${image}:1`))
  })
})
