import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEmulator } from '@cloudsmith-sdk/emulator'
import { afterEach, expect, test } from 'vitest'
import { emptyDatabase } from '../../test/database.ts'
import { pipelineYaml } from '../../test/story.ts'
import { readSettings } from '../settings/read-settings.ts'
import { checkSettings } from './check.ts'

const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
})

/** Writes settings into their own folder, with the pipeline of the stories. */
async function settingsIn(yaml: string, env: Readonly<Record<string, string>> = {}) {
  const cwd = await mkdtemp(join(tmpdir(), 'promotion-check-'))
  folders.push(cwd)
  await writeFile(join(cwd, 'acme.yaml'), pipelineYaml)
  await writeFile(join(cwd, 'broken.yaml'), pipelineYaml.replace('max-severity', 'max-severitty'))
  await writeFile(join(cwd, 'settings.yaml'), yaml)
  return { env, cwd, settings: await readSettings(['--config', 'settings.yaml'], { env, cwd }) }
}

test('what is wrong with the settings is told with its line, all at once', async () => {
  const told = settingsIn('port: 70000\npipelines:\n  - file: acme.yaml\n    reconcile: often\n    webhookKeys: [my-secret]\n')
  await expect(told).rejects.toMatchObject({
    problems: [
      expect.stringMatching(/settings\.yaml:1:7: port: /),
      expect.stringMatching(/settings\.yaml:5:19: pipelines\.0\.webhookKeys\.0: must be a reference to the secret/),
      expect.stringMatching(/settings\.yaml:4:16: pipelines\.0\.reconcile: must be a cron expression/),
    ].toSorted((a, b) => String(a).localeCompare(String(b))) as unknown,
  })
})

test('pipelines and secrets that are missing are told together', async () => {
  const yaml = 'pipelines:\n  - { name: a, file: broken.yaml }\n  - { name: b, file: none.yaml, webhookKeys: [env:HOOK_KEY] }\n'
  const { problems, pipelines } = await checkSettings({ ...(await settingsIn(yaml)), isOnline: false })
  expect(pipelines).toEqual([])
  expect(problems.join('\n')).toMatch(/broken\.yaml:\d+:\d+.*max-severitty/)
  expect(problems.join('\n')).toMatch(/the file .*none\.yaml does not exist/)
  expect(problems).toContain('pipelines.1.webhookKeys.0: env:HOOK_KEY: it is not set, or empty.')
})

test('credentials and the database are tried where that is asked for, and never shown', async () => {
  const emulator = createEmulator()
  const yaml = 'pipelines: [{ file: acme.yaml }]'
  const good = { CLOUDSMITH_API_KEY: 'emulator-admin-key', DATABASE_URL: await emptyDatabase() }
  const fetch = (request: Request, init: RequestInit) => emulator.fetch(request, init)
  expect(await checkSettings({ ...(await settingsIn(yaml, good)), isOnline: true, fetch })).toEqual({
    pipelines: ['acme'],
    problems: [],
  })
  const bad = { CLOUDSMITH_API_KEY: 'a-key-that-is-wrong', DATABASE_URL: 'postgres://promote:a-password@127.0.0.1:1/none' }
  expect((await checkSettings({ ...(await settingsIn(yaml, bad)), isOnline: false, fetch })).problems).toEqual([])
  const { problems } = await checkSettings({ ...(await settingsIn(yaml, bad)), isOnline: true, fetch })
  expect(problems).toEqual([
    expect.stringContaining('pipeline acme: repository dev: '),
    expect.stringContaining('pipeline acme: repository staging: '),
    expect.stringContaining('pipeline acme: repository production: '),
    expect.stringContaining('database: The database at 127.0.0.1:1/none cannot be used'),
  ])
  expect(problems.join()).not.toMatch(/a-key-that-is-wrong|a-password/)
})
