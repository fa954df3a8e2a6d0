import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { describe, expect, test } from 'vitest'
import { type ApplyEvent, type Plan, type Report, requiredTags } from '../src/index.ts'
import { type Stock, stock } from './stock.ts'

const npm = (name: string, dependencies: Record<string, string> = {}, version = '1.0.0') =>
  npmPackage({ name, version, license: 'MIT', dependencies })
const chain = [npm('app', { lib: '1' }), npm('lib', { leaf: '1' }), npm('leaf'), npm('alone')]
const closure = { select: { query: 'name:^app$ OR name:^alone$' }, dependencies: 'closure' } as const

const outcomes = ({ items }: Report | Plan) => items.map((item) => `${item.package.name} ${item.outcome}`)
const reasons = ({ items }: Report, name: string) => items.find((item) => item.package.name === name)?.reasons

/** A run that has come to its end, and what it told on the way. */
async function followed(run: AsyncIterable<ApplyEvent>): Promise<ApplyEvent[]> {
  const events: ApplyEvent[] = []
  for await (const event of run) events.push(event)
  return events
}

describe('F29 what is needed goes first', () => {
  test('and a package is sent when all that it needs has arrived', async () => {
    const { planned, applied, emulator } = await stock({ dev: chain })
    const made = await planned(closure)
    emulator.requests.clear()
    const events = await followed(applied(made))
    const steps = events.flatMap((event) => {
      if (event.type === 'sent') return [`sent ${event.packages.map(({ name }) => name).toSorted()}`]
      return event.type === 'arrived' ? [`arrived ${event.package.name}`] : []
    })
    expect(steps).toEqual([
      ...['sent alone,leaf', 'arrived alone', 'arrived leaf'],
      ...['sent lib', 'arrived lib', 'sent app', 'arrived app'],
    ])
    expect(Math.abs(emulator.requests.all.length - made.estimates.cost.requests)).toBeLessThanOrEqual(2)
  })

  test('and those that need each other go together', async () => {
    const dev = [npm('app', { left: '1' }), npm('left', { right: '1' }), npm('right', { left: '1' })]
    const { planned, applied } = await stock({ dev })
    const events = await followed(applied(await planned({ ...closure, select: { query: 'name:^app$' } })))
    const sent = events.flatMap((event) =>
      event.type === 'sent'
        ? [
            event.packages
              .map(({ name }) => name)
              .toSorted()
              .join(),
          ]
        : [],
    )
    expect(sent).toEqual(['left,right', 'app'])
  })

  test('and gets the tag of the stage first', async () => {
    const { planned, applied, emulator } = await stock({ dev: chain, stage: { tag: 'staged' } })
    await applied(await planned(closure))
    const packages = [...emulator.world.repository({ owner: 'acme', repo: 'staging' }).packages.all()]
    const nameOf = new Map(packages.map((pkg) => [pkg.slugPerm, pkg.content.facts?.name]))
    const tagged = emulator.requests.writes.flatMap(({ operation, url }) =>
      operation === 'packages_tag' ? [nameOf.get(url.split('/').at(-3) ?? '')] : [],
    )
    expect(tagged.filter((name) => name !== 'alone')).toEqual(['leaf', 'lib', 'app'])
  })
})

describe('F29 what needs something that does not come', () => {
  const onVulnerable = [npm('app', { lib: '1' }), npm('lib', { lodash: '4.17.20' }), npm('lodash', {}, '4.17.20'), npm('alone')]

  test('stays where it is, through all that is in between, and nothing else does', async () => {
    const { planned, applied, contents, cloudsmith, emulator } = await stock({ dev: onVulnerable })
    const made = await planned(closure)
    await cloudsmith.orgs.vulnerabilityPolicies.create({
      ...{ owner: 'acme', name: 'strict', on_violation_quarantine: true, min_severity: 'Low' },
      package_query_string: 'repository:staging',
    })
    await emulator.settle()
    const report = await applied(made)
    expect(outcomes(report)).toEqual(['alone promoted', 'app blocked', 'lib blocked', 'lodash failed'])
    expect(reasons(report, 'lib')).toEqual(['it needs npm lodash 4.17.20 (= 4.17.20), which is not in the destination (failed)'])
    expect(reasons(report, 'app')).toEqual(['it needs npm lib 1.0.0 (1), which is not in the destination (blocked)'])
    expect(contents('staging')).toEqual(['npm alone 1.0.0', 'npm lodash 4.17.20'])
  })

  test('is asked of again when the plan is applied: it goes where that goes by then, and stays where that stays', async () => {
    const gated: Stock = { dev: chain, stage: { gates: [requiredTags({ none: ['broken'] })] } }
    const { planned, applied, cloudsmith, emulator } = await stock(gated)
    const tagging = async (action: 'Add' | 'Remove') => {
      const [leaf] = await cloudsmith.packages.list({ owner: 'acme', repo: 'dev', query: 'name:^leaf$' }).toArray()
      const identifier = leaf?.slug_perm ?? ''
      await cloudsmith.packages.tag({ ...{ owner: 'acme', repo: 'dev', identifier }, action, tags: ['broken'] })
    }
    await tagging('Add')
    const held = await planned(closure)
    expect(outcomes(held)).toEqual(['alone promote', 'app blocked', 'leaf blocked', 'lib blocked'])
    await tagging('Remove')
    const free = await planned(closure)
    expect(outcomes(free)).toEqual(['alone promote', 'app promote', 'leaf promote', 'lib promote'])

    await tagging('Add')
    emulator.requests.clear()
    const stayed = await applied(free)
    expect(outcomes(stayed)).toEqual(['alone promoted', 'app blocked', 'leaf blocked', 'lib blocked'])
    expect(reasons(stayed, 'app')).toEqual(['it needs npm lib 1.0.0 (1), which is not in the destination (blocked)'])
    await tagging('Remove')
    expect(outcomes(await applied(held))).toEqual(['alone promoted', 'app promoted', 'leaf promoted', 'lib promoted'])
  })

  test('leaves behind what came along for it alone', async () => {
    const { planned, applied, cloudsmith, contents } = await stock({ dev: chain })
    const made = await planned(closure)
    const [app] = await cloudsmith.packages.list({ owner: 'acme', repo: 'dev', query: 'name:^app$' }).toArray()
    await cloudsmith.packages.quarantine({ owner: 'acme', repo: 'dev', identifier: app?.slug_perm ?? '' })
    const report = await applied(made)
    expect(outcomes(report)).toEqual(['alone promoted', 'app blocked', 'leaf blocked', 'lib blocked'])
    expect(reasons(report, 'leaf')).toEqual([
      'it was added only as a dependency of packages that are not promoted: npm lib 1.0.0',
    ])
    expect(contents('staging')).toEqual(['npm alone 1.0.0'])
  })
})
