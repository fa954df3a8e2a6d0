import { Readable } from 'node:stream'
import { run } from '@cloudsmith-sdk/cli'
import { expect, test } from 'vitest'
import { commandsIn } from './command-line.ts'
import { blocks, pages } from './page.ts'

/** What the help of a command says. */
async function help(command: readonly string[]): Promise<string> {
  let text = ''
  const sink = { write: (more: string) => (text += more) }
  const signal = new AbortController().signal
  const context = { stdin: Readable.from(['']), stdout: sink, stderr: sink, env: {}, cwd: '.', signal }
  return (await run([...command, '--help'], context)) === 0 ? text : ''
}

/** Commands in the pipelines of pages, each as its arguments: they stand behind a dash or a key. */
const commands = [...pages.keys()].flatMap((path) =>
  ['yaml', 'groovy']
    .flatMap((language) => blocks(path, language))
    .map((block) => block.replaceAll(/^\s*(- )?((run|bash): |sh ')?(?=(npx )?cloudsmith-promote )/gm, ''))
    .flatMap(commandsIn)
    .map((argv) => ({ path, argv })),
)

test('pipelines of pages name no command and no flag that there is not', async () => {
  const helps = new Map<string, Promise<string>>()
  const unknown: string[] = []
  for (const { path, argv } of commands) {
    const command = argv.slice(0, argv[0] === 'waivers' ? 2 : 1)
    const key = command.join(' ')
    const text = await (helps.get(key) ?? helps.set(key, help(command)).get(key))
    if (text === undefined || text === '') unknown.push(`${path}: ${key}`)
    const flags = argv.filter((word) => /^--[a-z]/.test(word)).map((word) => word.split('=', 1)[0] ?? '')
    unknown.push(...flags.filter((flag) => !new RegExp(`${flag}\\b`).test(text ?? '')).map((flag) => `${path}: ${key} ${flag}`))
  }
  expect(unknown).toEqual([])
  expect(commands.length).toBeGreaterThan(1)
})
