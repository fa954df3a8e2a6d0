import assert from 'node:assert/strict'
import { readSettings, type Settings, SettingsError, settingsFrom } from '@cloudsmith-sdk/service'

async function main(): Promise<void> {
  const settings: Settings = settingsFrom({ pipelines: [{ file: 'web.yaml' }] }, process.cwd())
  assert.equal(settings.port, 8080)
  await assert.rejects(readSettings(['--port', 'x'], { env: {}, cwd: process.cwd() }), SettingsError)
  console.log('done')
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
