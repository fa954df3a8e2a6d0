import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { insertSorted } from '../../../../scripts/new/workshop.ts'
import { root } from '../../src/root.ts'

/** What scaffolds touch, and what their tests are run with. */
const copied = [
  'openapi/methods.yaml',
  'openapi/examples/uploads.yaml',
  'openapi/v1',
  'packages/client/src/upload',
  'packages/emulator/src',
  'packages/emulator/package.json',
  'packages/promotion/src',
  'packages/promotion/test',
  'packages/promotion/schemas',
  'packages/promotion/package.json',
  'packages/promotion/tsconfig.json',
  'packages/promotion/vitest.config.ts',
  'scripts/suites.ts',
  'tsconfig.base.json',
  'biome.json',
]

let place: string
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'new-'))
  for (const path of copied) cpSync(join(root, path), join(place, path), { recursive: true })
  for (const modules of ['node_modules', 'packages/promotion/node_modules']) {
    mkdirSync(dirname(join(place, modules)), { recursive: true })
    symlinkSync(join(root, modules), join(place, modules))
  }
})
afterAll(() => rmSync(place, { recursive: true }))

describe('a gate', () => {
  const file = 'packages/promotion/src/gates/max-size.ts'

  test('is begun in five files, formatted as all else is, and says what remains', () => {
    const { stdout } = begin('gate', 'max-size')

    expect(touched(stdout)).toEqual([
      `new ${file}`,
      'new packages/promotion/src/gates/max-size.test.ts',
      'changed packages/promotion/src/index.ts',
      'changed packages/promotion/src/pipeline-file/named-gates.ts',
      'changed packages/promotion/src/pipeline-file/schema.ts',
    ])
    expect(stdout).toContain('What remains:\n1. ')
    expect(formatted(stdout)).toMatchObject({ status: 0 })
  })

  test('compiles, and its test fails until it decides', () => {
    expect(tested('packages/promotion', 'src/gates/max-size.test.ts')).toMatchObject({ passed: 0, failed: 3 })
  })

  test('passes once it is filled in, and pipelines can name it', () => {
    edit(file, (text) =>
      text
        .replace('  /** Who may', '  /** Bytes, at most. */\n  bytes: number\n  /** Who may')
        .replace('({ mayWaive }', '({ bytes, mayWaive }')
        .replace('undefined // TODO: what of the package decides?', 'pkg.size <= bytes'),
    )
    edit('packages/promotion/src/pipeline-file/schema.ts', (text) =>
      text.replace(
        "'max-size': v.optional(said(strict({ mayWaive",
        "'max-size': v.optional(said(strict({ bytes: count('Bytes, at most.'), mayWaive",
      ),
    )
    edit('packages/promotion/src/gates/max-size.test.ts', (text) =>
      text
        .replaceAll('maxSize({', 'maxSize({ bytes: 100,')
        .replace('known(), {', 'known({ size: 100 }), {')
        .replaceAll('known({})', 'known({ size: 101 })'),
    )

    expect(tested('packages/promotion', 'src/gates/max-size.test.ts')).toMatchObject({ passed: 3, failed: 0 })
    expect(compiled('packages/promotion').stdout).toBe('')
  })

  test('is not written over another', () => {
    expect(begin('gate', 'max-severity')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('max-severity.ts is there already'),
    })
  })
})

describe('an operation', () => {
  test('is put behind one that it is like: described, named, emulated and tested', () => {
    const { stdout } = begin(
      'operation',
      'packages_star',
      'POST',
      '/packages/{owner}/{repo}/{identifier}/star/',
      '--like',
      'packages_resync',
    )

    expect(touched(stdout)).toEqual([
      'new packages/emulator/src/areas/packages/packages-star.test.ts',
      'changed openapi/v1/packages/packages.tsp',
      'changed openapi/methods.yaml',
      'changed packages/emulator/src/areas/packages/operations.ts',
    ])
    expect(read('openapi/v1/packages/packages.tsp')).toContain(`  @extension("x-permission", Resyncer)
  @operationId("packages_star")
  @summary("TODO")
  @route("/packages/{owner}/{repo}/{identifier}/star/")
  @post
  star(...PackagePath): Ok<Package> | Failure;
`)
    expect(read('openapi/methods.yaml')).toContain('    resync: packages_resync\n    star: packages_star\n')
    expect(read('packages/emulator/src/areas/packages/operations.ts')).toContain(
      "\n\n/** TODO: what it changes, and which events it emits. */\nexport const packages_star: Operation<'packages_star'> = () => {\n",
    )
  })

  test('that is like none is refused, and nothing is changed', () => {
    const before = read('openapi/methods.yaml')

    expect(begin('operation', 'a_b', 'GET', '/a/', '--like', 'no_such')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('name another'),
    })
    expect(read('openapi/methods.yaml')).toBe(before)
  })
})

