import { expect, test } from 'vitest'
import { factsOf, reasonOf } from '../../catalogue/read-fixture.ts'
import { gzip, tar } from '../../format/archive-writers.ts'
import { cargoCrate } from './build.ts'

const crate = (manifest: string) => ({
  ...cargoCrate({ name: 'a', version: '1.0.0' }),
  bytes: gzip(tar({ 'a-1.0.0/Cargo.toml': manifest })),
})
const packed = (files: Record<string, string>) => ({ ...crate(''), bytes: gzip(tar(files)) })
const named = '[package]\nname = "a"\nversion = "1.0.0"\n'

test('a crate that was built is read back', async () => {
  const facts = await factsOf(
    cargoCrate({
      name: 'acme-api',
      version: '1.2.3-rc.1',
      license: 'MIT OR Apache-2.0',
      description: 'An API.',
      dependencies: { serde: '1.0', exact: '=2.0.1', any: '*' },
      buildDependencies: { cc: '^1' },
      devDependencies: { rand: '>=0.8, <0.10' },
    }),
  )
  expect(facts).toEqual({
    name: 'acme-api',
    version: '1.2.3-rc.1',
    license: 'MIT OR Apache-2.0',
    summary: 'An API.',
    architectures: [],
    dependencies: [
      { name: 'serde', operator: 'matches', version: '1.0', dep_type: 'Runtime' },
      { name: 'exact', operator: '=', version: '2.0.1', dep_type: 'Runtime' },
      { name: 'any', operator: null, version: null, dep_type: 'Runtime' },
      { name: 'cc', operator: 'matches', version: '^1', dep_type: 'Compile' },
      { name: 'rand', operator: 'matches', version: '>=0.8, <0.10', dep_type: 'Development' },
    ],
    identifiers: {},
    numFiles: 2,
    typeDisplay: 'file',
    ecosystem: 'crates.io',
    osvName: 'acme-api',
  })
})

test('a renamed dependency of one platform is listed under its own name; an old licence is a choice', async () => {
  const facts = await factsOf(
    crate(
      '[package]\nname = "a"\nversion = "1.0.0"\nlicense = "MIT/Apache-2.0"\n[target."cfg(windows)".dependencies.win]\npackage = "winapi"\nversion = "=0.3.9"\n',
    ),
  )
  expect(facts).toMatchObject({
    license: 'MIT OR Apache-2.0',
    dependencies: [{ name: 'winapi', operator: '=', version: '0.3.9', dep_type: 'Runtime' }],
  })
})

test('what a feature has to ask for is a suggestion, also of one platform', async () => {
  const manifest =
    '[dependencies]\nsimd = { version = "0.2", optional = true }\n[target."cfg(unix)".dependencies.nix]\nversion = "0.29"\noptional = true\n'
  const { dependencies } = await factsOf(crate(named + manifest))
  expect(dependencies.map(({ name, dep_type }) => [name, dep_type])).toEqual([
    ['simd', 'Suggests'],
    ['nix', 'Suggests'],
  ])
})

test('tables in the spelling of old', async () => {
  const old = '[project]\nname = "a"\nversion = "1.0.0"\n[dev_dependencies]\nrand = "1"\n[build_dependencies]\ncc = "1"\n'
  const { name, dependencies } = await factsOf(crate(old))
  expect([name, ...dependencies.map((each) => `${each.name} ${each.dep_type}`)]).toEqual(['a', 'cc Compile', 'rand Development'])
})

test.each([
  [
    'no compression',
    { ...crate(''), bytes: tar({ 'a-1.0.0/Cargo.toml': named }) },
    'is not compressed with gzip: build it with cargo',
  ],
  ['no manifest', { ...crate(''), bytes: gzip(tar({ 'a-1.0.0/src/lib.rs': '' })) }, 'the crate has no folder with a Cargo.toml'],
  ['two top folders', packed({ 'a-1.0.0/Cargo.toml': named, 'b/Cargo.toml': named }), 'has more than the folder that'],
  ['a file beside its folder', packed({ 'a-1.0.0/Cargo.toml': named, README: '' }), 'has more than the folder that'],
  ['the folder of another version', packed({ 'a-2.0.0/Cargo.toml': named }), 'does not look for a 1.0.0'],
  ['the folder of another name', packed({ 'b-1.0.0/Cargo.toml': named }), 'does not look for a 1.0.0'],
  ['no folder', packed({ 'Cargo.toml': named }), 'no folder with a Cargo.toml'],
  ['no version', crate('[package]\nname = "a"\n'), 'Cargo.toml: package.version is missing'],
  ['no TOML', crate('[package\n'), 'Invalid TOML'],
])('a crate with %s is unreadable', async (_, fixture, reason) => {
  expect(await reasonOf(fixture)).toContain(reason)
})

test.each(['1a', '-a', 'a b', 'a.b', 'a/b'])('the name %s is none to cargo', async (name) => {
  expect(await reasonOf(crate(`[package]\nname = "${name}"\nversion = "1.0.0"\n`))).toContain(`name "${name}" is not valid`)
})

test.each(['1.0', 'v1.0.0', '01.0.0', '1.0.0-01', '1.0.0-'])('the version %s is none to cargo', async (version) => {
  const reason = `version "${version}" is not a semantic version`
  expect(await reasonOf(crate(`[package]\nname = "a"\nversion = "${version}"\n`))).toContain(reason)
})
