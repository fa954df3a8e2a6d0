import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createEmulator, type Emulator } from '../../src/index.ts'
import { parseState } from '../../src/state/state-text.ts'

const home = fileURLToPath(new URL('../fixtures/states/', import.meta.url))

/** The folder of a committed state. */
export const folderOf = (name: string): string => `${home}${name}`

/** The committed states, the oldest first. They are never changed. */
export const states: readonly string[] = (existsSync(home) ? readdirSync(home) : []).toSorted((a, b) => Number(a) - Number(b))

/** The latest state. */
export const latest = states.at(-1) ?? ''

/** A file that belongs to a committed state. */
export const readJson = (name: string, file: 'answers.json' | 'shapes.json') =>
  JSON.parse(readFileSync(`${folderOf(name)}/${file}`, 'utf8'))

/** A committed state, parsed. */
export const parsed = (name: string) => parseState(readFileSync(`${folderOf(name)}/emulator.state`))

/** An emulator for restoring states, which sends nothing. */
export const start = (): Emulator =>
  createEmulator({ deliver: async () => new Response(), rego: () => ({ match: true, reason: ['why not'] }) })
