import fc from 'fast-check'
import { expect, test } from 'vitest'
import { unreadableReason } from '../../src/catalogue/read-package.ts'
import type { PackageFixture } from '../../src/testing.ts'
import { relatives } from '../siblings.ts'
import { story } from '../story.ts'

/** A package of every format that the emulator can build. */
const fixtures = Object.values(relatives).map(({ base }) => base)

const flips = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 20 })
const cuts = fc.array(fc.nat(), { minLength: 1, maxLength: 6 })

/** Ways to damage bytes, with a few numbers that choose where. */
const damages: fc.Arbitrary<(bytes: Uint8Array) => Uint8Array> = fc.oneof(
  flips.map((all) => (bytes: Uint8Array) => {
    const damaged = bytes.slice()
    for (const [at, mask] of all) damaged[at % damaged.length] = (damaged[at % damaged.length] ?? 0) ^ mask
    return damaged
  }),
  fc.nat().map((at) => (bytes: Uint8Array) => bytes.subarray(0, at % bytes.length)),
  cuts.map((at) => (bytes: Uint8Array) => Buffer.concat(chunksOf(bytes, at).flatMap((chunk) => [chunk, chunk]))),
  cuts.map((at) => (bytes: Uint8Array) => Buffer.concat(chunksOf(bytes, at).reverse())),
  // For lengths in archives: four bytes that are a number of any size.
  fc.tuple(fc.nat(), fc.constantFrom(0, 1, 0x7fffffff, 0xfffffffe, 0xffffffff)).map(([at, size]) => (bytes: Uint8Array) => {
    const damaged = Buffer.concat([bytes, Buffer.alloc(4)])
    damaged.writeUInt32LE(size, at % bytes.length)
    return damaged.subarray(0, bytes.length)
  }),
)

function chunksOf(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const places = [0, ...cuts.map((at) => at % bytes.length).toSorted((a, b) => a - b), bytes.length]
  return places.slice(1).map((end, index) => bytes.subarray(places[index], end))
}

/** Most processor time of all threads for one file, in microseconds. Unlike elapsed time, it does not depend on the load of the machine. */
const mostTime = 1_000_000

/** The outcome for a package, and the processor time that it took in microseconds. */
async function outcomeOf(fixture: PackageFixture) {
  const before = process.cpuUsage()
  const reports: string[] = []
  const { upload, admin, emulator } = story({ onError: (report) => reports.push(report) })
  const { status, body } = await upload(fixture)
  await emulator.settle()
  const row = status === 201 ? (await admin('GET', `/packages/acme/dev/${body.slug_perm}/`)).body : undefined
  const { user, system } = process.cpuUsage(before)
  return { status, reports, row, time: user + system }
}

test('a damaged file becomes a package or is refused with a reason, whatever the damage', { timeout: 900_000 }, async () => {
  const outcomes = { packages: 0, refused: 0 }
  let most = 0
  const property = fc.asyncProperty(
    fc.constantFrom(...fixtures),
    fc.array(damages, { minLength: 1, maxLength: 3 }),
    async (fixture, all) => {
      const bytes = all.reduce((left, damage) => (left.length === 0 ? left : damage(left)), fixture.bytes)
      const { status, reports, row, time } = await outcomeOf({ ...fixture, bytes })
      most = Math.max(most, process.memoryUsage.rss())
      expect({ status, reports }).toEqual({ status: 201, reports: [] })
      expect(time).toBeLessThan(mostTime)
      if (row.is_sync_completed) outcomes.packages += 1
      else {
        expect(row).toMatchObject({ is_sync_failed: true, status_reason: expect.stringMatching(`^${unreadableReason}: .`) })
        outcomes.refused += 1
      }
    },
  )
  await fc.assert(property, {
    seed: 2026,
    numRuns: 2_000,
    endOnFailure: true,
    interruptAfterTimeLimit: 800_000,
    markInterruptAsFailure: true,
  })
  expect(outcomes.refused).toBeGreaterThan(0)
  // This includes what a bomb may unpack to.
  expect(most).toBeLessThan(2 ** 30)
})
