import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { createEmulator, type Emulator, virtualClock } from '@cloudsmith-sdk/emulator'
import { applySeed, optionsOfSeed, parseSeed } from '@cloudsmith-sdk/emulator/seed'

/** The folder of a page's programs. */
export const source = (path: string): string => fileURLToPath(new URL(`../src/${path}`, import.meta.url))

/** An emulator of the seed that a page shows. */
export const seededFrom = async (file: string): Promise<Emulator> => seededWith(await readFile(source(file), 'utf8'))

/** An emulator of a seed, on time that begins now. */
export async function seededWith(text: string): Promise<Emulator> {
  const seed = parseSeed(text, 'seed.yaml')
  const emulator = createEmulator({ ...optionsOfSeed(seed), clock: virtualClock({ start: Date.now() }) })
  await applySeed(emulator, seed, '.')
  return emulator
}
