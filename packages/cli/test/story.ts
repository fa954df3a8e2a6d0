import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { createEmulator, type Emulator } from '@cloudsmith-sdk/emulator'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { onTestFinished } from 'vitest'
import type { Context } from '../src/core/context.ts'
import { run } from '../src/run.ts'

/** A pipeline of three stages, the last of which asks a person. */
export const pipelineYaml = `owner: acme
people:
  ada: { logins: [ada] }
stages:
  - repository: dev
  - repository: staging
    tag: staged
    gates:
      scanned: {}
      max-severity: { critical: 0 }
  - repository: production
    tag: released
    gates:
      approval: { by: [ada], unsigned: true }
`

/** What a command printed, and how it ended. */
export interface Run {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** A workspace in an emulator, a folder with its pipeline, and the command line in it. */
export interface Story {
  readonly emulator: Emulator
  readonly folder: string
  read(file: string): Promise<string>
  write(file: string, text: string): Promise<void>
  /** Runs a command. Requests that may have changed something are counted anew. */
  cli(...argv: string[]): Promise<Run>
  /** As `cli`, with variables, standard input, or a signal. */
  cliWith(
    surroundings: {
      env?: Context['env']
      stdin?: string | Context['stdin']
      signal?: AbortSignal
      isTTY?: boolean
      fetch?: Context['fetch']
      clock?: Context['clock']
      /** Hears of what people are told. */
      onPrint?: (text: string) => void
    },
    ...argv: string[]
  ): Promise<Run>
}

/** What a story is begun with: its folder, and the way to files in it. */
interface Beginning {
  at(file: string): string
  write(file: string, text: string): Promise<void>
}

/** Begins a story with lodash and ms in development, tagged as candidates. */
export const story = (yaml = pipelineYaml): Promise<Story> =>
  storyOf(async ({ write }) => {
    await write('cloudsmith.pipeline.yaml', yaml)
    const emulator = createEmulator()
    for (const [name, version] of [
      ['lodash', '4.17.21'],
      ['ms', '2.1.3'],
    ] as const)
      await emulator.add('acme/dev', npmPackage({ name, version, license: 'MIT' }), { tags: ['candidate'] })
    return emulator
  })

/** Begins a story with an emulator of one's own. */
export async function storyOf(begin: (beginning: Beginning) => Promise<Emulator>): Promise<Story> {
  const folder = await mkdtemp(join(tmpdir(), 'cloudsmith-promote-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const at = (file: string) => join(folder, file)
  const write = (file: string, text: string) => writeFile(at(file), text)
  const emulator = await begin({ at, write })

  const cliWith: Story['cliWith'] = async (
    {
      env = {},
      stdin = '',
      signal = new AbortController().signal,
      isTTY,
      fetch = emulator.fetch,
      clock = emulator.clock,
      onPrint,
    },
    ...argv
  ) => {
    const printed = { stdout: '', stderr: '' }
    const sink = (name: 'stdout' | 'stderr') => ({
      isTTY,
      write(text: string) {
        printed[name] += text
        if (name === 'stderr') onPrint?.(text)
      },
    })
    const code = await run(argv, {
      stdin: typeof stdin === 'string' ? Readable.from([stdin]) : stdin,
      stdout: sink('stdout'),
      stderr: sink('stderr'),
      env: { CLOUDSMITH_API_KEY: 'emulator-admin-key', CLOUDSMITH_API_HOST: emulator.origin, ...env },
      ...{ cwd: folder, home: folder, fetch, clock, signal },
    })
    return { code, ...printed }
  }
  return {
    ...{ emulator, folder, cliWith, write },
    read: (file) => readFile(at(file), 'utf8'),
    cli: (...argv) => cliWith({}, ...argv),
  }
}
