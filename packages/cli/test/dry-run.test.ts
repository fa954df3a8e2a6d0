import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { expect, test } from 'vitest'
import { commandsOf } from '../src/frame/variables.ts'
import { programFor } from '../src/program.ts'
import { type Story, story } from './story.ts'

const edge: readonly string[] = ['--from', 'dev', '--to', 'staging']
const said: readonly string[] = ['--by', 'ada', '--why', 'incident 7']

/** Commands with a dry run, each as what has to stay together on the line: arguments, and flags with their values. All of them have something to do. */
const dry: Readonly<Record<string, readonly (readonly string[])[]>> = {
  init: [['--force'], ['--ci', 'github']],
  ensure: [['--pipeline', 'new.yaml']],
  push: [['demo-1.0.0.tgz'], ['--format', 'npm'], ['--if-exists', 'skip']],
  apply: [['plan.json'], ['--timeout', '1m']],
  promote: [edge, ['--tag', 'candidate']],
  rollback: [['report.json'], said],
  restore: [['snapshot.json'], said],
  prune: [['--keep', '1'], ['--yes']],
}

/** What changes something and has no dry run: it is refused where one is asked for. */
const refused: Readonly<Record<string, readonly string[]>> = {
  approve: ['plan.json', '--by', 'ada'],
  hold: [...edge, ...said],
  resume: [...edge, '--by', 'ada'],
  carry: ['--from', 'dev', '--tag', 'candidate', '--to-owner', 'x', '--to-repo', 'y', '--to-profile', 'z'],
}

/** What changes something at GitHub: tests of its own prove that its dry run does not. */
const elsewhere = ['comment']

/** What only reads, whatever is asked for. */
const reading = [
  ...['doctor', 'validate', 'plan', 'show', 'explain', 'wait', 'rehearse', 'snapshot', 'diff', 'drift', 'matrix', 'history'],
  ...['verify', 'list', 'check', 'draft', 'emulator', 'completion'],
]

const leaves = commandsOf(programFor()).filter((command) => command.commands.length === 0 && command.name() !== 'complete')

test('every command of the program has a dry run, is refused where one is asked for, or only reads', () => {
  const names = leaves.map((command) => command.name())
  expect([...Object.keys(dry), ...Object.keys(refused), ...elsewhere, ...reading].sort()).toEqual(names.sort())
  const withFlag = leaves.filter((command) => command.options.some(({ long }) => long === '--dry-run'))
  expect(withFlag.map((command) => command.name()).sort()).toEqual([...Object.keys(dry), ...elsewhere].sort())
})

/** A world in which every command has something to do, and a way to tell whether it did. */
async function tempting(): Promise<Story & { nothingChanged(about: string): Promise<void> }> {
  const world = await story()
  const { cli, emulator, folder, write } = world
  await write('new.yaml', 'owner: acme\nstages: [{ repository: fresh }, { repository: fresher }]\n')
  await writeFile(join(folder, 'demo-1.0.0.tgz'), npmPackage({ name: 'demo', version: '1.0.0' }).bytes)
  for (const version of ['2.1.1', '2.1.2']) await emulator.add('acme/dev', npmPackage({ name: 'ms', version }))
  await cli('promote', ...edge, '--package', 'npm:ms@2.1.1', 'npm:ms@2.1.2')
  await cli('snapshot', 'staging', '--out', 'snapshot.json')
  await cli('promote', ...edge, '--package', 'npm:ms@2.1.3', '--report', 'report.json')
  await cli('plan', ...edge, '--tag', 'candidate', '--out', 'plan.json')
  const files = async () => {
    const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((each) => each.isFile())
    return Promise.all(
      names.map(async ({ parentPath, name }) => [name, (await readFile(join(parentPath, name))).toString('base64')]),
    )
  }
  const [writes, before] = [emulator.requests.writes.length, await files()]
  return {
    ...world,
    async nothingChanged(about) {
      expect([about, emulator.requests.writes.length, await files()]).toEqual([about, writes, before])
    },
  }
}

const ordersOf = <Item>(items: readonly Item[]): Item[][] =>
  items.length < 2
    ? [[...items]]
    : items.flatMap((item, index) => ordersOf(items.toSpliced(index, 1)).map((rest) => [item, ...rest]))

test.each(Object.entries(dry))('%s with --dry-run changes nothing, wherever that stands on the line', async (name, parts) => {
  const { cli, nothingChanged } = await tempting()
  const behind = ordersOf([['--dry-run'], ...parts]).map((order) => [name, ...order.flat()])
  for (const line of [...behind, ['--dry-run', name, ...parts.flat()]]) {
    const { code } = await cli(...line)
    expect([line.join(' '), [0, 7, 8].includes(code)]).toEqual([line.join(' '), true])
    await nothingChanged(line.join(' '))
  }
})

test.each(Object.entries(dry))('%s without it would change something', async (name, parts) => {
  const { cli, nothingChanged } = await tempting()
  await cli(name, ...parts.flat())
  await expect(nothingChanged(name)).rejects.toThrow()
})

test.each([{ npm_config_dry_run: 'true' }, { CLOUDSMITH_PROMOTE_DRY_RUN: '1' }])(
  'with %o no command changes anything',
  async (env) => {
    const { cliWith, nothingChanged } = await tempting()
    for (const [name, parts] of Object.entries(dry)) {
      await cliWith({ env }, name, ...parts.flat())
      await nothingChanged(name)
    }
    for (const [name, argv] of Object.entries(refused)) {
      expect(await cliWith({ env }, name, ...argv)).toMatchObject({
        code: 2,
        stderr: expect.stringContaining(`${name} has no dry run`),
      })
      await nothingChanged(name)
    }
  },
)
