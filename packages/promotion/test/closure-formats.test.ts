import {
  cargoCrate,
  debPackage,
  goModule,
  helmChart,
  mavenJar,
  npmPackage,
  nugetPackage,
  type PackageFixture,
  pythonWheel,
  rubyGem,
} from '@cloudsmith-sdk/emulator/testing'
import { describe, expect, test } from 'vitest'
import type { Plan } from '../src/index.ts'
import { stock } from './stock.ts'

type Make = (name: string, version: string, needs?: Record<string, string>) => PackageFixture

const jar: Make = (name, version, needs = {}) => {
  const dependencies = Object.entries(needs).map(([artifactId, range]) => ({ groupId: 'org.acme', artifactId, version: range }))
  return mavenJar({ groupId: 'org.acme', artifactId: name, version, dependencies })
}
const deb: Make = (name, version, needs = {}) => {
  const relations = Object.entries(needs).map(([lib, range]) => `${lib} (${range})`)
  return debPackage({ name, version, ...(relations.length === 0 ? {} : { depends: relations.join(', ') }) })
}
const wheel: Make = (name, version, needs = {}) =>
  pythonWheel({ name, version, requires: Object.entries(needs).map(([lib, range]) => `${lib}${range}`) })

/**
 * A diamond: `app` needs `left` and `right`, both of which need `base`, in ranges of their own. What of `base` comes along is what a client would
 * take for both, of the five versions that the source has.
 */
interface Diamond {
  readonly make: Make
  readonly versions: readonly string[]
  /** What `left` and `right` ask of `base`. */
  readonly ranges: readonly [string, string]
  readonly taken: readonly string[]
  /** One of them that is at the destination serves both, and nothing of the name comes along. */
  readonly there: string
  /** What `app` asks of both. */
  readonly any: string
  readonly version?: string
}

const go: Make = (name, version, needs = {}) => {
  const dependencies = Object.fromEntries(Object.entries(needs).map(([lib, least]) => [`example.org/${lib}`, least]))
  return goModule({ name: `example.org/${name}`, version, dependencies })
}

const diamonds: readonly [string, Diamond][] = [
  [
    'npm takes the highest that both carets let in',
    {
      make: (name, version, dependencies = {}) => npmPackage({ name, version, dependencies }),
      ...{ versions: ['1.2.0', '1.9.0', '1.10.0', '2.0.0', '2.1.0-rc.1'], ranges: ['^1.2.0', '>=1.9.0 <3'] },
      ...{ taken: ['1.10.0'], there: '1.9.0', any: '*' },
    },
  ],
  [
    'Python takes the highest that both specifiers let in, by PEP 440',
    {
      make: wheel,
      ...{ versions: ['1.2', '1.9', '1.10', '2.0', '1.11rc1'], ranges: ['~=1.2', '>=1.9,!=1.11'] },
      ...{ taken: ['1.10'], there: '1.9', any: '>=1' },
    },
  ],
  [
    'Maven takes what an interval and a wish have in common',
    {
      make: jar,
      ...{ versions: ['1.2', '1.9', '1.10', '2.0', '1.11-SNAPSHOT'], ranges: ['[1.2,2.0)', '1.9'] },
      ...{ taken: ['1.9'], there: '1.9', any: '[1,)' },
    },
  ],
  [
    'Cargo takes the highest that is compatible with both',
    {
      make: (name, version, dependencies = {}) => cargoCrate({ name, version, dependencies }),
      ...{ versions: ['1.2.0', '1.9.0', '1.10.0', '2.0.0', '0.9.0'], ranges: ['1.2', '~1.9'] },
      ...{ taken: ['1.9.0'], there: '1.9.0', any: '*' },
    },
  ],
  [
    'RubyGems takes the highest that both pessimistic requirements let in',
    {
      make: (name, version, dependencies = {}) => rubyGem({ name, version, dependencies }),
      ...{ versions: ['1.2.0', '1.9.0', '1.10.0', '2.0.0', '1.11.0.pre'], ranges: ['~> 1.2', '~> 1.9'] },
      ...{ taken: ['1.10.0'], there: '1.9.0', any: '>= 0' },
    },
  ],
  [
    'NuGet takes the lowest that both let in',
    {
      make: (name, version, dependencies = {}) => nugetPackage({ name, version, dependencies }),
      ...{ versions: ['1.2.0', '1.9.0', '1.10.0', '2.0.0', '1.11.0-rc'], ranges: ['1.2.0', '[1.3.0,2.0.0)'] },
      ...{ taken: ['1.9.0'], there: '1.10.0', any: '1.0.0' },
    },
  ],
  [
    'Debian takes the highest that both relations let in',
    {
      make: deb,
      ...{ versions: ['1.2-1', '1.9-1', '1.10-1', '2.0-1', '1:0.1-1'], ranges: ['>= 1.2', '<< 2.0'] },
      ...{ taken: ['1.10-1'], there: '1.9-1', any: '>= 1' },
    },
  ],
  [
    'Helm takes the highest that both constraints let in',
    {
      make: (name, version, dependencies = {}) => helmChart({ name, version, dependencies }),
      ...{ versions: ['1.2.0', '1.9.0', '1.10.0', '2.0.0', '1.11.0-rc.1'], ranges: ['^1.2.0', '>=1.9.0 <3.0.0'] },
      ...{ taken: ['1.10.0'], there: '1.9.0', any: '>=1.0.0' },
    },
  ],
  [
    'Go takes the very versions that modules name',
    {
      make: go,
      ...{ versions: ['v1.2.0', 'v1.9.0', 'v1.10.0'], ranges: ['v1.2.0', 'v1.9.0'] },
      ...{ taken: ['v1.2.0', 'v1.9.0'], there: 'v1.2.0', any: 'v1.0.0', version: 'v1.0.0' },
    },
  ],
]

const versionsOf = ({ items }: Plan, name: string) =>
  items.filter((item) => item.package.name.endsWith(name)).map((item) => item.package.version)

describe.each(diamonds)('F29 %s', (title, { make, versions, ranges, taken, there, any, version: first = '1.0.0' }) => {
  const top = [
    make('app', first, { left: any, right: any }),
    make('left', first, { base: ranges[0] }),
    make('right', first, { base: ranges[1] }),
  ]
  const bases = versions.map((version) => make('base', version))
  const planned = async (staging: PackageFixture[]) => {
    const world = await stock({ dev: [...top, ...bases], staging })
    return await world.planned({ select: { query: 'name:app$' }, dependencies: 'closure' })
  }

  test('and all of it goes', async () => {
    const made = await planned([])
    expect(versionsOf(made, 'base').toSorted()).toEqual([...taken].toSorted())
    expect(made.items).toHaveLength(3 + taken.length)
    expect(new Set(made.items.map(({ outcome }) => outcome))).toEqual(new Set(['promote']))
    expect(made.missing).toEqual([])
  })

  test('unless the destination has what serves', async () => {
    const made = await planned([make('base', there)])
    expect(versionsOf(made, 'base')).toEqual(title.startsWith('Go') ? taken.filter((each) => each !== there) : [])
  })
})
