import { Cloudsmith } from '@cloudsmith-sdk/client'
import { createEmulator, type Emulator, type ObservedExchange } from '@cloudsmith-sdk/emulator'
import {
  debPackage,
  mavenJar,
  npmPackage,
  nugetPackage,
  type PackageFixture,
  pythonWheel,
  rawFile,
} from '@cloudsmith-sdk/emulator/testing'
import { createObserver } from '@cloudsmith-sdk/openapi/conformance'
import { describe, expect, test } from 'vitest'
import { apply, type Plan, plan, type Report, type Selection, type TransferAction } from '../../src/index.ts'
import { atTheSameMoment, calm, contents, killer, losing, type Network, numbersOf } from '../disturbances.ts'
import { lookAlikes } from '../look-alikes.ts'
import { withSiblings } from '../siblings.ts'
import { pipelineTo } from '../stock.ts'

const observe = await createObserver()

/** Packages that resemble each other. Of the debs in two distributions those with other bytes. */
const { debsOfOneFile: _, ...groups } = lookAlikes
const alike: readonly PackageFixture[] = Object.values(groups).flat()
/** Those, and one of each of five formats. */
const all: readonly PackageFixture[] = [
  npmPackage({ name: 'one', version: '1.0.0', license: 'MIT' }),
  pythonWheel({ name: 'two', version: '1.0.0' }),
  mavenJar({ groupId: 'org.acme', artifactId: 'three', version: '1.0.0' }),
  nugetPackage({ name: 'Four', version: '1.0.0' }),
  debPackage({ name: 'five', version: '1.0.0' }),
  ...alike,
]

/** What is promoted, and who else is about. */
interface Setting {
  readonly action: TransferAction
  readonly packages: readonly PackageFixture[]
  readonly select: Selection
  /** When processes are killed: after a request is before the next, as whoever comes then sees the same, so that one of both will do. */
  readonly killed: readonly ('before' | 'after')[]
  /** Somebody pushes to both repositories, at every second list that is read of them. */
  readonly busy?: boolean
}

/** Something else, and newer versions of what is promoted. */
const pushes = Array.from({ length: 60 }, (_, number) => {
  const [name, version] = [`pushed-${number}`, `9.${number}.0`]
  if (number % 3 === 0) return rawFile({ name, version, filename: name, bytes: new Uint8Array([number]) })
  if (number % 3 === 1) return npmPackage({ name: 'sib', version, license: 'MIT' })
  return debPackage({ name: 'acme', version, distribution: 'ubuntu/jammy' })
})
const isPushed = (name: string) => / 9\b/.test(name)

/** Dev with those packages, and ways to plan and to apply over networks of one's choice. Identifiers are the same in each such world. */
async function world({ action, packages, select, busy = false }: Setting, { lagSeconds = 0, observed = false } = {}) {
  const emulator: Emulator = createEmulator({
    switches: { lagSeconds, ...(busy ? { maxPageSize: 15 } : {}) },
    ...(observed ? { observe: meet } : busy ? { observe: push } : {}),
  })
  let lists = 0
  async function push({ operation }: ObservedExchange) {
    if (operation !== 'packages_list') return
    lists += 1
    if (lists % 2 === 1) return
    const pushed = pushes[lists / 2] ?? expect.fail('there are more lists than are pushed at')
    await Promise.all(['acme/dev', 'acme/staging'].map((place) => emulator.add(place, pushed, { tags: ['rc'] })))
  }
  async function meet(exchange: ObservedExchange) {
    observe(exchange)
    if (busy) await push(exchange)
  }
  await Promise.all(packages.map((fixture) => emulator.add('acme/dev', fixture, { tags: ['rc'] })))
  await emulator.clock.advance(lagSeconds * 1000)
  const staleScan = { after: '1 day', means: 'pass' } as const
  const pipeline = pipelineTo({ action, tag: 'staged', unscannable: 'pass', staleScan })
  const over = (network: Network) => {
    const send = withSiblings((input, init) =>
      network(() => emulator.fetch(input, init), init?.method ?? (input instanceof Request ? input.method : 'GET')),
    )
    return { fetch: send, cloudsmith: new Cloudsmith({ apiKey: 'emulator-admin-key', clock: emulator.clock, fetch: send }) }
  }
  const planned = (network: Network) => {
    const { cloudsmith, fetch } = over(network)
    const registry = { credential: 'emulator-admin-key', fetch }
    return plan(cloudsmith, pipeline, { from: 'dev', to: 'staging', select, registry, now: new Date(emulator.clock.now()) })
  }
  const applied = (made: Plan, network: Network, signal?: AbortSignal) =>
    apply(over(network).cloudsmith, pipeline, made, { signal })
  return { emulator, planned, applied }
}

