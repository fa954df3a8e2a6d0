import { expect, test } from 'vitest'
import { story } from '../../test/story.ts'
import { npmPackage } from '../testing.ts'
import { scansIn } from './scan-lists.ts'

/** A workspace with a repository of many packages, each with a scan. */
async function scanned(count: number) {
  const { emulator, admin } = story()
  const variants = Array.from({ length: count }, (_, index) => ({ name: `package-${index}`, version: '1.0.0' }))
  await emulator.addMany('acme/dev', npmPackage({ name: 'model', version: '1.0.0' }), variants)
  let looked = 0
  for (const pkg of emulator.world.packages.values()) {
    let { scanning } = pkg
    Object.defineProperty(pkg, 'scanning', {
      get() {
        looked += 1
        return scanning
      },
      set(value) {
        scanning = value
      },
    })
  }
  const lookedAt = async (work: () => Promise<unknown>) => {
    looked = 0
    await work()
    return looked
  }
  return { emulator, admin, lookedAt }
}

test.each(['/vulnerabilities/acme/dev/', '/vulnerabilities/acme/'])(
  'a page of %s costs what is on it while nothing changes',
  async (path) => {
    const { admin, lookedAt } = await scanned(2_000)
    await admin('GET', path)
    expect(await lookedAt(() => admin('GET', `${path}?page=20`))).toBeLessThan(200)
  },
)

test('a list of scans is up to date: with what was scanned again, and without what was deleted', async () => {
  const { emulator, admin } = await scanned(3)
  const listed = async () => {
    const { body } = await admin('GET', '/vulnerabilities/acme/dev/')
    return body.map((row: { package: { name: string } }) => row.package.name)
  }
  expect(await listed()).toEqual(['package-0', 'package-1', 'package-2'])
  await emulator.clock.advance(3_600_000)
  const [first, second] = [...emulator.world.packages.keys()]
  await admin('POST', `/packages/acme/dev/${second}/scan/`)
  await emulator.settle()
  expect(await listed()).toEqual(['package-1', 'package-0', 'package-1', 'package-2'])
  await admin('DELETE', `/packages/acme/dev/${first}/`)
  await emulator.settle()
  expect(await listed()).toEqual(['package-1', 'package-1', 'package-2'])
})

test('scans of several repositories are in one order, on every page', async () => {
  const { emulator } = story()
  for (const version of ['1.0.0', '2.0.0', '3.0.0']) {
    for (const place of ['acme/dev', 'acme/staging']) {
      await emulator.add(place, npmPackage({ name: 'demo', version }))
      await emulator.clock.advance(60_000)
    }
  }
  const repositories = [...emulator.world.workspace('acme').repositories.values()]
  const { count, slice } = scansIn(repositories)
  const times = (start: number, end: number) => slice(start, end).map(({ scan }) => scan.at)
  expect(count).toBe(6)
  expect([...times(0, 2), ...times(2, 5), ...times(5, 9)]).toEqual(times(0, 6))
  expect(times(0, 6)).toEqual(times(0, 6).toSorted((a, b) => b - a))
})
