import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readArguments } from '../src/cli/arguments.ts'
import { defaultLimits, type Limits } from '../src/index.ts'
import { npmPackage, pythonWheel } from '../src/testing.ts'
import { expectInReadme } from './readme-table.ts'
import { story } from './story.ts'

const source = readFileSync(new URL('../src/files/limits.ts', import.meta.url), 'utf8')

test('the table in the README tells every limit as its docblock does', () => {
  const rows = (Object.keys(defaultLimits) as (keyof Limits)[]).map((name) => {
    const [, doc = ''] = new RegExp(`/\\*\\* (.*) \\*/\\n  ${name}: number`).exec(source) ?? []
    expect([name, doc]).toEqual([name, expect.stringMatching(/\./)])
    return [`\`${name}\``, doc, defaultLimits[name].toLocaleString('en')]
  })
  expectInReadme('limits', [['limit', '', 'default'], ...rows])
})

const named = { name: 'a', version: '1.0.0' }

describe('a package that passes a limit is refused, and told which', () => {
  test.each([
    [
      'many dependencies',
      { ...named, dependencies: Object.fromEntries(Array.from({ length: 20_001 }, (_, index) => [`d${index}`, '1'])) },
      'the package has more than the 20000 dependencies',
    ],
  ])('%s', async (_what, options, reason) => {
    const { status_reason } = await story().publish(npmPackage(options))
    expect(status_reason).toBe(`Could not parse metadata from the package: ${reason} allowed`)
  })

  test('as they are set', async () => {
    const limits = { entries: 1, dependencies: 1, name: 3, wanted: 10 }
    const reasonWithin = async (name: keyof typeof limits, options: Parameters<typeof npmPackage>[0]) =>
      (await story({ limits: { [name]: limits[name] } }).publish(npmPackage(options))).status_reason
    expect(await reasonWithin('entries', { ...named, files: { more: '' } })).toContain('more than the 1 entries allowed')
    expect(await reasonWithin('dependencies', { ...named, dependencies: { ms: '2', yo: '1' } })).toContain(
      'more than the 1 dependencies',
    )
    expect(await reasonWithin('name', named)).toContain('the version has 5 characters, more than the 3 allowed')
    expect(await reasonWithin('wanted', named)).toContain('more than the 10 bytes allowed')
  })
})

test('a description that is too long is cut', async () => {
  const { description } = await story({ limits: { text: 5 } }).publish(
    pythonWheel({ ...named, description: 'A very long story.' }),
  )
  expect(description).toBe('A ver…')
})

test('a range of 200,000 tildes is cut', async () => {
  const { admin, publish } = story()
  const { slug_perm } = await publish(npmPackage({ ...named, dependencies: { ms: '~'.repeat(200_000) } }))
  const { dependencies } = (await admin('GET', `/packages/acme/dev/${slug_perm}/dependencies/`)).body
  expect(dependencies).toMatchObject([{ name: 'ms', version: `${'~'.repeat(127)}…` }])
})

test('a licence text of many spaces and many classifiers are read', async () => {
  const told = story()
  expect(await told.publish(npmPackage({ ...named, license: `a${' '.repeat(60_000)}b` }))).toMatchObject({
    is_sync_completed: true,
  })
  const wheel = pythonWheel({ ...named, license: 'License :: '.repeat(20_000) })
  expect(await told.publish(wheel)).toMatchObject({ is_sync_completed: true })
})

test('the command line sets limits by name', () => {
  expect(readArguments(['--limit', 'entries=10', '--limit', 'unpacked=1e9'])).toMatchObject({
    limits: { entries: 10, unpacked: 1e9 },
  })
  expect(() => readArguments(['--limit', 'size=1'])).toThrow('--limit has to be NAME=N, where NAME is entries, wanted')
  expect(() => readArguments(['--limit', 'entries=0'])).toThrow('--limit entries has to be a whole number above 0')
})
