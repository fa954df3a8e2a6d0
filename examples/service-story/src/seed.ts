import type { Emulator } from '@cloudsmith-sdk/emulator'
import { npmPackage, type PackageFixture, pythonWheel } from '@cloudsmith-sdk/emulator/testing'
import { workspace } from './pipeline.ts'

const npm = (name: string, version: string): PackageFixture => npmPackage({ name, version, license: 'MIT' })
const wheel = (name: string, version: string): PackageFixture => pythonWheel({ name, version, license: 'Apache-2.0' })

/** A package, and how many hours ago it came to each of the stages that have it. */
interface Seeded {
  readonly fixture: PackageFixture
  readonly dev?: number
  readonly staging?: number
  readonly production?: number
}

const day = 24

/** What there is when the story begins. */
const packages: readonly Seeded[] = [
  // In production, as it should be.
  { fixture: npm('express', '4.18.2'), dev: 40 * day, staging: 39 * day, production: 36 * day },
  { fixture: wheel('requests', '2.31.0'), dev: 33 * day, staging: 32 * day, production: 29 * day },
  // Has rested, and waits for people.
  { fixture: npm('express', '4.19.2'), dev: 5 * day, staging: 4 * day },
  { fixture: wheel('requests', '2.32.4'), dev: 4 * day, staging: 3 * day },
  { fixture: npm('ms', '2.1.3'), dev: 4 * day, staging: 3 * day },
  // Has to rest for a while.
  { fixture: npm('got', '14.4.2'), dev: 1 * day, staging: 3 },
  // Has a known hole.
  { fixture: npm('lodash', '4.17.20'), dev: 2 * day },
  // Somebody was in a hurry: it never went through the stages.
  { fixture: npm('hotfix', '1.0.1'), production: 7 },
]

const tags = { dev: [], staging: ['staged'], production: ['released'] } as const

/** Milliseconds in an hour. */
const hour = 3_600_000

/** How long ago the story begins, in milliseconds: before the first of its packages. */
export const beginning = 41 * day * hour

const stages = ['dev', 'staging', 'production'] as const

/** Lets the days before now pass on the emulator's clock, and each package come where it is in its hour. */
export async function seed(emulator: Emulator): Promise<void> {
  const arrivals = packages
    .flatMap(({ fixture, ...hours }) => stages.map((stage) => ({ fixture, stage, hours: hours[stage] })))
    .filter((each): each is typeof each & { hours: number } => each.hours !== undefined)
    .toSorted((one, other) => other.hours - one.hours)
  const present = emulator.clock.now() + beginning
  const until = (hoursAgo: number) => emulator.clock.advance(present - hoursAgo * hour - emulator.clock.now())
  for (const { fixture, stage, hours } of arrivals) {
    await until(hours)
    await emulator.add(`${workspace}/${stage}`, fixture, { tags: tags[stage] })
  }
  await until(0)
}
