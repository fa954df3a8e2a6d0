import { cargoCrate, debPackage, mavenJar, npmPackage, type PackageFixture, pythonWheel } from '@cloudsmith-sdk/emulator/testing'
import { describe, expect, test } from 'vitest'
import { planText } from '../src/index.ts'
import { stock } from './stock.ts'

const npm = (more: Partial<Parameters<typeof npmPackage>[0]> = {}) => npmPackage({ name: 'app', version: '1.0.0', ...more })
const wheel = (requirement: string) => pythonWheel({ name: 'app', version: '1', requires: [requirement] })
const crate = (more: Partial<Parameters<typeof cargoCrate>[0]>) => cargoCrate({ name: 'app', version: '1.0.0', ...more })
const jar = (more: { scope?: string; optional?: boolean }) =>
  mavenJar({
    ...{ groupId: 'org.acme', artifactId: 'app', version: '1' },
    dependencies: [{ groupId: 'org.acme', artifactId: 'lib', version: '1', ...more }],
  })
const libs: Readonly<Record<string, PackageFixture>> = {
  npm: npmPackage({ name: 'lib', version: '1.0.0' }),
  python: pythonWheel({ name: 'lib', version: '1' }),
  cargo: cargoCrate({ name: 'lib', version: '1.0.0' }),
  maven: mavenJar({ groupId: 'org.acme', artifactId: 'lib', version: '1' }),
  deb: debPackage({ name: 'lib', version: '1' }),
}

/** What becomes of a package that declares `lib`: whether `lib` goes along where it is there, and what is said where it is nowhere. */
const cases: readonly [why: string, app: PackageFixture, along: boolean, nowhere: 'blocks' | 'is told' | 'is no matter'][] = [
  ['a dependency of npm', npm({ dependencies: { lib: '1' } }), true, 'blocks'],
  ['a peer of npm, which npm installs', npm({ peerDependencies: { lib: '1' } }), true, 'blocks'],
  [
    'an optional peer of npm',
    npm({ peerDependencies: { lib: '1' }, peerDependenciesMeta: { lib: { optional: true } } }),
    ...([false, 'is no matter'] as const),
  ],
  [
    'an optional dependency of npm, which npm installs where it is there',
    npm({ optionalDependencies: { lib: '1' } }),
    true,
    'is told',
  ],
  ['a development dependency of npm', npm({ devDependencies: { lib: '1' } }), false, 'is no matter'],
  ['a requirement of Python', wheel('lib>=1'), true, 'blocks'],
  ['a requirement of Python under a marker', wheel('lib>=1; python_version < "3"'), true, 'is told'],
  ['an extra of Python', wheel('lib>=1; extra == "x"'), false, 'is no matter'],
  ['an extra of Python under a marker', wheel('lib>=1; python_version < "3" and extra == "x"'), false, 'is no matter'],
  ['what may be an extra of Python', wheel('lib>=1; python_version < "3" or extra == "x"'), true, 'is told'],
  ['a dependency of cargo', crate({ dependencies: { lib: '1' } }), true, 'blocks'],
  ['a dependency of a platform, which cargo resolves everywhere', crate({ windowsDependencies: { lib: '1' } }), true, 'blocks'],
  ['a build dependency of cargo', crate({ buildDependencies: { lib: '1' } }), true, 'blocks'],
  ['an optional dependency of cargo', crate({ optionalDependencies: { lib: '1' } }), false, 'is no matter'],
  ['a development dependency of cargo', crate({ devDependencies: { lib: '1' } }), false, 'is no matter'],
  ['a dependency of Maven', jar({}), true, 'blocks'],
  ['a dependency of Maven at run time', jar({ scope: 'runtime' }), true, 'blocks'],
  ['an optional dependency of Maven', jar({ optional: true }), false, 'is no matter'],
  ['what Maven takes from the surroundings', jar({ scope: 'provided' }), false, 'is no matter'],
  ['what Maven tests with', jar({ scope: 'test' }), false, 'is no matter'],
  ['one of the alternatives of Debian', debPackage({ name: 'app', version: '1', depends: 'lib | other' }), true, 'is told'],
]

describe('F29 what a package is worth without a dependency depends on its kind', () => {
  test.each(cases)('%s', async (_, app, along, nowhere) => {
    const select = { query: 'name:^app$' }
    const lib = libs[app.format] as PackageFixture
    const made = await (await stock({ dev: [app, lib] })).planned({ select, dependencies: 'closure' })
    expect(made.items.map((item) => item.package.name)).toEqual(along ? ['app', 'lib'] : ['app'])
    expect(new Set(made.items.map(({ outcome }) => outcome))).toEqual(new Set(['promote']))

    const without = await (await stock({ dev: [app] })).planned({ select, dependencies: 'closure' })
    const isTold = (without.missing ?? []).some(({ name }) => name.endsWith('lib'))
    expect([isTold, without.items[0]?.outcome]).toEqual([
      nowhere !== 'is no matter',
      nowhere === 'blocks' ? 'blocked' : 'promote',
    ])
  })

  test('what may be needed does not hold who may need it, and is told after what is', async () => {
    const app = npm({ dependencies: { zlib: '1' }, optionalDependencies: { lib: '1', other: '1' } })
    const { planned, cloudsmith } = await stock({ dev: [app, libs.npm as PackageFixture] })
    const [row] = await cloudsmith.packages.list({ owner: 'acme', repo: 'dev', query: 'name:^lib$' }).toArray()
    await cloudsmith.packages.quarantine({ owner: 'acme', repo: 'dev', identifier: row?.slug_perm ?? '' })
    const made = await planned({ select: { query: 'name:^app$' }, dependencies: 'closure', missingDependencies: 'tell' })
    expect(made.items.map((item) => `${item.package.name} ${item.outcome}`)).toEqual(['app promote', 'lib blocked'])
    const [needed = '', possible = ''] = planText(made)
      .split('\n')
      .filter((line) => line.startsWith('Warning'))
    expect(needed).toContain('npm zlib 1 is neither in staging nor in dev, needed by npm app 1.0.0')
    expect(possible).toContain('npm other 1 is neither in staging nor in dev, may be needed by npm app 1.0.0')
  })
})
