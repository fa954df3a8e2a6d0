import { spawn } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { createEmulator, type Emulator, realClock } from '@cloudsmith-sdk/emulator'
import { serve } from '@cloudsmith-sdk/emulator/server'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { expect, onTestFinished } from 'vitest'
import { parse } from 'yaml'

type Variables = Readonly<Record<string, string>>

/** How a script of a recipe ended, and what it printed. */
export interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** A team with a repository of code that `init` has written a recipe into, and a workspace behind a server. */
export interface Team {
  readonly emulator: Emulator
  readonly url: string
  /** What is committed. */
  readonly home: string
  /** A folder with programs that come before all others. */
  readonly bin: string
  commit(file: string, text: string): Promise<void>
  /** A new folder, for what a CI system keeps. */
  folder(name: string): Promise<string>
  /** A new working folder of a job. */
  checkout(): Promise<string>
  /** Runs a script as a CI system does. With nothing of this process but where programs are. */
  script(shell: readonly string[], text: string, job: { cwd: string; env: Variables; path?: readonly string[] }): Promise<Ran>
  /** Names of what production has. */
  production(): readonly string[]
  /** Somebody brings a package to production by hand. */
  bypass(): Promise<void>
}

/** What the recipe of a system says at its top that `people` and `trust.yaml` are to have, with a team's own names in the place of the examples. */
export async function saidBy(file: string, names: Readonly<Record<string, string>>): Promise<Deciding> {
  const text = await readFile(join(import.meta.dirname, '..', '..', 'recipes', file), 'utf8')
  const [people, trust] = [...text.matchAll(/^(?:#|\/\/) {3}(.+)$/gm)].map(([, line = '']) =>
    Object.entries(names).reduce((said, [name, own]) => said.replaceAll(name, own), line),
  )
  return { people: parse(people ?? ''), trust: parse(trust ?? '') }
}

/** Whose word counts in the pipeline of a team. */
export interface Deciding {
  readonly people: object
  readonly trust: object
}

/** A team whose release has two packages of the three that staging has, and whose production asks those who decide. */
export async function teamWith(system: string, installed: string, { people, trust }: Deciding): Promise<Team> {
  const root = await mkdtemp(join(tmpdir(), 'cloudsmith-promote-team-'))
  const [home, bin] = [join(root, 'home'), join(root, 'bin')]
  for (const folder of [home, bin]) await mkdir(folder)
  const emulator = createEmulator({ clock: realClock({ speed: 60 }) })
  for (const name of ['ms', 'left-pad', 'is-odd'])
    await emulator.add('acme/staging', npmPackage({ name, version: '1.0.0', license: 'MIT' }))
  const { url, close } = await serve(emulator)
  onTestFinished(async () => {
    await close()
    await rm(root, { recursive: true, force: true })
  })
  const folder = (name: string) => mkdtemp(join(root, `${name}-`))
  const commit = async (file: string, text: string) => {
    await mkdir(dirname(join(home, file)), { recursive: true })
    await writeFile(join(home, file), text)
  }

  const argv = ['init', '--owner', 'acme', '--stages', 'staging', 'production', '--ci', system]
  const credential = { CLOUDSMITH_API_HOST: url, CLOUDSMITH_API_KEY: 'emulator-admin-key' }
  const cli = join(installed, 'node_modules', '.bin', 'cloudsmith-promote')
  const surroundings = { cwd: home, env: { ...credential, HOME: root, PATH: dirname(process.execPath) } }
  expect(await ended(spawn(cli, argv, surroundings))).toMatchObject({ code: 0, stdout: expect.stringContaining('Wrote') })
  await commit('release.yaml', '{ "npm:ms": 1.0.0, "npm:left-pad": 1.0.0 }\n')
  await commit('trust.yaml', JSON.stringify(trust))
  const gates = { scanned: {}, approval: { by: Object.keys(people) } }
  const stages = [{ repository: 'staging' }, { repository: 'production', tag: 'released', gates }]
  await commit('cloudsmith.pipeline.yaml', JSON.stringify({ owner: 'acme', people: { ...people, bob: {} }, stages }))

  // What npm would install is the package as it would be published.
  await program(
    bin,
    'npm',
    `[ "$1 $2" = "install --prefix" ] || exit 64\nmkdir -p "$3" && ln -sfn '${installed}/node_modules' "$3/node_modules"`,
  )
  const place = { owner: 'acme', repo: 'production' }
  return {
    ...{ emulator, url, home, bin, commit },
    folder,
    async checkout() {
      const cwd = await folder('job')
      await cp(home, cwd, { recursive: true })
      return cwd
    },
    script([command = '', ...options], text, { cwd, env, path = [] }) {
      const PATH = [...path, bin, dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter)
      return ended(spawn(command, [...options, text], { cwd, env: { ...credential, CI: 'true', HOME: root, PATH, ...env } }))
    },
    production: () => [...emulator.world.repository(place).packages.all()].map(({ content }) => content.facts?.name ?? '').sort(),
    async bypass() {
      await emulator.add('acme/production', npmPackage({ name: 'is-odd', version: '9.9.9' }))
    },
  }
}

/** Puts a program of a CI system into a folder. */
export async function program(folder: string, name: string, script: string): Promise<void> {
  await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`)
  await chmod(join(folder, name), 0o755)
}

/** What a job has left in a file, or nothing. */
export const left = (cwd: string, file: string): Promise<string> => readFile(join(cwd, file), 'utf8').catch(() => '')

async function ended(child: ReturnType<typeof spawn>): Promise<Ran> {
  const printed = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name]?.setEncoding('utf8').on('data', (chunk: string) => {
      printed[name] += chunk
    })
  const code = await new Promise<number>((resolve) => child.once('close', (status) => resolve(status ?? -1)))
  return { code, ...printed }
}