/** What is in both repositories, but for what somebody pushed. */
async function stateOf(emulator: Emulator) {
  await emulator.settle()
  const [dev, staging] = ['dev', 'staging'].map((repo) => contents(emulator, repo).filter(({ name }) => !isPushed(name)))
  return { dev, staging }
}

/** What a plan says of each package, but for what somebody pushed. */
const oursOf = ({ items }: Plan) => items.filter(({ package: { version } }) => !version.startsWith('9.'))

/** What a report says of each package, without what differs between runs. */
const told = ({ outcome, items }: Report) => ({
  outcome,
  items: items.map(({ destination, scan, ...item }) => ({ ...item, there: destination !== null, scanned: scan?.status })),
})

const settings: [string, Omit<Setting, 'action'>][] = [
  ['to a stage with a tag', { packages: all, select: 'everything', killed: ['before', 'after'] }],
  ['of a release set', { packages: alike, select: { tag: 'rc', set: 'release 1' }, killed: ['after'] }],
  ['between repositories that somebody pushes to', { packages: alike, select: { tag: 'rc' }, killed: ['after'], busy: true }],
]
const actions: TransferAction[] = ['copy', 'move']

describe.each(actions.flatMap((action) => settings.map(([name, setting]) => [action, name, setting] as const)))(
  '%s %s',
  async (action, _name, setting) => {
    const here = { ...setting, action }
    const undecided = await world(here, { observed: true })
    const made = await undecided.planned(calm)
    const calmly = await world(here, { observed: true })
    const calmReport = await calmly.applied(made, calm)
    const requests = calmly.emulator.requests.all.length
    const expected = { state: await stateOf(calmly.emulator), report: told(calmReport) }

    test('undisturbed, each is there once, tagged', () => {
      expect(calmReport.outcome).toBe('succeeded')
      expect(expected.state.staging).toHaveLength(setting.packages.length)
      expect(new Set(expected.state.staging?.map(({ state }) => state))).toEqual(new Set(['completed']))
      expect(new Set(expected.state.staging?.map(({ tags }) => tags.toSorted().join()))).toEqual(new Set(['rc,staged']))
      expect(expected.state.dev).toHaveLength(action === 'copy' ? setting.packages.length : 0)
      expect(contents(calmly.emulator, 'dev').some(({ name }) => isPushed(name))).toBe(setting.busy ?? false)
    })

    test('F06 with the answer to every request lost in turn, the same plan is made', async () => {
      for (const number of numbersOf(undecided.emulator.requests.all.length)) {
        const { planned } = await world(here)
        expect(oursOf(await planned(losing(number))), `request ${number}`).toEqual(oursOf(made))
      }
    })

    test.each(setting.killed)('F27 killed %s every request in turn and applied again, all ends the same', async (when) => {
      for (const number of numbersOf(requests)) {
        const { emulator, applied } = await world(here)
        const { network, signal } = killer(number, when)
        await expect(applied(made, network, signal), `request ${number}`).rejects.toThrow()
        const report = await applied(made, calm)
        expect({ state: await stateOf(emulator), report: told(report) }, `request ${number}`).toEqual(expected)
      }
    })

    test('F06 with the answer to every request lost in turn, all ends the same', async () => {
      for (const number of numbersOf(requests)) {
        const { emulator, applied } = await world(here)
        const report = await applied(made, losing(number))
        expect({ state: await stateOf(emulator), report: told(report) }, `request ${number}`).toEqual(expected)
      }
    })

    test.each([
      [0, 0],
      [45, 0],
      [45, 20],
    ])(
      'F28 F93 two promoters end with one of each, and both say so, with lists %i s behind, and %i s apart',
      async (lag, apart) => {
        const { emulator, applied } = await world(here, { lagSeconds: lag })
        const [one, other] = apart === 0 ? atTheSameMoment() : [calm, calm]
        const second = async () => {
          await emulator.clock.sleep(apart * 1000)
          return applied(made, other)
        }
        const reports = await Promise.all([applied(made, one), second()])
        expect(await stateOf(emulator)).toEqual(expected.state)
        for (const report of reports) expect(told(report)).toEqual(expected.report)
      },
    )
  },
)
