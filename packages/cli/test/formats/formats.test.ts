import { expect, test } from 'vitest'
import { exits } from '../../src/core/exit-codes.ts'
import { commandsOf } from '../../src/frame/variables.ts'
import { outputFormats } from '../../src/output/formats.ts'
import { programFor } from '../../src/program.ts'
import { type Call, calls } from './calls.ts'
import { eventfulWorld } from './world.ts'
import { hostileIn, lineKinds, ownKinds, wrongWith } from './wrong-with.ts'

/** What no command understands. */
const mistake: Call = ['--nowhere', 'error', 'usage']

/** A job of GitHub's, which runs for no pull request. */
const job = { GITHUB_TOKEN: 'job-token', GITHUB_REPOSITORY: 'acme/releases' }

const leaves = commandsOf(programFor())
  .filter((command) => command.commands.length === 0 && command.name() !== 'complete')
  .map((command) => `${command.parent?.name() === 'waivers' ? 'waivers ' : ''}${command.name()}`)

test('every command is called, and fails once, and everything that has a schema is printed', () => {
  expect(Object.keys(calls).sort()).toEqual(leaves.sort())
  const never = Object.entries(calls).filter(([, ways]) => !ways.some(([, kind]) => kind === 'error'))
  expect(never).toEqual([])
  const printed = new Set<string>(Object.values(calls).flatMap((ways) => ways.map(([, kind]) => kind)))
  expect([...printed].sort()).toEqual([...lineKinds].sort())
  expect(ownKinds.filter((kind) => !printed.has(kind))).toEqual([])
})

test.each(outputFormats)('of every command, done or failed, standard output has one document as %s', async (format) => {
  const { cliWith, write } = await eventfulWorld()
  await write('more.yaml', 'owner: acme\nstages: [{ repository: dev }, { repository: other }]\n')
  const listed = new Set<string>()
  for (const [name, ways] of Object.entries(calls)) {
    for (const [argv, kind, exit] of [...ways, mistake]) {
      const line = [...name.split(' '), ...argv.split(' ').filter(Boolean), '--output', format]
      const { code, stdout, stderr } = await cliWith(
        { env: job, ...(name === 'emulator' ? { signal: AbortSignal.abort() } : {}) },
        ...line,
      )
      const isWhole = stdout === '' || stdout.endsWith('\n')
      const about = line.join(' ')
      expect
        .soft([about, code, isWhole, [...wrongWith[format](stdout, kind), ...hostileIn(stderr)]], stderr)
        .toEqual([about, exits[exit].code, true, []])
      if (stdout !== '') listed.add(kind)
    }
  }
  // Text is for people, who read of errors on standard error.
  const kinds = format === 'text' ? lineKinds.filter((kind) => !['error', 'emulator'].includes(kind)) : lineKinds
  expect([...listed].sort()).toEqual([...kinds].sort())
})