describe('a format', () => {
  test.each([
    ['zig', 'Zig', '.tar.gz'],
    ['elm', 'Elm', '.zip'],
  ])('%s is described in its place, and has a room with a reader, a builder and their test', (slug, title, extension) => {
    const { stdout } = begin('format', slug, title, extension)

    expect(touched(stdout)).toHaveLength(9)
    for (const file of ['index', 'read', 'build', `${slug}.test`]) {
      expect(existsSync(join(place, `packages/emulator/src/formats/${slug}/${file}.ts`))).toBe(true)
    }
    expect(keysIn('openapi/v1/formats.tsp', /^ {2}([a-z0-9]+),$/gm)).toContain(slug)
    expect(keysIn('openapi/v1/packages/uploads.tsp', /UploadOperations<\s*"(\w+)"/g)).toContain(slug)
    expect(keysIn('openapi/examples/uploads.yaml', /^ {2}packages_upload_(\w+):/gm)).toContain(slug)
    expect(keysIn('packages/client/src/upload/formats.test-d.ts', /^ {2}(\w+): \[/gm)).toContain(slug)
    expect(keysIn('packages/emulator/src/catalogue/formats.ts', /^ {2}(\w+),$/gm)).toContain(slug)
    expect(formatted(stdout)).toMatchObject({ status: 0 })
  })
})

test('what stands in order stays in order, with what is indented below the last of it', () => {
  const keyOf = (line: string) => /^ {2}(\w+):/.exec(line)?.[1]

  expect(insertSorted('all:\n  a: 1\n  c: 3\nend', '  b: 2', keyOf)).toBe('all:\n  a: 1\n  b: 2\n  c: 3\nend')
  expect(insertSorted('all:\n  a:\n    x: 1\nend', '  b: 2', keyOf)).toBe('all:\n  a:\n    x: 1\n  b: 2\nend')
  expect(insertSorted('all:\n  a: 1', '  b: 2', keyOf)).toBe('all:\n  a: 1\n  b: 2')
})

const read = (path: string) => readFileSync(join(place, path), 'utf8')
const edit = (path: string, change: (text: string) => string) => writeFileSync(join(place, path), change(read(path)))
const run = (command: string, args: readonly string[], cwd = place) => spawnSync(command, args, { cwd, encoding: 'utf8' })
const bin = (name: string) => join(root, 'node_modules', '.bin', name)

const begin = (...args: string[]) => run(process.execPath, [join(root, 'scripts', 'new.ts'), ...args, '--root', place])
/** Asks the formatter about all that was touched. */
const formatted = (stdout: string) => {
  const files = touched(stdout).flatMap((line) => (line.endsWith('.ts') ? [line.replace(/^\w+ /, '')] : []))
  return run(bin('biome'), ['check', '--error-on-warnings', '--vcs-enabled=false', ...files])
}
const compiled = (path: string) => run(bin('tsc'), ['--noEmit', '-p', '.'], join(place, path))

const touched = (stdout: string) =>
  stdout.split('\n').flatMap((line) => /^(?:new|changed) +\S+$/.exec(line)?.[0].replace(/ +/, ' ') ?? [])

/** Names in the order in which they stand, which has to be that of the alphabet. */
function keysIn(path: string, pattern: RegExp): string[] {
  const keys = [...read(path).matchAll(pattern)].map(([, key = '']) => key)
  expect(keys).toEqual(keys.toSorted())
  return keys
}

function tested(path: string, file: string): { passed: number; failed: number } {
  run(bin('vitest'), ['run', file], join(place, path))
  const report = JSON.parse(read(join(path, 'reports', 'vitest.json'))) as Record<string, number>
  const { numPassedTests: passed, numFailedTests: failed } = report
  return { passed: passed ?? 0, failed: failed ?? 0 }
}
