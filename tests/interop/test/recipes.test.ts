import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { installWithPython, reasonOf } from '../src/install.ts'

const run = promisify(execFile)
const cli = fileURLToPath(new URL('../../../packages/cli', import.meta.url))

/** A repository of code with the workflow and the action where `init` writes them, and a folder for programs. */
async function repository() {
  const folder = await mkdtemp(join(tmpdir(), 'cloudsmith-recipes-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const [home, programs] = [join(folder, 'home'), join(folder, 'programs')]
  await mkdir(join(home, '.git'), { recursive: true })
  await cp(join(cli, 'recipes/github.yml'), join(home, '.github/workflows/promote.yml'))
  await cp(join(cli, 'action/action.yml'), join(home, '.github/actions/cloudsmith-promote/action.yml'))
  return { home, programs }
}

test('actionlint finds nothing in the workflow for GitHub', async ({ skip }) => {
  const { home, programs } = await repository()
  await run('go', ['install', 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12'], {
    env: { ...process.env, GOBIN: programs },
  }).catch((error) => skip(`actionlint cannot be installed: ${reasonOf(error)}`))
  const { stdout } = await run(join(programs, 'actionlint'), ['-no-color'], { cwd: home })
  expect(stdout).toBe('')
})

test('zizmor finds no way in through the workflow and the action for GitHub', async ({ skip }) => {
  const { home, programs } = await repository()
  const bin = await installWithPython(programs, 'zizmor').catch((error) => skip(`zizmor cannot be installed: ${reasonOf(error)}`))
  await run(join(bin, 'zizmor'), ['--offline', '--no-progress', '--min-severity', 'medium', '.'], { cwd: home })
})
