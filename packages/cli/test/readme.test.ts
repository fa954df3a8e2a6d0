import { createSeededEmulator } from '@cloudsmith-sdk/emulator/seed'
import { expect, test } from 'vitest'
import { exits } from '../src/core/exit-codes.ts'
import { programFor } from '../src/program.ts'
import { blocks, firstFiveMinutes, readme } from './readme-blocks.ts'
import { storyOf } from './story.ts'

test('the first five minutes go as they are told', async () => {
  const [seed = ''] = blocks('yaml')
  const { cliWith } = await storyOf(async ({ at, write: writeFirst }) => {
    await writeFirst('seed.yaml', seed)
    return createSeededEmulator(at('seed.yaml'))
  })
  const lines = firstFiveMinutes.filter((line) => line.startsWith('cloudsmith-promote '))
  const codes: [string, number][] = []
  for (const line of lines) {
    const argv = [...line.matchAll(/"([^"]*)"|(\S+)/g)].slice(1).map(([, quoted, plain = '']) => quoted ?? plain)
    codes.push([line, (await cliWith({ env: { CLOUDSMITH_API_KEY: 'ada-key' } }, ...argv)).code])
  }
  expect(codes).toEqual(lines.map((line) => [line, 0]))
})

test('the tables of exit codes and of commands are whole', () => {
  for (const { code, meaning } of Object.values(exits))
    expect(readme).toMatch(new RegExp(`\\| ${code} +\\| ${meaning.replace(/[.;()]/g, '.')} +\\|`))
  const program = programFor({ context: {} as never, exit: undefined })
  const table = readme.slice(readme.indexOf('## Commands'), readme.indexOf('## Which packages'))
  for (const { name } of program.commands.map((command) => ({ name: command.name() }))) expect(table).toContain(`\`${name}\``)
})
