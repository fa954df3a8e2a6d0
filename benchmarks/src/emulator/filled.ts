import { createEmulator, type Emulator, type EmulatorOptions } from '@cloudsmith-sdk/emulator'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'

/** The credentials and type of every request. */
export const headers = { 'X-Api-Key': 'emulator-admin-key', 'Content-Type': 'application/json' }

/** Versions that each name has. */
export const versionsOfName = 10

/** An emulator with packages in `acme/dev`. */
export interface Filled {
  readonly emulator: Emulator
  /** Their `slug_perm`s. */
  readonly identifiers: readonly string[]
}

/** Makes an emulator with so many npm packages, each a file of its own; they are read and scanned like any other. */
export async function filledEmulator(packages: number, options: EmulatorOptions = {}): Promise<Filled> {
  const emulator = createEmulator(options)
  const identifiers: string[] = []
  for (let index = 0; index < packages; index++) {
    const name = `package-${Math.floor(index / versionsOfName)}`
    const fixture = npmPackage({ name, version: `1.${index % versionsOfName}.0`, license: 'MIT' })
    identifiers.push((await emulator.add('acme/dev', fixture)).slug_perm)
  }
  return { emulator, identifiers }
}
