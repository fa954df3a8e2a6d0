import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { run } from '@cloudsmith-sdk/cli'
import type { Emulator } from '@cloudsmith-sdk/emulator'
import { onTestFinished } from 'vitest'

/** What a command printed, for programs and for people, and how it ended. */
export interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** A folder with files, in which `cloudsmith-promote` meets an emulator, as ada. */
export async function commandLine(emulator: Emulator, files: Readonly<Record<string, string>> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'cookbook-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const write = (file: string, text: string) => writeFile(join(folder, file), text)
  for (const [file, text] of Object.entries(files)) await write(file, text)

  async function promote(...argv: string[]): Promise<Ran> {
    const printed = { stdout: '', stderr: '' }
    const sink = (name: keyof typeof printed) => ({
      write(text: string) {
        printed[name] += text
      },
    })
    const code = await run(argv, {
      ...{ stdin: Readable.from(['']), stdout: sink('stdout'), stderr: sink('stderr') },
      env: { CLOUDSMITH_API_KEY: 'ada-key', CLOUDSMITH_API_HOST: emulator.origin },
      ...{ cwd: folder, home: folder, fetch: emulator.fetch, clock: emulator.clock, signal: new AbortController().signal },
    })
    return { code, ...printed }
  }
  return { folder, write, promote }
}

/** The commands of a block for shells, each as its arguments. */
export const commandsIn = (block: string): string[][] =>
  block
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => /^(npx )?cloudsmith-promote /.test(line))
    .map((line) =>
      [...line.replace(/^(npx )?cloudsmith-promote /, '').matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
        ([, double, single, plain = '']) => double ?? single ?? plain,
      ),
    )
