import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { expect, test } from 'vitest'
import { exits } from '../../src/core/exit-codes.ts'
import { processes } from '../disturbed-process.ts'
import { cases, type World } from '../exit-codes/happenings.ts'
import { installedPackage } from './installed.ts'

const installed = installedPackage()

/** The world of the stories, with the program as it is installed. */
async function world() {
  const { emulator, folder, run, disturb } = await processes(join(installed(), 'node_modules', '.bin', 'cloudsmith-promote'))
  const at = (file: string) => join(folder, file)
  for (const [name, version] of [
    ['lodash', '4.17.21'],
    ['ms', '2.1.3'],
  ] as const)
    await emulator.add('acme/dev', npmPackage({ name, version, license: 'MIT' }), { tags: ['candidate'] })
  const about: World = {
    emulator,
    read: (file) => readFile(at(file), 'utf8'),
    write: (file, text) => writeFile(at(file), text),
    cli: async (...argv) => {
      const { code, ...printed } = await run(argv)
      return { code: code ?? -1, ...printed }
    },
  }
  /** Somebody ends it at its first change, which is held until it has heard of that. */
  const interrupted = (...argv: string[]) => {
    const { promise: heard, resolve } = Promise.withResolvers<void>()
    return run(argv, (child) => {
      let told = ''
      child.stderr?.on('data', (chunk: Buffer) => {
        told += chunk.toString()
        if (told.includes('Interrupted: ')) resolve()
      })
      child.once('close', () => resolve())
      disturb(async ({ method }) => {
        if (method === 'GET') return
        child.kill('SIGINT')
        await heard
        disturb(undefined)
      })
    })
  }
  return { about, interrupted }
}

// The last of each: the suite of the sources has all of them, and every process takes its time.
const oneOfEach = [...Map.groupBy(cases, ([exit]) => exit).values()].flatMap((some) => some.slice(-1))

test.each(oneOfEach)('%s: %s', async (exit, _, { before, argv, says = '', interrupted: isInterrupted }) => {
  const { about, interrupted } = await world()
  await before?.(about)
  const { code, stdout, stderr } = await (isInterrupted ? interrupted(...argv) : about.cli(...argv))
  expect([code, `${stdout}${stderr}`]).toEqual([exits[exit].code, expect.stringContaining(says)])
})
