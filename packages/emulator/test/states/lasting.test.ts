import { existsSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bundledAdvisories, type Emulator } from '../../src/index.ts'
import { openState } from '../../src/state/state-folder.ts'
import type { Json } from '../json.ts'
import { everyRead } from './every-read.ts'
import { folderOf, latest, parsed, readJson, start, states } from './fixtures.ts'
import { fullWorld } from './full-world.ts'
import { shapesNow } from './shapes.ts'

/** Long lists whose rows occur elsewhere as well. */
const isTwice = (path: string) => path === '/packages/acme/' || path === '/repos/'

/** The responses without URLs, which follow from the rest. */
async function answersOf(emulator: Emulator): Promise<Json> {
  const all = [...(await everyRead(emulator))].filter(([path]) => !isTwice(path)).map(([path, { body }]) => [path, body])
  return JSON.parse(JSON.stringify(Object.fromEntries(all), (key, value) => (/url$/.test(key) ? undefined : value)))
}

async function loaded(folder: string): Promise<Emulator> {
  const emulator = start()
  expect(await openState(folder, bundledAdvisories).load(emulator)).toBe(true)
  return emulator
}

/** Writes the responses of a state to a file, one line per path. */
async function writeAnswers(folder: string): Promise<void> {
  const lines = Object.entries(await answersOf(await loaded(folder))).map(
    ([path, body]) => `${JSON.stringify(path)}: ${JSON.stringify(body)}`,
  )
  writeFileSync(join(folder, 'answers.json'), `{\n${lines.join(',\n')}\n}\n`)
}

const wanted = process.env.NEW_STATE
// An existing state is never written again: it stands for what users have.
test.runIf(wanted !== undefined && !existsSync(folderOf(wanted)))('a new state is written', async () => {
  const folder = folderOf(wanted ?? '')
  await openState(folder, bundledAdvisories).save(await fullWorld())
  await writeAnswers(folder)
  writeFileSync(join(folder, 'shapes.json'), `${JSON.stringify(shapesNow(), null, 2)}\n`)
})

test.each(states)('the state %s makes the world that it was written of', async (name) => {
  // Run with UPDATE=1 if the emulator's responses for the same state have changed, and review the changes: a state never changes.
  if (process.env.UPDATE) await writeAnswers(folderOf(name))
  expect(await answersOf(await loaded(folderOf(name)))).toMatchObject(readJson(name, 'answers.json'))
})

test.each(states)('the state %s is the same after being written anew', async (name) => {
  const folder = await mkdtemp(join(tmpdir(), 'emulator-state-'))
  const emulator = await loaded(folderOf(name))
  await openState(folder, bundledAdvisories).save(emulator)
  expect(await answersOf(await loaded(folder))).toEqual(await answersOf(await loaded(folderOf(name))))
  await rm(folder, { recursive: true })
})

test.each(states)('what was under way in the state %s comes to its end', async (name) => {
  const emulator = await loaded(folderOf(name))
  await emulator.settle()
  for (const pkg of emulator.world.packages.values()) expect(pkg.sync.state).toMatch(/^(?:completed|failed)$/)
  const failed = [...(await everyRead(emulator))].filter(([, { status }]) => status >= 500)
  expect(failed).toEqual([])
})

test('the latest state has something of every part and kind', () => {
  const { root, rows } = parsed(latest)
  const homes = [root, ...[...rows.values()].flat()] as Json[]
  const filled = homes.flatMap(({ parts = {} }) => Object.keys(parts).filter((name) => !isEmpty(parts[name])))
  const missing = Object.keys(shapesNow()).filter((name) => name !== 'world' && !rows.has(name) && !filled.includes(name))
  expect(missing).toEqual([])
})

const isEmpty = (kept: Json): boolean =>
  Array.isArray(kept) ? kept.length === 0 : Object.values(kept).every((value) => Array.isArray(value) && value.length === 0)

test.each(states)('what has another shape than in the state %s has another version, and an upgrade', (name) => {
  const now = shapesNow()
  for (const [part, was] of Object.entries<Json>(readJson(name, 'shapes.json'))) {
    const is = now[part]
    const isReadable = is !== undefined && (is.form === was.form || (is.version > was.version && is.isUpgraded))
    const remedy = `"${part}" has another shape than in the state ${name}: give it the next version and an upgrade from ${was.version}.`
    expect(isReadable ? '' : remedy).toBe('')
  }
})

test('the latest state is of the shapes that there are', () => {
  const next = Number(latest) + 1
  const remedy = `Shapes have changed. Write a state beside the others, which stay as they are: NEW_STATE=${next} vitest run test/states`
  const forms = (shapes: Json) => Object.entries<Json>(shapes).map(([name, { version, form }]) => [name, version, form])
  expect(forms(readJson(latest, 'shapes.json')), remedy).toEqual(forms(shapesNow()))
})
