import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { source } from './seeded.ts'

const run = promisify(execFile)
const env = { PATH: process.env.PATH, NO_COLOR: '1' }

test('node:test runs its example', async () => {
  const { stdout } = await run(process.execPath, ['--test', source('test-with-node/promotion.test.ts')], { env })
  expect(stdout).toMatch(/^ℹ pass 1$/m)
})

test('jest runs its example', async () => {
  const jest = createRequire(import.meta.url).resolve('jest/bin/jest')
  const config = source('test-with-jest/jest.config.json')
  const { stderr } = await run(process.execPath, ['--experimental-vm-modules', jest, '--config', config, '--watchman=false'], {
    env,
  })
  expect(stderr).toContain('Tests:       1 passed, 1 total')
})
