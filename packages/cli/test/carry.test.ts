import { createEmulator, defaultWorkspaces } from '@cloudsmith-sdk/emulator'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { expect, test } from 'vitest'
import { pipelineYaml, storyOf } from './story.ts'

const ms = npmPackage({ name: 'ms', version: '2.1.3', license: 'MIT' })
const there = ['--to-owner', 'globex', '--to-repo', 'inbox', '--to-profile', 'globex'] as const

/** What downloads are asked for with. */
const passwordIn = (header: string | null) => header && (atob(header.replace('Basic ', '')).split(':')[1] ?? null)

/** Two workspaces, a credential for each, and a log of which of them went with which request. */
async function neighbours(credentials = '[default]\napi_key = ours-of-the-file\n\n[profile:globex]\napi_key = their-key\n') {
  const story = await storyOf(async ({ write }) => {
    await write('cloudsmith.pipeline.yaml', pipelineYaml)
    await write('credentials.ini', credentials)
    const globex = {
      slug: 'globex',
      accounts: [{ slug: 'importer', key: 'their-key', role: 'Owner' as const }],
      repositories: ['inbox'],
    }
    const emulator = createEmulator({ workspaces: [...defaultWorkspaces, globex] })
    await emulator.add('acme/dev', ms, { tags: ['candidate'] })
    await emulator.settle()
    return emulator
  })
  const keys = new Set<string>()
  const fetch: typeof globalThis.fetch = (input, init) => {
    const request = new Request(input, init)
    const key = request.headers.get('X-Api-Key') ?? passwordIn(request.headers.get('Authorization'))
    const side = ['acme', 'globex'].find((owner) => request.url.includes(`/${owner}/`))
    if (key !== null && side !== undefined) keys.add(`${side}: ${key}`)
    return story.emulator.fetch(request)
  }
  const carry = (...argv: string[]) => story.cliWith({ fetch }, 'carry', '--from', 'dev', ...argv)
  return { ...story, carry, keys }
}

test('packages reach another workspace with its own credential, and are there once however often it is done', async () => {
  const { carry, keys, emulator, read } = await neighbours()
  const argv = ['--tag', 'candidate', ...there, '--to-tag', 'from-acme', '--report', 'carried.json'] as const
  expect(await carry(...argv)).toMatchObject({ code: 0, stdout: expect.stringContaining('carried  npm:ms@2.1.3') })
  expect([...keys].sort()).toEqual(['acme: emulator-admin-key', 'globex: their-key'])
  expect(JSON.parse(await read('carried.json'))).toMatchObject({ kind: 'cloudsmith-promotion/carried', complete: true })
  expect(await carry(...argv, '--output', 'json')).toMatchObject({ code: 0, stdout: expect.stringContaining('already there') })
  const arrived = [...emulator.world.repository({ owner: 'globex', repo: 'inbox' }).packages.all()]
  expect(arrived.map(({ tags }) => [...tags])).toEqual([['from-acme']])
})

test('other bytes of the same name are in the way', async () => {
  const { carry, emulator } = await neighbours()
  await emulator.add('globex/inbox', npmPackage({ name: 'ms', version: '2.1.3', files: { 'index.js': 'evil()' } }))
  await emulator.settle()
  expect(await carry('--tag', 'candidate', ...there)).toMatchObject({ code: 3, stdout: expect.stringContaining('conflict') })
})

test('without a credential of the profile nothing is sent: that of this side is not for the other', async () => {
  const { carry, emulator } = await neighbours('[default]\napi_key = ours-of-the-file\n\n[profile:globex]\n')
  emulator.requests.clear()
  expect(await carry('--tag', 'candidate', ...there)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('[profile:globex]'),
  })
  expect(await carry('--tag', 'candidate', ...there.slice(0, 4))).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--to-profile'),
  })
  expect(emulator.requests.all).toEqual([])
})

test('where only dry runs are wanted, nothing is sent', async () => {
  const { cliWith, emulator } = await neighbours()
  emulator.requests.clear()
  const env = { npm_config_dry_run: 'true' }
  expect(await cliWith({ env }, 'carry', '--from', 'dev', '--tag', 'candidate', ...there)).toMatchObject({ code: 2 })
  expect(emulator.requests.all).toEqual([])
})

test('of a repository that two stages share, only what shows the tag of the stage is in it', async () => {
  const { cli, write, emulator } = await neighbours()
  await write(
    'cloudsmith.pipeline.yaml',
    'owner: acme\nstages: [{ name: dev, repository: dev, tag: raw }, { name: ready, repository: dev, tag: ready }]\n',
  )
  emulator.requests.clear()
  expect(await cli('carry', '--from', 'ready', '--tag', 'candidate', ...there)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--tag ready'),
  })
  expect(emulator.requests.all).toEqual([])
})
