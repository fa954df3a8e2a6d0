import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const main = fileURLToPath(new URL('main.ts', import.meta.url))

test('the story holds, ends with a table, and prints no key', { timeout: 120_000 }, () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  })
  expect(stderr).toBe('')
  expect(stdout).toMatch(/\d\d claims held, 0 did not/)
  expect(stdout).not.toContain('✗')
  expect(stdout).toMatch(/^ {2}npm ms 2\.1\.3 +available +available +available$/m)
  expect(stdout).toMatch(/^ {2}npm lodash 4\.17\.20 +quarantined +– +–$/m)
  expect(stdout).toMatch(/^ {2}npm error 404 Not Found - GET http:\/\/127\.0\.0\.1:\d+\/npm\/acme\/production\//m)
  expect(stdout).toContain('✓ npm installs from production, with the upstream switched off')
  for (const title of ['Proof', 'Drift', 'Rollback']) expect(stdout).toContain(`\n${title}\n`)
  // Keys are made of 40 hexadecimal digits; digests have 64.
  expect(stdout).not.toMatch(/\b[0-9a-f]{40}\b/)
  expect(status).toBe(0)
})
