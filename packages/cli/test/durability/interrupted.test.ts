import type { ChildProcess } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { expect, test } from 'vitest'
import { type Ended, type Moment, type Processes, processes } from '../disturbed-process.ts'
import { cutsOf, again as toRepeat } from './cuts.ts'

const toStaging = ['--from', 'dev', '--to', 'staging', '--tag', 'candidate'] as const

/** What is interrupted: what comes before, the command, and the file that it leaves behind whatever happens once something was sent. */
interface Interrupted {
  readonly before?: readonly (readonly string[])[]
  readonly argv: readonly string[]
  readonly report?: string
  /** Whether it changes anything at the service. */
  readonly changes?: false
}

const commands: Readonly<Record<string, Interrupted>> = {
  plan: { argv: ['plan', ...toStaging], changes: false },
  promote: { argv: ['promote', ...toStaging, '--report', 'report.json'], report: 'report.json' },
  apply: {
    before: [['plan', ...toStaging, '--out', 'plan.json']],
    argv: ['apply', 'plan.json', '--report', 'report.json'],
    report: 'report.json',
  },
  wait: { argv: ['wait', ...toStaging], changes: false },
  rehearse: { before: [['plan', ...toStaging, '--out', 'plan.json']], argv: ['rehearse', 'plan.json'], changes: false },
  rollback: {
    before: [['promote', ...toStaging, '--report', 'report.json']],
    argv: ['rollback', 'report.json', '--by', 'ada', '--why', 'incident 7'],
  },
  restore: {
    before: [
      ['promote', '--from', 'dev', '--to', 'staging', '--package', 'npm:ms@2.1.3'],
      ['snapshot', 'staging', '--out', 'snapshot.json'],
      ['promote', '--from', 'dev', '--to', 'staging', '--package', 'npm:lodash@4.17.21', '--report', 'report.json'],
    ],
    argv: ['restore', 'snapshot.json', '--by', 'ada', '--why', 'incident 7'],
  },
  ensure: { argv: ['ensure', '--pipeline', 'new.yaml'] },
  push: { argv: ['push', 'one-1.0.0.tgz', 'two-1.0.0.tgz', '--format', 'npm', '--tag', 'candidate', '--if-exists', 'skip'] },
  prune: {
    before: [['promote', '--from', 'dev', '--to', 'staging', '--package', 'npm:ms@2.1.3', 'npm:ms@2.1.2']],
    argv: ['prune', '--keep', '1', '--yes'],
  },
  carry: {
    argv: [
      ...['carry', '--from', 'dev', '--tag', 'candidate', '--to-owner', 'globex', '--to-repo', 'inbox'],
      ...['--to-profile', 'globex', '--to-tag', 'from-acme', '--report', 'carried.json'],
    ],
    report: 'carried.json',
  },
}

const newYaml = `owner: acme
stages:
  - repository: fresh
    upstreams: [{ format: npm, name: npmjs, url: 'https://registry.npmjs.example' }]
  - repository: fresher
`

/** A world in which the command is about to be called. */
async function about({ before = [] }: Interrupted): Promise<Processes> {
  const world = await processes()
  const { emulator, folder, run } = world
  for (const [name, version, tags] of [
    ['lodash', '4.17.21', ['candidate']],
    ['ms', '2.1.2', []],
    ['ms', '2.1.3', ['candidate']],
    ['ms', '2.1.4', []],
  ] as const)
    await emulator.add('acme/dev', npmPackage({ name, version, license: 'MIT' }), { tags })
  await emulator.settle()
  for (const name of ['one', 'two'])
    await writeFile(join(folder, `${name}-1.0.0.tgz`), npmPackage({ name, version: '1.0.0', license: 'MIT' }).bytes)
  await writeFile(join(folder, 'new.yaml'), newYaml)
  for (const argv of before) expect(await run([...argv])).toMatchObject({ code: 0 })
  world.came()
  return world
}

