import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bundledAdvisories, createEmulator, type Emulator } from '../../src/index.ts'
import { restoreSnapshot, takeSnapshot } from '../../src/state/snapshot.ts'
import { StateError } from '../../src/state/state-error.ts'
import { formatState, parseState } from '../../src/state/state-text.ts'
import { blobOf } from '../../src/world/blobs.ts'
import type { Json } from '../json.ts'
import { everyRead } from '../states/every-read.ts'
import { folderOf, latest } from '../states/fixtures.ts'
import { damaged, damages, type Lines } from './damage.ts'

const [, ...whole] = readFileSync(`${folderOf(latest)}/emulator.state`, 'utf8')
  .trimEnd()
  .split('\n')
const lines: Lines = whole.map((line) => [line.slice(0, line.indexOf(' {')), line.slice(line.indexOf(' {') + 1)])

const bytes = readdirSync(`${folderOf(latest)}/blobs`).map(
  (name) => new Uint8Array(readFileSync(`${folderOf(latest)}/blobs/${name}`)),
)
const blobs = new Map(bytes.map((each) => [blobOf(each).sha256, blobOf(each)]))

/** With a matching checksum, because the damage is deliberate. */
function textOf(all: Lines): Buffer {
  const body = all.map(([name, json]) => `${name} ${json}\n`).join('')
  return Buffer.from(`cloudsmith-emulator state 3 ${createHash('sha256').update(body).digest('hex')}\n${body}`)
}

async function load(emulator: Emulator, all: Lines): Promise<void> {
  const { root, rows, versions } = parseState(textOf(all))
  await restoreSnapshot(emulator, root, { rows, versions, blobOf: (sha256) => blobs.get(sha256) })
}

const written = (emulator: Emulator) => formatState(takeSnapshot(emulator, bundledAdvisories)).join('')

/** The paths to all fields of an object and its nested objects. */
function fieldsOf(json: Json, way: readonly string[] = []): string[][] {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return []
  return Object.keys(json).flatMap((key) => [[...way, key], ...fieldsOf(json[key], [...way, key])])
}

/** The state without one field of an object. */
function without(index: number, way: readonly string[]): Lines {
  return lines.map(([name, text], at) => {
    if (at !== index) return [name, text]
    const json: Json = JSON.parse(text)
    const holder = way.slice(0, -1).reduce((inner, key) => inner[key], json)
    delete holder[way.at(-1) ?? '']
    return [name, JSON.stringify(json)]
  })
}

test('a state that was written before a field existed is refused by its name, or read as if nobody had set it', {
  timeout: 600_000,
}, async () => {
  const kinds = new Map(lines.map(([name], index) => [name, index]).toReversed() as [string, number][])
  kinds.delete('versions')
  const outcomes = { refused: 0, read: 0 }
  for (const [kind, index] of kinds) {
    for (const way of fieldsOf(JSON.parse(lines[index]?.[1] ?? '{}'))) {
      const emulator = createEmulator({ deliver: async () => new Response(), rego: () => ({ match: true, reason: ['why not'] }) })
      try {
        await load(emulator, without(index, way))
      } catch (error) {
        expect(error, `${kind} ${way.join('.')}`).toBeInstanceOf(StateError)
        expect(error).toMatchObject({ part: expect.stringMatching(/./), field: expect.stringMatching(/./) })
        outcomes.refused += 1
        continue
      }
      const failed = [...(await everyRead(emulator, 1))].filter(([, { status }]) => status >= 500)
      expect([kind, way, failed]).toEqual([kind, way, []])
      outcomes.read += 1
    }
  }
  expect(Math.min(outcomes.refused, outcomes.read)).toBeGreaterThan(20)
})

test('a thousand damages are refused by name, or do no harm', { timeout: 600_000 }, async () => {
  const outcomes = { refused: 0, harmless: 0 }
  const property = fc.asyncProperty(damages, async (damage) => {
    const reports: string[] = []
    const emulator = createEmulator({
      deliver: async () => new Response(),
      rego: () => ({ match: true, reason: ['why not'] }),
      onError: (report) => reports.push(report),
    })
    const before = written(emulator)
    try {
      await load(emulator, damaged(lines, damage))
    } catch (error) {
      expect(error).toBeInstanceOf(StateError)
      expect(error).toMatchObject({ part: expect.stringMatching(/./), field: expect.stringMatching(/./) })
      expect(written(emulator)).toBe(before)
      outcomes.refused += 1
      return
    }
    await everyRead(emulator, 1)
    await emulator.settle()
    expect(reports).toEqual([])
    // What was accepted can also be stored.
    written(emulator)
    outcomes.harmless += 1
  })
  await fc.assert(property, { seed: 2026, numRuns: 1000, endOnFailure: true })
  expect(outcomes.refused).toBeGreaterThan(outcomes.harmless)
})
