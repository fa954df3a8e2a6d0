import { describe, expect, test } from 'vitest'
import { chooseVersion } from './choose.ts'

const range = (version: string) => ({ operator: 'matches', version })
const any = { operator: null, version: null }

describe('F54 the highest version that satisfies', () => {
  test.each<[format: string, versions: readonly string[], wanted: string, chosen: string]>([
    ['npm', ['1.4.0', '1.9.0', '2.0.0', '3.0.0-beta.1'], '^1.4.0', '1.9.0'],
    ['npm', ['1.9.0', '1.10.0'], '*', '1.10.0'],
    ['python', ['1.0', '1.1rc1'], '>=1.0', '1.0'],
    ['python', ['1.0', '1.1rc1'], '>=1.0rc1', '1.1rc1'],
    ['deb', ['1.0-1', '1.1~rc1-1', '1.0-1~bpo12+1'], '>= 0.9', '1.0-1'],
    ['maven', ['1.5', '1.6-SNAPSHOT', '2.0'], '[1.0,2.0)', '1.5'],
    ['nuget', ['1.5.0', '2.0.0-beta', '2.0.0'], '[1.0,2.0)', '1.5.0'],
    ['composer', ['1.1.0', '1.2.0-beta1', '1.3.0-alpha1'], '^1.0@beta', '1.2.0-beta1'],
    ['composer', ['1.0.1', '1.0.2-beta1'], '1.0.*', '1.0.1'],
    ['composer', ['1.0.1', '1.1.0-beta1'], '1.0 - 1.1', '1.0.1'],
    ['conda', ['3.9', '4.0a1', '3.10'], '>=3.9.0,<4.0a0', '3.10'],
    ['ruby', ['2.2', '2.10', '3.0'], '~> 2.0', '2.10'],
  ])('%s %j by %s', (format, versions, wanted, chosen) => {
    expect(chooseVersion(format, versions, [range(wanted)])).toEqual({ version: chosen })
    expect(chooseVersion(format, versions.toReversed(), [range(wanted)])).toEqual({ version: chosen })
  })

  test('satisfies all requirements', () => {
    const requirements = [range('>=1.2.0'), { operator: '<', version: '2.0.0' }, any]
    expect(chooseVersion('npm', ['1.0.0', '1.3.0', '2.0.0'], requirements)).toEqual({ version: '1.3.0' })
  })

  test('is one spelling of several, whatever their order', () => {
    expect(chooseVersion('nuget', ['1.0', '1.0.0', '1.0.0.0'], [])).toEqual(
      chooseVersion('nuget', ['1.0.0.0', '1.0.0', '1.0'], []),
    )
  })
})

describe('what clients take', () => {
  test('is the lowest version that satisfies of a NuGet package', () => {
    const versions = ['1.0.0', '1.5.0', '1.5.0.1', '2.0.0']
    expect(chooseVersion('nuget', versions, [{ operator: '>=', version: '1.2' }])).toEqual({ version: '1.5.0' })
  })

  test('is the very text that is asked for where versions have no order', () => {
    const choice = (version: string) => chooseVersion('nix', ['1.0', '1.1'], [{ operator: '=', version }])
    expect(choice('1.1')).toEqual({ version: '1.1' })
    expect(choice('1.2')).toMatchObject({ none: 'undecidable' })
  })
})

describe('a pre-release', () => {
  test('is chosen where nothing else is there and pre-releases are welcome', () => {
    const rows = ['2.0.0-rc.1', '2.0.0-rc.2']
    expect(chooseVersion('npm', rows, [range('>=1.0.0')])).toEqual({ none: 'nothing satisfies' })
    expect(chooseVersion('npm', rows, [range('>=1.0.0')], { prereleases: true })).toEqual({ version: '2.0.0-rc.2' })
    expect(chooseVersion('npm', [...rows, '1.0.0'], [range('>=1.0.0')], { prereleases: true })).toEqual({ version: '1.0.0' })
    expect(chooseVersion('npm', rows, [any])).toEqual({ none: 'nothing satisfies' })
  })

  test('is chosen where a requirement names one', () => {
    expect(chooseVersion('npm', ['2.0.0-rc.1'], [{ operator: '=', version: '2.0.0-rc.1' }])).toEqual({ version: '2.0.0-rc.1' })
  })

  test('is not named by what a range ends before or leaves out', () => {
    const rows = ['1.0.0', '1.5.0-rc.1']
    expect(chooseVersion('hex', rows, [{ operator: '<', version: '2.0.0-0' }])).toEqual({ version: '1.0.0' })
    expect(chooseVersion('hex', rows, [{ operator: '!=', version: '1.2.0-rc.1' }])).toEqual({ version: '1.0.0' })
  })
})

describe('no choice', () => {
  test('since there is nothing, or nothing that satisfies', () => {
    expect(chooseVersion('npm', [], [range('latest')])).toEqual({ none: 'nothing satisfies' })
    expect(chooseVersion('npm', ['1.0.0'], [range('^2.0.0'), range('latest')])).toEqual({ none: 'nothing satisfies' })
  })

  test.each<[why: string, format: string, version: string, wanted: string]>([
    ['the order of docker versions is unknown', 'docker', 'sha256:abc', '1.0'],
    ['"latest" is not a valid version requirement for npm packages', 'npm', '1.0.0', 'latest'],
    ['"nightly" is not a valid version for npm packages', 'npm', 'nightly', '^1.0.0'],
    ['the version alone does not show whether 1.0 satisfies 1.0.* py39*', 'conda', '1.0', '1.0.* py39*'],
  ])('since %s', (why, format, version, wanted) => {
    expect(chooseVersion(format, [version], [range(wanted)])).toEqual({ none: 'undecidable', why })
  })
})
