import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { describe, expect, test } from 'vitest'
import { type Plan, planText, requiredTags } from '../src/index.ts'
import { type Stock, stock } from './stock.ts'

const npm = (name: string, dependencies: Record<string, string> = {}) =>
  npmPackage({ name, version: '1.0.0', license: 'MIT', dependencies })
const fates = ({ items }: Plan) => items.map((item) => `${item.package.name} ${item.outcome}`)
const reasons = ({ items }: Plan, name: string) => items.find((item) => item.package.name === name)?.reasons

/** Packages, of which some have a tag that a gate of staging keeps out. */
async function gated(dev: NonNullable<Stock['dev']>, broken: readonly string[], more: Stock = {}) {
  const world = await stock({ dev, stage: { gates: [requiredTags({ none: ['broken'] })] }, ...more })
  const { cloudsmith } = world
  const idOf = async (repo: string, name: string) => {
    const [found] = await cloudsmith.packages.list({ owner: 'acme', repo, query: `name:^${name}$` }).toArray()
    return { owner: 'acme', repo, identifier: found?.slug_perm ?? '' }
  }
  for (const name of broken) await cloudsmith.packages.tag({ ...(await idOf('dev', name)), action: 'Add', tags: ['broken'] })
  const quarantine = async (repo: string, name: string) => cloudsmith.packages.quarantine(await idOf(repo, name))
  return { ...world, quarantine }
}

const app = { select: { query: 'name:^app$' }, dependencies: 'closure' } as const

describe('F29 what is taken along passes the same gates', () => {
  const chain = [npm('app', { lib: '1' }), npm('lib', { leaf: '1' }), npm('leaf'), npm('beside')]

  test('and what is blocked there blocks what needs it, through all that is in between', async () => {
    const { planned } = await gated(chain, ['leaf'])
    const made = await planned(app)
    expect(fates(made)).toEqual(['app blocked', 'leaf blocked', 'lib blocked'])
    expect(reasons(made, 'app')).toEqual(['it needs npm lib 1.0.0 (1), which would not be promoted with it (blocked)'])
    expect(reasons(made, 'lib')).toEqual(['it needs npm leaf 1.0.0 (1), which would not be promoted with it (blocked)'])
    expect(reasons(made, 'leaf')).toEqual([expect.stringContaining('required-tags'), 'needed by npm lib 1.0.0 (1)'])
    expect(made.missing).toEqual([])
  })

  test('and nothing is taken along for what does not go', async () => {
    const { planned } = await gated([...chain, npm('other', { leaf: '1' })], ['app'])
    const alone = await planned(app)
    expect(fates(alone)).toEqual(['app blocked', 'leaf blocked', 'lib blocked'])
    expect(reasons(alone, 'lib')).toEqual(['needed by npm app 1.0.0 (1), which would not be promoted'])
    const shared = await planned({ ...app, select: { query: 'name:^app$ OR name:^other$' } })
    expect(fates(shared)).toEqual(['app blocked', 'leaf promote', 'lib blocked', 'other promote'])
  })

  test('and a circle of packages that need each other goes, or does not', async () => {
    const circle = [npm('app', { left: '1' }), npm('left', { right: '1' }), npm('right', { left: '1' })]
    expect(fates(await (await gated(circle, [])).planned(app))).toEqual(['app promote', 'left promote', 'right promote'])
    expect(fates(await (await gated(circle, ['right'])).planned(app))).toEqual(['app blocked', 'left blocked', 'right blocked'])
    expect(fates(await (await gated(circle, ['app'])).planned(app))).toEqual(['app blocked', 'left blocked', 'right blocked'])
  })

  test('and what is there already is not asked of again, unless it is quarantined there', async () => {
    const there = await gated(chain, ['lib'], { staging: [npm('lib')] })
    expect(fates(await there.planned(app))).toEqual(['app promote'])
    const quarantined = await gated(chain, [], { staging: [npm('lib', { leaf: '1' })] })
    await quarantined.quarantine('staging', 'lib')
    const made = await quarantined.planned(app)
    expect(fates(made)).toEqual(['app blocked', 'leaf blocked', 'lib already there'])
    expect(reasons(made, 'app')).toEqual(['it needs npm lib 1.0.0 (1), which cannot be installed in staging'])
  })

  test('and the plan tells what was selected, and what came along for whom', async () => {
    const { planned } = await gated(chain, [])
    const made = await planned(app)
    expect(made.items.map(({ package: { name }, neededBy }) => [name, neededBy?.length])).toEqual([
      ['app', undefined],
      ['leaf', 1],
      ['lib', 1],
    ])
    expect(made.dependencies).toEqual({ take: 'closure', also: [], missing: 'block' })
    expect(planText(made)).toContain('needed by npm app 1.0.0 (1)')
  })
})
