import { readFile } from 'node:fs/promises'
import { createEmulator } from '@cloudsmith-sdk/emulator'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
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

test.each(recipeSystems)(
  'with the recipe for %s those have to agree who decide there, and the pipeline can be read as it is',
  async (system) => {
    const { cli, read } = await team()
    await cli('init', ...stages, '--ci', system)
    const { people, stages: written } = parse(await read('cloudsmith.pipeline.yaml'))
    expect(written.at(-1).gates.approval).toEqual({ by: Object.keys(people) })
    expect(await read('trust.yaml')).toMatch(/^#.*\n(issuers: |# keys: )/)
    expect(await cli('validate')).toMatchObject({ code: 0 })
  },
)

test('whose word counts already is left as it is', async () => {
  const { cli, read, write } = await team()
  await write('trust.yaml', 'keys: { ada-2026: keys/ada.json }\n')
  expect(await cli('init', ...stages, '--ci', 'github', '--force')).toMatchObject({ code: 0 })
  expect(await read('trust.yaml')).toContain('ada-2026')
  expect(await cli('init', ...stages, '--ci', 'github', '--approvers', 'ada', '--force')).toMatchObject({ code: 2 })
})
