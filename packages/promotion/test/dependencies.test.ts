import { debPackage, npmPackage, type PackageFixture, pythonWheel } from '@cloudsmith-sdk/emulator/testing'
import { describe, expect, test } from 'vitest'
import { definePipeline, type Plan, plan, planText } from '../src/index.ts'
import { stock } from './stock.ts'

const npm = (name: string, version: string, dependencies: Record<string, string> = {}) =>
  npmPackage({ name, version, license: 'MIT', dependencies })
const wheel = (name: string, version: string, requires: string[] = []) => pythonWheel({ name, version, license: 'MIT', requires })
const named = (...names: string[]) => ({ query: names.map((name) => `name:^${name}$`).join(' OR ') })
const taken = ({ items }: Plan) => items.map((item) => `${item.package.name} ${item.package.version}`)
const fates = ({ items }: Plan) => items.map((item) => `${item.package.name} ${item.outcome}`)
const missing = (made: Plan) => made.missing?.map(({ name, why, neededBy }) => [name, why, neededBy.map((by) => by.name).join()])

const along = async (dev: PackageFixture[], names: string[], staging: PackageFixture[] = []) =>
  (await stock({ dev, staging })).planned({ select: named(...names), dependencies: 'closure' })

describe('F29 what is taken along', () => {
  const libs = ['1.4.0', '1.9.0', '2.0.0', '3.0.0-beta.1'].map((version) => npm('lib', version))

  test('F54 is the highest version that the format lets in, and no pre-release that nobody asks for', async () => {
    expect(taken(await along([npm('app', '1.0.0', { lib: '^1.4.0' }), ...libs], ['app']))).toEqual(['app 1.0.0', 'lib 1.9.0'])
    expect(taken(await along([npm('app', '1.0.0', { lib: '*' }), ...libs], ['app']))).toEqual(['app 1.0.0', 'lib 2.0.0'])
    expect(taken(await along([npm('app', '1.0.0', { lib: '^3.0.0-beta.0' }), ...libs], ['app']))).toEqual([
      'app 1.0.0',
      'lib 3.0.0-beta.1',
    ])
    const rc = [wheel('app', '1', ['lib>=1.0rc1']), wheel('lib', '1.0rc1'), wheel('lib', '1.0')]
    expect(taken(await along(rc, ['app']))).toEqual(['app 1', 'lib 1.0'])
  })

  test('is one version for all where one satisfies all, else one for each', async () => {
    const one = [npm('app', '1.0.0', { lib: '^1.4.0' }), npm('other', '1.0.0', { lib: '<1.9.0' }), ...libs]
    expect(taken(await along(one, ['app', 'other']))).toEqual(['app 1.0.0', 'lib 1.4.0', 'other 1.0.0'])
    const each = [npm('app', '1.0.0', { lib: '^1.4.0' }), npm('other', '1.0.0', { lib: '^2.0.0' }), ...libs]
    expect(taken(await along(each, ['app', 'other']))).toEqual(['app 1.0.0', 'lib 1.9.0', 'lib 2.0.0', 'other 1.0.0'])
  })

  test('is nothing where the destination has what satisfies, or where it comes anyway', async () => {
    const app = npm('app', '1.0.0', { lib: '^1.4.0' })
    expect(taken(await along([app, ...libs], ['app'], [npm('lib', '1.4.0')]))).toEqual(['app 1.0.0'])
    expect(taken(await along([app, npm('lib', '1.4.0')], ['app', 'lib'], []))).toEqual(['app 1.0.0', 'lib 1.4.0'])
  })

  test('needs more in turn, through names that Python takes for one', async () => {
    const dev = [
      wheel('app', '1', ['acme-core>=2']),
      wheel('acme_core', '2.1', ['leaf~=1.0']),
      wheel('leaf', '1.5'),
      wheel('leaf', '2.0'),
    ]
    const made = await along(dev, ['app'])
    expect(taken(made)).toEqual(['acme_core 2.1', 'app 1', 'leaf 1.5'])
    expect(made.missing).toEqual([])
  })

  test('F54 is not guessed: what nothing decides is named, with what was asked for', async () => {
    const made = await along([npm('app', '1.0.0', { lib: 'latest' }), ...libs], ['app'])
    expect(taken(made)).toEqual(['app 1.0.0'])
    expect(made.missing).toEqual([
      expect.objectContaining({
        ...{ name: 'lib', why: 'undecidable', requirements: [{ operator: 'matches', version: 'latest' }] },
        detail: '"latest" is not a valid version requirement for npm packages',
      }),
    ])
    expect(planText(made)).toContain(
      'it may not be installed in staging: it cannot be determined whether staging has npm lib latest: "latest" is not a valid version requirement for npm packages',
    )
  })

  test('is not what another team has', async () => {
    const { cloudsmith } = await stock({ dev: [npm('app', '1.0.0', { lib: '^1.4.0' }), ...libs] })
    const pipeline = definePipeline({
      owner: 'acme',
      stages: [{ repository: 'dev' }, { repository: 'staging' }],
      select: { names: ['app'] },
    })
    const made = await plan(cloudsmith, pipeline, { from: 'dev', to: 'staging', select: 'everything', dependencies: 'closure' })
    expect(taken(made)).toEqual(['app 1.0.0'])
    expect(missing(made)).toEqual([['lib', 'absent', 'app']])
  })

  test('costs one request for each package, and one for the names on each side', async () => {
    const dev = [
      npm('app', '1.0.0', { lib: '^1.4.0', leaf: '1' }),
      npm('other', '1.0.0', { lib: '^1.4.0' }),
      ...libs,
      npm('leaf', '1.0.0'),
    ]
    const { planned, emulator } = await stock({ dev })
    const count = () => emulator.requests.all.map(({ operation }) => operation)
    await planned({ select: named('app', 'other') })
    const before = count().filter((operation) => operation === 'packages_list').length
    emulator.requests.clear()
    await planned({ select: named('app', 'other'), dependencies: 'closure' })
    expect(count().filter((operation) => operation === 'packages_dependencies')).toHaveLength(4)
    expect(count().filter((operation) => operation === 'packages_list')).toHaveLength(before + 2)
  })
})

