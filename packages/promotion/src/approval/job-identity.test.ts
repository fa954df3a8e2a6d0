import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { jobIdentity } from './job-identity.ts'

type Environment = Readonly<Record<string, string>>

/** The token that a job gets for an audience. */
const tokenOf = async (environment: Environment, audience = 'cloudsmith-promotion:abc') => {
  const identity = jobIdentity({ environment })
  return typeof identity === 'function' ? identity(audience) : identity
}

/** Puts this script in the place of the Buildkite agent. */
async function withAgent(script: string): Promise<Environment> {
  const folder = await mkdtemp(join(tmpdir(), 'cloudsmith-agent-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'buildkite-agent'), `#!/bin/sh\n${script}\n`)
  await chmod(join(folder, 'buildkite-agent'), 0o755)
  return { BUILDKITE: 'true', PATH: `${folder}:${process.env.PATH}` }
}

test('a token passed to the job is used unchanged', async () => {
  expect(await tokenOf({ GITHUB_ACTIONS: 'true', CLOUDSMITH_APPROVAL_TOKEN: 'a.b.c' })).toBe('a.b.c')
})

test.skipIf(process.platform === 'win32')('the agent of Buildkite is asked for a token of the audience', async () => {
  expect(await tokenOf(await withAgent('echo "$*"'))).toBe('oidc request-token --audience cloudsmith-promotion:abc')
  const failing = await withAgent('echo secret >&2; exit 3')
  await expect(tokenOf(failing)).rejects.toThrow(/^buildkite-agent oidc request-token failed \(3\)\.$/)
})

test('a job without an identity is told how to get one', async () => {
  await expect(tokenOf({})).rejects.toThrow('CLOUDSMITH_APPROVAL_TOKEN')
  await expect(tokenOf({ GITHUB_ACTIONS: 'true' })).rejects.toThrow('id-token: write')
})
