import { describe, expect, test } from 'vitest'
import { exits } from '../../../packages/cli/src/core/exit-codes.ts'
import { everyMethod } from '../api/pages.ts'
import { commandName, shownCommands } from './commands.ts'
import { docblockOfError, publicErrors, remediesOfExits } from './errors.ts'
import { gatesPages } from './gates.ts'
import { servicePage } from './service.ts'

describe('errors and their remedies', async () => {
  const errors = await publicErrors()

  test('every class of errors that a package gives out says when it comes, and by @remedy what to do', () => {
    const told = errors.map((each) => ({ ...each, ...docblockOfError(each) }))
    expect(told.filter(({ text, tags }) => text === '' || !tags.remedy?.endsWith('.')).map(({ name }) => name)).toEqual([])
    expect(told.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['ApiError', 'ConflictError', 'WebhookPayloadError', 'SeedError']),
    )
  })

  test('every exit of the command line says by @remedy what to do', () => {
    const remedies = remediesOfExits()
    expect(Object.keys(exits).filter((name) => !remedies.get(name)?.endsWith('.'))).toEqual([])
  })
})

test('every gate of the schema is told, with the question of its docblock', () => {
  const [gates] = gatesPages()
  expect(gates?.text).toContain('## max-severity\n\nBlocks packages with more findings of a severity than allowed.')
})

test('every operation of the description is a method on a page', async () => {
  const methods = await everyMethod()
  expect(new Set(methods.flatMap(({ operations }) => operations.map(({ id }) => id))).size).toBeGreaterThan(400)
  expect(methods.filter(({ tag }) => tag === '')).toEqual([])
})

test('commands within others are told by both names', () => {
  expect(shownCommands().map(commandName)).toEqual(expect.arrayContaining(['plan', 'waivers check']))
})

test('every setting in the first row of the service says what it is', () => {
  const [, settings = ''] = /## Settings\n([\s\S]*?)\n## /.exec(servicePage().text) ?? []
  const silent = [...settings.matchAll(/^\| `(\w+)`[^|]*\|[^|]*\| *\|$/gm)].map(([, name]) => name)
  expect(settings).toContain('| `logLevel` |')
  expect(silent).toEqual([])
})
