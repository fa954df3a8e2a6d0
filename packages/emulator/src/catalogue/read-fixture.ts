import type { PackageFixture } from '../format/package-fixture.ts'
import type { PackageFacts, Reading } from '../format/types.ts'
import { readPackage } from './read-package.ts'

/** Reads a fixture as if it had been uploaded. For tests. */
export function readFixture(fixture: PackageFixture): Promise<Reading> {
  return readPackage(fixture.format, { file: fixture, extra: fixture.extra, fields: fixture.fields })
}

/** The facts of a readable fixture. For tests. @throws {Error} with the reason if it cannot be read */
export async function factsOf(fixture: PackageFixture): Promise<PackageFacts> {
  const reading = await readFixture(fixture)
  if (!reading.ok) throw new Error(reading.reason)
  return reading.facts
}

/** The reason why a fixture cannot be read. For tests. @throws {Error} if it can be read */
export async function reasonOf(fixture: PackageFixture): Promise<string> {
  const reading = await readFixture(fixture)
  if (reading.ok) throw new Error(`${fixture.filename} was read as ${reading.facts.name} ${reading.facts.version}`)
  return reading.reason
}
