import { expect, test } from 'vitest'
import { factsOf, reasonOf } from '../../catalogue/read-fixture.ts'
import { zip } from '../../format/archive-writers.ts'
import { luarocksRock } from './build.ts'

const small = luarocksRock({ name: 'a', version: '1.0-1' })
const rockspec = (text: string) => ({ ...small, filename: 'a-1.0-1.rockspec', bytes: new TextEncoder().encode(text) })

test('a rock that was built is read back', async () => {
  const facts = await factsOf(
    luarocksRock({
      name: 'acme-api',
      version: '1.2-3',
      license: 'MIT/X11',
      description: 'An "API".',
      dependencies: ['lua >= 5.1, < 5.5', 'penlight ~> 1.5', 'luasocket', 'acme/base == 2.0-1'],
      files: { 'acme-api-1.2.tar.gz': 'source' },
    }),
  )
  expect(facts).toEqual({
    name: 'acme-api',
    version: '1.2-3',
    release: '3',
    license: 'MIT/X11',
    summary: 'An "API".',
    architectures: ['src'],
    dependencies: [
      { name: 'lua', operator: 'matches', version: '>= 5.1, < 5.5', dep_type: 'Depends' },
      { name: 'penlight', operator: '~>', version: '1.5', dep_type: 'Depends' },
      { name: 'luasocket', operator: null, version: null, dep_type: 'Depends' },
      { name: 'acme/base', operator: '=', version: '2.0-1', dep_type: 'Depends' },
    ],
    identifiers: {},
    numFiles: 2,
    typeDisplay: 'file',
  })
})

test('a rockspec alone, which counts on names of its own', async () => {
  const text = 'local major = "2"\npackage = "a"\nversion = major .. ".0-1"\nbuild_dependencies = { "luarocks-build-rust" }\n'
  expect(await factsOf({ ...rockspec(text), filename: 'a-2.0-1.rockspec' })).toMatchObject({
    version: '2.0-1',
    architectures: [],
    dependencies: [{ name: 'luarocks-build-rust', dep_type: 'Build-Depends' }],
    numFiles: 0,
  })
})

test.each([
  ['no rockspec', { ...small, bytes: zip({ 'a.lua': '' }) }, 'has 0 .rockspec at its root'],
  ['a program for a rockspec', rockspec('package = io.read()'), 'where a value should be'],
  [
    'the name of another',
    rockspec('package = "b"\nversion = "1.0-1"'),
    'is called a-1.0-1.rockspec, but it is of b-1.0-1.rockspec',
  ],
  [
    'the rockspec of another inside',
    { ...small, bytes: zip({ 'b-1.0-1.rockspec': 'package = "a"\nversion = "1.0-1"' }) },
    'is called b-1.0-1.rockspec, but it is of a-1.0-1.rockspec',
  ],
  ['no revision', rockspec('package = "a"\nversion = "1.0"'), '"1.0" instead of a version, a dash and a revision'],
  ['no version', rockspec('package = "a"'), 'the version in the rockspec is missing'],
])('a rock with %s is unreadable', async (_, fixture, reason) => {
  expect(await reasonOf(fixture)).toContain(reason)
})
