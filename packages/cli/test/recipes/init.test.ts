import { readFile } from 'node:fs/promises'
import { createEmulator } from '@cloudsmith-sdk/emulator'
import { expect, test } from 'vitest'
import { recipeSystems } from '../../src/steps/recipes.ts'
import { storyOf } from '../story.ts'

/** A workspace whose stages have names of their own. */
const team = () =>
  storyOf(async () => {
    const accounts = [{ slug: 'ci', key: 'emulator-admin-key', role: 'Owner' as const }]
    return createEmulator({ workspaces: [{ slug: 'acme', accounts, repositories: ['dev', 'qa', 'pre-production', 'live'] }] })
  })

const stages = ['--stages', 'dev', 'pre-production', 'live'] as const

test.each(recipeSystems)('the recipe for %s is between the last two stages, and for this version', async (system) => {
  const { cli, read } = await team()
  const { code, stdout } = await cli('init', ...stages, '--ci', system, '--output', 'json')
  expect(code).toBe(0)
  const files: readonly string[] = JSON.parse(stdout).files
  const texts = await Promise.all(files.slice(2).map(read))
  expect(texts.join('\n')).toContain('pre-production')
  for (const text of texts) expect(text).not.toMatch(/\bstaging\b|(?<!pre-)\bproduction\b|\blatest\b/)
})

test('the list of packages is for the team to keep: it is written once, and never again', async () => {
  const { cli, read, write, folder } = await team()
  await write('release.yaml', '{ "npm:web": 1.0.0 }\n')
  expect(await cli('init', ...stages, '--ci', 'gitlab', '--force')).toMatchObject({ code: 0 })
  expect(await read('release.yaml')).toContain('npm:web')
  expect(await readFile(`${folder}/.gitlab-ci.promote.yml`, 'utf8')).toContain('environment')
})

test('a recipe that nobody has is a mistake, and nothing is asked for it', async () => {
  const { cli, emulator } = await team()
  expect(await cli('init', ...stages, '--ci', 'travis')).toMatchObject({ code: 2, stderr: expect.stringContaining('jenkins') })
  expect(emulator.requests.all).toEqual([])
})
