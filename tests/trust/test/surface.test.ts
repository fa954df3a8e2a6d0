import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../src/root.ts'
import { keysOf } from '../src/surface/keys.ts'
import { surfacePage } from '../src/surface/page.ts'

const page = surfacePage()

// `vitest run test/surface.test.ts -u` updates it, so that a review shows what changes: docs/policies/stability.md says what is breaking.
test('the report of the public surface is up to date', async () => {
  await expect(page).toMatchFileSnapshot(join(root, 'docs', 'policies', 'surface.md'))
})

test('it names what scripts rely on: numbers, flags with their variables, keys, settings, events', () => {
  const lines = page.split('\n')

  expect(lines).toEqual(
    expect.arrayContaining([
      '3 blocked',
      expect.stringMatching(/^ {2}--pipeline <file> \[CLOUDSMITH_PROMOTE_PIPELINE\]$/),
      '--upstream-folder VALUE',
      '--role web|worker [CLOUDSMITH_PROMOTE_ROLE]',
      expect.stringMatching(/^CLOUDSMITH_API_KEY: .*client/),
      'stages[].repository: string',
      expect.stringMatching(/^pipelines\[\]\.credential\?: /),
      'plan approved',
      'package.security_scanned',
      'copyKeepsTags (true)',
    ]),
  )
})

test('keys are told with what they take, and whether they may be left out', () => {
  const gate = {
    type: 'object',
    properties: { name: { enum: ['a', 'b'] }, limits: { additionalProperties: { type: 'number' } } },
  }

  expect(keysOf({ required: ['gates'], properties: { gates: { type: 'array', items: gate } } })).toEqual([
    'gates: array',
    'gates[].limits?: anything',
    'gates[].name?: "a" | "b"',
  ])
})

test('a key that one of several shapes lacks may be left out, and shapes within themselves end', () => {
  const tree = {
    $ref: '#/$defs/rule',
    $defs: {
      rule: {
        anyOf: [
          { required: ['all'], properties: { all: { items: { $ref: '#/$defs/rule' } } } },
          { properties: { all: { type: 'null' } } },
        ],
      },
    },
  }

  expect(keysOf(tree)).toEqual(['all?: anything | null'])
})
