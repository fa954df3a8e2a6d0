import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Emulator } from '@cloudsmith-sdk/emulator'
import { debPackage, npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { lines } from '@cloudsmith-sdk/example-world'
import { exampleEvent, signedRequest } from '@cloudsmith-sdk/webhooks/testing'
import { expect, onTestFinished, test, vi } from 'vitest'
import { meet } from './meet.ts'
import { blocks, expectShown } from './page.ts'
import { seededFrom, seededWith } from './seeded.ts'

// One file for all of them: they share what is said on the console of their process.
const said = () => lines().join('\n')

test.each([
  ['call-the-api', 4],
  ['receive-webhooks', 4],
  ['build-promotion', 3],
])('%s prints what its page shows', async (name, prints) => {
  const emulator = await seededFrom('start/seed.yaml')
  meet(emulator)
  await import(`../src/start/${name}.ts`)
  await emulator.settle()
  await vi.waitFor(() => expect(lines()).toHaveLength(prints))
  // A page shows all at once, or has something to say of each.
  const page = `start/${name}.md`
  const said = lines()
  if (blocks(page, 'text').length === prints) for (const [index, line] of said.entries()) expectShown(page, line, index)
  else expectShown(page, said.join('\n'))
})

test('custom-gate shows what the gate says of three packages', async () => {
  meet(await seededFrom('custom-gate/seed.yaml'))
  await import('../src/custom-gate/pipeline.ts')
  expectShown('cookbook/custom-gate.md', said())
})

test('custom-gate can be named in a file', async () => {
  const { pipeline } = await import('../src/custom-gate/in-a-file.ts')
  expect(pipeline.stages[1]?.gates.map(({ name }) => name)).toEqual(['scanned', 'change-ticket'])
})

test('linux-packages pushes one file name into two distributions, and promotes all of the version', async () => {
  const emulator = await seededWith(workspace('development', 'staging'))
  meet(emulator)
  const agent = { name: 'agent', version: '2.0.0-1' }
  const { remove } = await inFolder({
    'dist/agent_2.0.0-1_amd64.deb': debPackage({ ...agent, architecture: 'amd64' }).bytes,
    'dist/agent_2.0.0-1_arm64.deb': debPackage({ ...agent, architecture: 'arm64' }).bytes,
  })
  await import('../src/linux-packages/push-and-promote.ts')
  await remove()
  expect(said()).toContain('succeeded, 3 of 3 packages in place')
})

test('drift-at-night finds what came by hand, and fails', async () => {
  meet(await seededFrom('drift-at-night/seed.yaml'))
  await import('../src/drift-at-night/nightly.ts')
  expect(process.exitCode).toBe(8)
  process.exitCode = 0
  expectShown('cookbook/drift-at-night.md', said())
})

test('mirror-and-rehearse tells what would come of a plan, and sends nothing', async () => {
  const emulator = await seededFrom('mirror-and-rehearse/seed.yaml')
  meet(emulator)
  await import('../src/mirror-and-rehearse/rehearse.ts')
  expect(emulator.requests.writes).toEqual([])
  expectShown('cookbook/mirror-and-rehearse.md', said().replaceAll(/Policy: \w{12}/g, 'Policy: …'))
})

test('isolate-production makes three repositories, of which one fetches from elsewhere', async () => {
  meet(await seededWith(workspace()))
  await import('../src/isolate-production/set-up.ts')
  expectShown('cookbook/isolate-production.md', said())
})

test('isolate-production takes along what the candidate needs, in the version that a client would take', async () => {
  const emulator = await seededWith(workspace('development', 'staging'))
  meet(emulator)
  await there(
    emulator,
    npmPackage({ name: 'web', version: '7.0.0', license: 'MIT', dependencies: { ms: '^2.1.0' } }),
    'candidate',
  )
  for (const version of ['2.1.3', '3.0.0']) await there(emulator, npmPackage({ name: 'ms', version, license: 'MIT' }))
  await import('../src/isolate-production/with-closure.ts')
  expectShown('cookbook/isolate-production.md', said(), 1)
})

test('receive-on-lambda answers a signed event, and refuses another', async () => {
  vi.stubEnv('CLOUDSMITH_SIGNATURE_KEY', 'signature-key')
  meet(await seededWith(workspace()))
  const { handler } = await import('../src/receive-on-lambda/handler.ts')
  const request = await signedRequest(exampleEvent('package.synced', { name: 'ms', version: '2.1.3' }), { key: 'signature-key' })
  const event = { httpMethod: 'POST', headers: Object.fromEntries(request.headers), body: await request.text() }
  expect(await handler(event as never)).toMatchObject({ statusCode: 200 })
  expect(said()).toBe('ms 2.1.3 can be deployed')
  vi.spyOn(console, 'error').mockImplementation(() => {})
  expect(await handler({ ...event, body: '{}' } as never)).toMatchObject({ statusCode: 401 })
})

/** A seed: ada's workspace, with these repositories. */
const workspace = (...repositories: string[]) =>
  JSON.stringify({ workspaces: [{ slug: 'acme', accounts: [{ slug: 'ada', key: 'ada-key', role: 'Owner' }], repositories }] })

async function there(emulator: Emulator, ...[fixture, ...tags]: [ReturnType<typeof npmPackage>, ...string[]]) {
  await emulator.add('acme/development', fixture, { tags })
  await emulator.settle()
}

/** Makes a folder with files the working folder. */
async function inFolder(files: Readonly<Record<string, Uint8Array>>) {
  const [home, folder] = [process.cwd(), await mkdtemp(join(tmpdir(), 'cookbook-'))]
  for (const [file, bytes] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), bytes)
  }
  process.chdir(folder)
  const remove = async () => {
    process.chdir(home)
    await rm(folder, { recursive: true, force: true })
  }
  onTestFinished(remove)
  return { remove }
}
