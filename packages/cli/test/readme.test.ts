import { createSeededEmulator } from '@cloudsmith-sdk/emulator/seed'
import { expect, test } from 'vitest'
import { exits } from '../src/core/exit-codes.ts'
import { programFor } from '../src/program.ts'
import { blocksOf, commandsIn, readme } from './readme-blocks.ts'
import { storyOf } from './story.ts'

test('the first five minutes go as they are told', async () => {
  const heading = '## Start in five minutes'
  const [seed = ''] = blocksOf('yaml', heading)
  const { cliWith } = await storyOf(async ({ at, write: writeFirst }) => {
    await writeFirst('seed.yaml', seed)
    return createSeededEmulator(at('seed.yaml'))
  })
  const commands = commandsIn(blocksOf('sh', heading))
  const codes: unknown[] = []
  for (const argv of commands) codes.push([argv, (await cliWith({ env: { CLOUDSMITH_API_KEY: 'ada-key' } }, ...argv)).code])
  // The plan waits for whoever agrees next.
  expect(codes).toEqual(commands.map((argv) => [argv, argv[0] === 'plan' ? exits.waiting.code : 0]))
})

test('the tables of exit codes and of commands are whole', () => {
  for (const { code, meaning } of Object.values(exits))
    expect(readme).toMatch(new RegExp(`\\| ${code} +\\| ${meaning.replace(/[.;()]/g, '.')} +\\|`))
  const program = programFor()
  const table = readme.slice(readme.indexOf('## Commands'), readme.indexOf('## Dependencies'))
  for (const { name } of program.commands.map((command) => ({ name: command.name() }))) expect(table).toContain(`\`${name}\``)
})
