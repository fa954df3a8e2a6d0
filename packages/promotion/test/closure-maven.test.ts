import { Cloudsmith } from '@cloudsmith-sdk/client'
import { mavenJar, mavenPom, type PackageFixture } from '@cloudsmith-sdk/emulator/testing'
import { describe, expect, test } from 'vitest'
import { type Plan, plan, planText } from '../src/index.ts'
import { stock } from './stock.ts'

/** What stands for a property. */
const ref = (name: string) => `\${${name}}`
const coordinates = (artifactId: string, version = '1') => ({ groupId: 'org.acme', artifactId, version })
const app = { query: 'name:^app$' }
const taken = ({ items }: Plan) => items.map((item) => `${item.package.name} ${item.package.version} ${item.outcome}`)
const missing = (made: Plan) => made.missing?.map(({ name, why, possible = false }) => [name, why, possible])

const along = async (dev: PackageFixture[], staging: PackageFixture[] = []) => {
  const world = await stock({ dev, staging })
  world.emulator.requests.clear()
  const made = await world.planned({ select: app, dependencies: 'closure' })
  const asked = world.emulator.requests.all.map(({ operation }) => operation)
  return { ...world, made, asked }
}

/** `app` inherits from `parent`, whose grandparent imports a BOM by a property; the BOM says which `core` that is. */
const whole = [
  mavenJar({
    ...coordinates('app'),
    parent: coordinates('parent'),
    dependencies: [{ groupId: 'org.acme', artifactId: 'core' }],
  }),
  mavenPom({ ...coordinates('parent'), parent: coordinates('grandparent') }),
  mavenPom({
    ...coordinates('grandparent'),
    properties: { 'bom.version': '3' },
    imports: [coordinates('bom', ref('bom.version'))],
  }),
  mavenPom({ ...coordinates('bom', '3'), managed: [coordinates('core', '2')] }),
  mavenPom({ ...coordinates('bom', '4') }),
  mavenJar(coordinates('core', '2')),
]

describe('F29 what Maven reads beside the POM of a package goes along', () => {
  test('parents, and the BOMs that they import, though the service lists none of them', async () => {
    const { made, applied, contents } = await along(whole)
    expect(taken(made)).toEqual(['app 1 promote', 'bom 3 promote', 'core 2 promote', 'grandparent 1 promote', 'parent 1 promote'])
    expect(made.missing).toEqual([])
    expect((await applied(made)).outcome).toBe('succeeded')
    expect(contents('staging')).toHaveLength(5)
  })

  test('each POM is downloaded once, and parents are found by a query for every generation', async () => {
    const { asked, emulator } = await along(whole)
    const files = emulator.requests.all.filter(({ url }) => url.includes('.pom'))
    expect(files.map(({ url }) => url.split('/').at(-1)).toSorted()).toEqual([
      'app-1.pom',
      'bom-3.pom',
      'core-2.pom',
      'grandparent-1.pom',
      'parent-1.pom',
    ])
    // Two generations of parents, two waves of names on both sides, what is selected, and what of all that is at the destination.
    expect(asked.filter((operation) => operation === 'packages_list')).toHaveLength(8)
  })

  test('in the version that whoever inherits says, and not what only its parent would have', async () => {
    const dev = [
      mavenJar({ ...coordinates('app'), parent: coordinates('parent'), properties: { 'bom.version': '4' } }),
      ...whole.slice(1).filter(({ filename }) => filename !== 'bom-3.pom'),
    ]
    const { made } = await along(dev)
    expect(taken(made)).toEqual(['app 1 promote', 'bom 4 promote', 'grandparent 1 promote', 'parent 1 promote'])
    expect(missing(made)).toEqual([['org.acme:bom', 'no version satisfies', true]])
    expect(planText(made)).toContain(
      'Warning: maven org.acme:bom = 3 is neither in staging nor in dev, only other versions of it, may be needed by maven parent 1',
    )
  })

  test('and what has moved elsewhere', async () => {
    const pom = new TextEncoder().encode(
      '<project><groupId>org.acme</groupId><artifactId>app</artifactId><version>1</version><packaging>pom</packaging><distributionManagement><relocation><artifactId>moved</artifactId></relocation></distributionManagement></project>',
    )
    const { made } = await along([{ ...mavenPom(coordinates('app')), bytes: pom }, mavenJar(coordinates('moved'))])
    expect(taken(made)).toEqual(['app 1 promote', 'moved 1 promote'])
  })

  test('unless it is at the destination', async () => {
    const isParent = ({ filename }: PackageFixture) => filename.includes('parent')
    const { made } = await along(
      whole.filter((each) => !isParent(each)),
      whole.filter(isParent),
    )
    expect(taken(made)).toEqual(['app 1 promote', 'bom 3 promote', 'core 2 promote'])
  })
})

describe('F29 a package whose parents are nowhere, or not known, does not go', () => {
  test('where neither side has one', async () => {
    const { made } = await along(whole.filter(({ filename }) => filename !== 'grandparent-1.pom'))
    expect(missing(made)).toEqual([['org.acme:grandparent', 'absent', false]])
    expect(taken(made)).toEqual(['app 1 blocked', 'core 2 blocked', 'parent 1 blocked'])
  })

  test.each([
    ['is not given out', 403, 'x'],
    ['is not there', 404, 'x'],
    ['does not match its checksum', 200, '<project/>'],
  ])('where its POM %s', async (why, status, text) => {
    const { emulator, pipeline } = await stock({ dev: [mavenJar(coordinates('app'))] })
    const fetch = async (request: Request) =>
      request.url.endsWith('.pom') ? new Response(text, { status }) : emulator.fetch(request)
    const cloudsmith = new Cloudsmith({ apiKey: 'emulator-admin-key', clock: emulator.clock, fetch })
    const made = await plan(cloudsmith, pipeline, { from: 'dev', to: 'staging', select: app, dependencies: 'closure' })
    expect(taken(made)).toEqual(['app 1 blocked'])
    expect(made.items[0]?.reasons).toEqual([
      `it may not be installed in staging: it cannot be determined whether staging has maven parents and imports of org.acme:app: its POM ${why}`,
    ])
  })
})
