import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bundledAdvisories } from '../../src/index.ts'
import { createMirror, formatMirror, MirrorError, parseMirror, readMirror } from '../../src/mirror.ts'
import { takeSnapshot } from '../../src/state/snapshot.ts'
import { mirrorClient } from '../mirror-client.ts'
import { everyRead } from '../states/every-read.ts'
import { fullWorld } from '../states/full-world.ts'
import { damaged, damages, type Lines } from './damage.ts'

test('three hundred damages of a mirror are refused by their place, or do no harm', { timeout: 600_000 }, async () => {
  const document = await readMirror(mirrorClient(await fullWorld()), { owner: 'acme', findings: 'all' })
  const lines: Lines = [...formatMirror(document)].map((line) => ['', line.trimEnd()])
  const outcomes = { refused: 0, harmless: 0 }
  const property = fc.asyncProperty(damages, async (damage) => {
    const reports: string[] = []
    const text = damaged(lines, damage).map(([, json]) => `${json}\n`)
    try {
      const { emulator } = createMirror(parseMirror(text.join('')), {
        rego: () => ({ match: true, reason: ['why not'] }),
        onError: (report) => reports.push(report),
      })
      await everyRead(emulator, 1)
      await emulator.settle()
      expect(reports).toEqual([])
      // What was accepted can also be stored.
      takeSnapshot(emulator, bundledAdvisories)
      outcomes.harmless += 1
    } catch (error) {
      expect(error).toBeInstanceOf(MirrorError)
      expect((error as Error).message).toMatch(/^mirror/)
      outcomes.refused += 1
    }
  })
  await fc.assert(property, { seed: 2026, numRuns: 300, endOnFailure: true })
  expect(Math.min(outcomes.refused, outcomes.harmless)).toBeGreaterThan(30)
})
