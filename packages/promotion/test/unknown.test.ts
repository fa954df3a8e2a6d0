import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { describe, expect, test } from 'vitest'
import { rollback } from '../src/index.ts'
import { stock } from './stock.ts'

const ms = npmPackage({ name: 'ms', version: '2.1.3', license: 'MIT' })

/** What no source tells of the service, both ways. */
const unknowns = [
  { copyKeepsTags: true },
  { copyKeepsTags: false },
  { copyKeepsUploadedAt: true },
  { copyKeepsUploadedAt: false },
  { copyKeepsUploader: true },
  { copyKeepsUploader: false },
  { quarantinedCopy: 'quarantined' },
  { quarantinedCopy: 'released' },
  { quarantinedCopy: 'refused' },
  { arrivalRaisesCreated: true, moveRaisesDeleted: true },
  { arrivalRaisesCreated: false, moveRaisesDeleted: false },
  { addMakesImmutable: true },
  { addMakesImmutable: false },
  { lagSeconds: 0 },
  { lagSeconds: 45 },
  { maxPageSize: 500 },
  { maxPageSize: 1000 },
] as const

describe.each(unknowns)('whatever the service does: %o', (switches) => {
  test.each(['copy', 'move'] as const)('a %s arrives, is tagged, and can be undone', async (action) => {
    const { cloudsmith, planned, applied, contents, emulator } = await stock({
      dev: [ms],
      stage: { action, tag: 'staged', staleScan: { after: '1 day', means: 'pass' } },
      emulator: { switches },
    })
    await emulator.clock.advance(60_000)
    const [dev] = await cloudsmith.packages.list({ owner: 'acme', repo: 'dev' }).toArray()
    if (dev === undefined) throw new Error('unreachable')
    await cloudsmith.packages.tag({ owner: 'acme', repo: 'dev', identifier: dev.slug_perm, tags: ['candidate'] })
    await emulator.clock.advance(60_000)

    const report = await applied(await planned({ select: { tag: 'candidate' } }))
    expect(report).toMatchObject({ outcome: 'succeeded', items: [{ outcome: 'promoted' }] })
    expect(contents('staging')).toEqual([expect.stringMatching(/^npm ms 2\.1\.3.* #staged/)])

    expect(await rollback(cloudsmith, report)).toMatchObject({ outcome: 'undone' })
    await emulator.settle()
    expect([contents('dev'), contents('staging')]).toEqual([['npm ms 2.1.3 #candidate #held-from-staging'], []])
  })
})
