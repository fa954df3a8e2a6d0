/**
 * Seeds: files that describe the initial content of an emulator.
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
 * Creates an emulator from a seed file.
 *
 * @param options options that the file does not set
 * @throws {SeedError} with the line and field of each problem
 * @throws the file system's error if the file cannot be read
 */
export async function createSeededEmulator(file: string, options: EmulatorOptions = {}): Promise<Emulator> {
  const seed = parseSeed(await readFile(file, 'utf8'), file)
  const emulator = createEmulator({ ...options, ...optionsOfSeed(seed) })
  await applySeed(emulator, seed, dirname(file))
  return emulator
}
