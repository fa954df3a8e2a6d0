import { PassThrough } from 'node:stream'
import { createEmulator } from '@cloudsmith-sdk/emulator'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { type Story, storyOf } from './story.ts'

const keys = { enter: '\r', down: '\u001b[B', leave: '\u0003', yes: 'y' } as const

/** What a person sees asked, and the keys that answer it. */
type Answer = readonly [question: string, ...keys: (keyof typeof keys)[]]

const workspaceOf = (slug: string, repositories: readonly string[]) => ({
  ...{ slug, repositories: [...repositories] },
  accounts: [{ slug: 'ada', key: 'ada-key', role: 'Owner' as 'Owner' | 'Manager' | 'Member' }],
})

const staged = ['development', 'production', 'staging', 'tools']

const folderWith = (...workspaces: ReturnType<typeof workspaceOf>[]): Promise<Story> =>
  storyOf(async () => createEmulator({ workspaces }))

/** Runs `init` at a terminal where somebody answers. Fails where they are asked something else, or not all that they have an answer to. */
async function answering({ cliWith }: Story, answers: readonly Answer[], ...argv: string[]) {
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined })
  const left = [...answers]
  let seen = ''
  const onPrint = (text: string) => {
    seen += text
    const [question, ...pressed] = left[0] ?? []
    if (question === undefined || !seen.includes(question)) return
    left.shift()
    seen = ''
    // Keys come one after another, as from a keyboard.
    for (const key of pressed) setImmediate(() => stdin.write(keys[key]))
  }
  const ran = await cliWith({ env: { CLOUDSMITH_API_KEY: 'ada-key' }, isTTY: true, stdin, onPrint }, 'init', ...argv)
  expect(left).toEqual([])
  return ran
}

test('at a terminal a person agrees to what is proposed', async () => {
  const story = await folderWith(workspaceOf('acme', staged))
  const { code, stdout } = await answering(story, [
    ['Which stages do packages go through?', 'enter'],
    ['Which CI system should get a recipe?', 'enter'],
    ['Who has to approve promotions to production?', 'enter'],
  ])
  expect([code, stdout]).toEqual([0, expect.stringContaining('development → staging → production')])
  expect(await story.read('cloudsmith.pipeline.yaml')).toContain('owner: acme')
  expect(await story.cliWith({ env: { CLOUDSMITH_API_KEY: 'ada-key' } }, 'validate')).toMatchObject({ code: 0 })
})

test('or chooses the workspace, the stages one by one, and a recipe', async () => {
  const story = await folderWith(workspaceOf('acme', staged), workspaceOf('globex', ['alpha', 'beta', 'gamma']))
  const { code, stdout } = await answering(story, [
    ['Which workspace?', 'down', 'enter'],
    ['Which repository do packages start in?', 'down', 'enter'],
    ['Where do they go from beta?', 'enter'],
    ['Where do they go from alpha?', 'enter'],
    ['Which CI system should get a recipe?', 'enter'],
    ['Who has to approve promotions to alpha?', 'down', 'enter'],
  ])
  expect([code, stdout]).toEqual([0, expect.stringContaining('beta → alpha.')])
  const written = await story.read('cloudsmith.pipeline.yaml')
  expect(written).toContain('owner: globex')
  expect(written).not.toContain('approval')
})

test('what flags say is not asked, and what is there is written over only if somebody agrees', async () => {
  const story = await folderWith(workspaceOf('acme', staged))
  await story.write('waivers.yaml', 'mine')
  const flags = ['--owner', 'acme', '--stages', 'development', 'production', '--ci', 'gitlab'] as const
  const declined = await answering(story, [['waivers.yaml exists already', 'enter']], ...flags)
  expect([declined.code, await story.read('waivers.yaml')]).toEqual([2, 'mine'])
  expect(await answering(story, [['waivers.yaml exists already', 'yes']], ...flags)).toMatchObject({ code: 0 })
  expect(await answering(story, [], ...flags, '--force')).toMatchObject({ code: 0 })
  expect(await answering(story, [], '--yes', '--force')).toMatchObject({ code: 0 })
})

test('the CI system that the folder uses is proposed', async () => {
  const story = await folderWith(workspaceOf('acme', staged))
  await story.write('.gitlab-ci.yml', 'include: []\n')
  const { stdout } = await answering(story, [
    ['Which stages do packages go through?', 'enter'],
    ['Which CI system should get a recipe?', 'enter'],
  ])
  expect(stdout).toContain('.gitlab-ci.promote.yml')
})

test('who leaves has written nothing, and the one document says so', async () => {
  const story = await folderWith(workspaceOf('acme', staged))
  const left = await answering(story, [['Which stages do packages go through?', 'leave']], '--output', 'json')
  expect([left.code, JSON.parse(left.stdout)]).toMatchObject([130, { message: 'Nothing was chosen, and nothing was written.' }])
  await expect(story.read('cloudsmith.pipeline.yaml')).rejects.toThrow('ENOENT')
})

test('in CI, and without a terminal, nobody is asked', async () => {
  const { cliWith } = await folderWith(workspaceOf('acme', ['alpha', 'beta']))
  const env = { CLOUDSMITH_API_KEY: 'ada-key' }
  const told = { code: 2, stderr: expect.stringContaining('Choose the repositories that are stages') }
  expect(await cliWith({ env }, 'init')).toMatchObject(told)
  expect(await cliWith({ env: { ...env, CI: 'true' }, isTTY: true }, 'init')).toMatchObject(told)
})

test('those who answer for the workspace have to agree to what goes to its last stage, or whoever was named', async () => {
  const accounts = [
    { slug: 'ada', key: 'ada-key', role: 'Owner' as const },
    { slug: 'bob', key: 'bob-key', role: 'Member' as const },
    { slug: 'eve', key: 'eve-key', role: 'Manager' as const },
  ]
  const story = await folderWith({ ...workspaceOf('acme', staged), accounts })
  const init = async (key: string, ...argv: string[]) => {
    const { code } = await story.cliWith({ env: { CLOUDSMITH_API_KEY: key } }, 'init', '--force', '--owner', 'acme', ...argv)
    expect(code).toBe(0)
    const { people, stages } = parse(await story.read('cloudsmith.pipeline.yaml'))
    return { people: Object.keys(people), asked: stages.map(({ gates }: { gates?: { approval?: object } }) => gates?.approval) }
  }
  expect(await init('ada-key')).toEqual({
    people: ['ada', 'eve'],
    asked: [undefined, undefined, { by: ['ada', 'eve'], unsigned: true }],
  })
  expect(await init('ada-key', '--approvers', 'bob')).toEqual({
    people: ['bob'],
    asked: [undefined, undefined, { by: ['bob'], unsigned: true, self: true }],
  })
  expect(await story.cli('validate')).toMatchObject({ code: 0 })
})