/** All that is anywhere, but for what chance and time make of it. */
async function contents({ emulator }: Processes) {
  await emulator.settle()
  return [...emulator.world.workspaces.values()].map(({ slug, repositories }) => [
    slug,
    [...repositories.values()].map(({ settings, packages }) => [
      settings.slug,
      [...packages.all()]
        .map(({ content: { facts }, sync, tags, isQuarantined }) => ({
          name: `${facts?.name}@${facts?.version}`,
          state: sync.state,
          isQuarantined,
          tags: [...tags].sort(),
        }))
        .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    ]),
  ])
}

/** Interrupts a process at a request, and holds that until the process has heard of it. */
function interrupting(world: Processes, number: number, when: Moment, signal: 'SIGINT' | 'SIGTERM') {
  let child: ChildProcess | undefined
  let heard = () => {}
  const hasHeard = new Promise<void>((resolve) => {
    heard = resolve
  })
  world.disturb(async (coming, moment) => {
    if (coming.number !== number || moment !== when) return
    child?.kill(signal)
    await hasHeard
  })
  return (started: ChildProcess) => {
    child = started
    let told = ''
    started.stderr?.on('data', (chunk: Buffer) => {
      told += chunk.toString()
      if (told.includes('Interrupted: ')) heard()
    })
    started.once('close', heard)
  }
}

test.each(Object.entries(commands))(
  '%s, interrupted at requests, ends with 130 and what it has done, and the same command goes on to the same end',
  async (_name, command) => {
    const undisturbed = await about(command)
    const calm = await undisturbed.run([...command.argv, '--output', 'json'])
    const requests = undisturbed.came()
    const end = await contents(undisturbed)
    expect([calm.code, calm.stderr]).toEqual([0, calm.stderr])
    const whole = kindOf(calm)
    const told: string[] = []

    for (const { request, when } of cutsOf(requests)) {
      const { number, method, path } = request
      const world = await about(command)
      const signal = number % 2 === 0 ? 'SIGINT' : 'SIGTERM'
      const cut = await world.run([...command.argv, '--output', 'json'], interrupting(world, number, when, signal))
      // How often is looked whether something has arrived is a matter of time.
      if (!cut.stderr.includes('Interrupted: ')) continue
      const place = `${signal} ${when} request ${number} of ${requests.length}: ${method} ${path} (${toRepeat})`
      told.push(kindOf(cut))
      expect.soft([place, cut.code, [whole, 'error'].includes(kindOf(cut))]).toEqual([place, 130, true])
      if (command.report !== undefined && kindOf(cut) === whole)
        expect.soft(JSON.parse(await readFile(join(world.folder, command.report), 'utf8'))).toEqual(JSON.parse(cut.stdout))
      world.disturb(undefined)
      const again = await world.run(command.argv)
      expect.soft([place, again.code, again.stderr]).toEqual([place, 0, again.stderr])
      expect.soft([place, await contents(world)]).toEqual([place, end])
    }
    // What changes nothing has nothing to tell of before it is done.
    expect([toRepeat, told]).toEqual([toRepeat, expect.arrayContaining([command.changes === false ? 'error' : whole])])
  },
)

const kindOf = ({ stdout }: Ended): string => JSON.parse(stdout).kind.replace('cloudsmith-promotion/', '')

test('what does not end at the first signal ends at the second', async () => {
  const { run, folder } = await processes()
  // A pipeline that is a program may do anything.
  await writeFile(
    join(folder, 'endless.mjs'),
    'process.stderr.write("begun\\n"); setInterval(() => {}, 1000); await new Promise(() => {})',
  )
  const ended = await run(['validate', '--pipeline', 'endless.mjs'], (child) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      if (/begun|Interrupted/.test(chunk.toString())) child.kill('SIGINT')
    })
  })
  expect(ended).toEqual({ code: 130, stdout: '', stderr: expect.stringContaining('Interrupt again to stop at once.') })
})
