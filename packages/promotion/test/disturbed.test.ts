import { Cloudsmith } from '@cloudsmith-sdk/client'
import { createEmulator, type Emulator } from '@cloudsmith-sdk/emulator'
import { debPackage, mavenJar, npmPackage, nugetPackage, pythonWheel } from '@cloudsmith-sdk/emulator/testing'
import { createObserver } from '@cloudsmith-sdk/openapi/conformance'
import { describe, expect, test } from 'vitest'
import { apply, plan, type Report, type TransferAction } from '../src/index.ts'
import { atTheSameMoment, calm, contents, killer, losing, type Network, numbersOf } from './disturbances.ts'
import { pipelineTo } from './stock.ts'

const observe = await createObserver()

/** Forty packages of five formats. */
const fixtures = Array.from({ length: 8 }, (_, index) => [
  npmPackage({ name: `one-${index}`, version: '1.0.0', license: 'MIT' }),
  pythonWheel({ name: `two-${index}`, version: '1.0.0' }),
  mavenJar({ groupId: 'org.acme', artifactId: `three-${index}`, version: '1.0.0' }),
  nugetPackage({ name: `Four.${index}`, version: '1.0.0' }),
  debPackage({ name: `five-${index}`, version: '1.0.0' }),
]).flat()

/** Dev with forty packages, a plan to bring them to staging, and ways to apply it over networks of one's choice. */
async function world(action: TransferAction, lagSeconds = 0) {
  const emulator = createEmulator({
    switches: { lagSeconds },
    observe,
  })
  for (const fixture of fixtures) await emulator.add('acme/dev', fixture)
  await emulator.clock.advance(lagSeconds * 1000)
  const pipeline = pipelineTo({ action, tag: 'staged', unscannable: 'pass', staleScan: { after: '1 day', means: 'pass' } })
  const clientOver = (network: Network) =>
    new Cloudsmith({
      apiKey: 'emulator-admin-key',
      clock: emulator.clock,
      fetch: (input: Parameters<typeof fetch>[0], init?: RequestInit) =>
        network(() => emulator.fetch(input, init), init?.method ?? (input instanceof Request ? input.method : 'GET')),
    })
  const made = await plan(clientOver(calm), pipeline, { from: 'dev', to: 'staging', select: 'everything' })
  const applied = (network: Network, signal?: AbortSignal) =>
    apply(clientOver(network), pipeline, made, { clock: emulator.clock, signal })
  return { emulator, applied }
}

const stateOf = async (emulator: Emulator) => {
  await emulator.settle()
  return { dev: contents(emulator, 'dev'), staging: contents(emulator, 'staging') }
}

/** What a report says of each package, without what differs between runs. */
const told = ({ outcome, items }: Report) => ({
  outcome,
  items: items.map(({ package: { name }, outcome: became, files, destination }) => ({
    name,
    became,
    files,
    there: destination !== null,
  })),
})

describe.each(['copy', 'move'] as const)('%s of forty packages of five formats', async (action) => {
  const calmWorld = await world(action)
  const before = calmWorld.emulator.requests.all.length
  const calmReport = await calmWorld.applied(calm)
  const requests = calmWorld.emulator.requests.all.length - before
  const expected = { state: await stateOf(calmWorld.emulator), report: told(calmReport) }

  test('undisturbed, each is there once, tagged', () => {
    expect(calmReport.outcome).toBe('succeeded')
    expect(expected.state.staging).toHaveLength(40)
    expect(expected.state.staging.every(({ state, tags }) => state === 'completed' && tags.join() === 'staged')).toBe(true)
    expect(expected.state.dev).toHaveLength(action === 'copy' ? 40 : 0)
  })

  test.each(['before', 'after'] as const)(
    'F27 killed %s every request in turn and applied again, all ends the same',
    async (when) => {
      for (const number of numbersOf(requests)) {
        const { emulator, applied } = await world(action)
        const { network, signal } = killer(number, when)
        await expect(applied(network, signal), `request ${number}`).rejects.toThrow()
        const report = await applied(calm)
        expect({ state: await stateOf(emulator), report: told(report) }, `request ${number}`).toEqual(expected)
      }
    },
  )

  test('F06 with the answer to every request lost in turn, all ends the same', async () => {
    for (const number of numbersOf(requests)) {
      const { emulator, applied } = await world(action)
      const report = await applied(losing(number))
      expect({ state: await stateOf(emulator), report: told(report) }, `request ${number}`).toEqual(expected)
    }
  })

  test.each([0, 45])('F28 two promoters at once end with one of each, and both say so, with lists %i s behind', async (lag) => {
    const { emulator, applied } = await world(action, lag)
    const [one, other] = atTheSameMoment()
    const reports = await Promise.all([applied(one), applied(other)])
    expect(await stateOf(emulator)).toEqual(expected.state)
    for (const report of reports) expect(told(report)).toEqual(expected.report)
  })
})
