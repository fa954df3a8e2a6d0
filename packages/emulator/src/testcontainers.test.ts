import { writeFileSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type ContainerEngine, playEngine } from '../test/container-engine.ts'
import { json } from '../test/json.ts'
import { readArguments } from './cli/arguments.ts'
import { start } from './cli/start.ts'
import { tarMembers } from './files/tar.ts'
import { SeedError } from './seed.ts'
import { CloudsmithEmulatorContainer } from './testcontainers.ts'

let folder: string
let engine: ContainerEngine
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emulator-container-'))
  const dockerfile = await readFile(new URL('../../../examples/emulator-container/Dockerfile', import.meta.url), 'utf8')
  const [, ...fixed] = JSON.parse(/^ENTRYPOINT (.*)$/m.exec(dockerfile)?.[1] ?? '[]') as string[]
  engine = await playEngine(async ({ Cmd }, copied) => {
    // Does what the image does with the command, but on a free port, and with the container's files in a folder of the test.
    for (const bytes of copied) {
      tarMembers(bytes, ({ name, kind, bytes: content }) => {
        if (kind === 'file') writeFileSync(join(folder, name.replaceAll('/', '-')), content)
      })
    }
    const options = readArguments([
      ...fixed,
      ...Cmd.map((word) => (word === '/seeds/seed.yaml' ? join(folder, 'seeds-seed.yaml') : word)),
    ])
    if (typeof options === 'string') throw new Error('the container shows its help')
    const running = await start({ ...options, host: '127.0.0.1', port: 0 }, () => {})
    return { port: Number(new URL(running.server.url).port), stop: () => running.stop() }
  })
  vi.stubEnv('DOCKER_HOST', engine.host)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await engine.close()
  await rm(folder, { recursive: true })
})

// The simulated engine does not support automatic cleanup.
const container = () => new CloudsmithEmulatorContainer('emulator:test').withAutoCleanup(false)

const seed = `workspaces:
  - slug: umbrella
    accounts: [{ slug: rita, key: rita-key }, { slug: olga, key: olga-key, role: Owner }]
    repositories: [{ slug: dev, packages: [{ format: npm, name: lodash, version: 4.17.21 }] }]`

test('a container has started when its seed is loaded, and tells clients where it is and whom they act as', async () => {
  const emulator = await container().withSeed(seed).withOptions('--speed', '1000').withNetworkAliases('registry').start()
  try {
    expect(emulator.environment).toEqual({ CLOUDSMITH_API_HOST: emulator.url, CLOUDSMITH_API_KEY: 'olga-key' })
    const headers = { 'X-Api-Key': emulator.apiKey }
    expect(await json(await fetch(`${emulator.url}/packages/umbrella/dev/`, { headers }))).toMatchObject([{ name: 'lodash' }])
    expect(engine.made[0]?.Cmd.join(' ')).toMatch(
      /^--allow-host \S+ --allow-host registry --seed \/seeds\/seed\.yaml --speed 1000$/,
    )
  } finally {
    await emulator.stop()
  }
  expect(engine.unknown).toEqual([])
})

test('without a seed it is what the emulator is by itself', async () => {
  const emulator = await container().start()
  expect(emulator.apiKey).toBe('emulator-admin-key')
  const response = await fetch(`${emulator.url}/repos/acme/`, { headers: { 'X-Api-Key': emulator.apiKey } })
  expect(await json(response)).toHaveLength(3)
  await emulator.stop()
})

test('a seed that is not right is told before anything starts', async () => {
  const before = engine.made.length
  const wrong = () => container().withSeed('workspaces: [{ slug: acme }]')
  expect(wrong).toThrow(SeedError)
  expect(wrong).toThrow('workspaces[0].accounts: is missing')
  expect(engine.made).toHaveLength(before)
})