describe('F29 what is missing', () => {
  test('is told with what was asked for, and why', async () => {
    const dev = [npm('app', '1.0.0', { lib: '^2.0.0', gone: '1' }), npm('other', '1.0.0', { lib: '^2.0.0' })]
    const made = await (await stock({ dev, staging: [npm('lib', '1.0.0')] })).planned({ dependencies: 'check' })
    expect(missing(made)).toEqual([
      ['gone', 'absent', 'app'],
      ['lib', 'no version satisfies', 'app,other'],
    ])
    expect(planText(made)).toContain(
      'Warning: npm lib ^2.0.0 is neither in staging nor in dev, only other versions of it, needed by npm app 1.0.0',
    )
  })

  test('is told once more of each package that could not be installed without it, and blocks it where that is asked for', async () => {
    const dev = [npm('app', '1.0.0', { lib: '^2.0.0' }), npm('lib', '2.1.0'), npm('alone', '1.0.0')]
    const { planned } = await stock({ dev })
    const checked = await planned({ select: named('app', 'alone'), dependencies: 'check', missingDependencies: 'block' })
    expect(fates(checked)).toEqual(['alone promote', 'app blocked'])
    expect(checked.missing).toMatchObject([{ name: 'lib', why: 'left behind', available: '2.1.0' }])
    expect(planText(checked)).toContain(
      'it could not be installed in staging: npm lib ^2.0.0 is not in staging, and dev has 2.1.0',
    )
    const told = await planned({ select: named('app', 'alone'), dependencies: 'check' })
    expect(fates(told)).toEqual(['alone promote', 'app promote'])
    expect(told.missing).toEqual(checked.missing)
  })

  test('is no reason to block where clients may have it from their operating system', async () => {
    const { planned } = await stock({ dev: [debPackage({ name: 'app', version: '1', depends: 'libc6 (>= 2.14)' })] })
    const made = await planned({ dependencies: 'closure' })
    expect(fates(made)).toEqual(['app promote'])
    expect(made.missing).toMatchObject([{ name: 'libc6', why: 'elsewhere' }])
  })
})
