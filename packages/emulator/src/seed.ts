/**
 * Seeds: files that say what an emulator starts with.
 *
 * @module
 */
import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createEmulator, type Emulator } from './emulator.ts'
import type { EmulatorOptions } from './options.ts'
import { applySeed, optionsOfSeed } from './seed/apply-seed.ts'
import { parseSeed } from './seed/parse-seed.ts'

export { applySeed, optionsOfSeed } from './seed/apply-seed.ts'
export { parseSeed, type Seed } from './seed/parse-seed.ts'
export { SeedError, type SeedProblem } from './seed/seed-error.ts'

/**
 * Makes an emulator of a seed file.
 *
 * @param options what the file does not say
 * @throws {SeedError} with line and field; or the error of the file system
 */
export async function createSeededEmulator(file: string, options: EmulatorOptions = {}): Promise<Emulator> {
  const seed = parseSeed(await readFile(file, 'utf8'), file)
  const emulator = createEmulator({ ...options, ...optionsOfSeed(seed) })
  await applySeed(emulator, seed, dirname(file))
  return emulator
}
