import { Cloudsmith } from '@cloudsmith-sdk/client'
import { npmPackage, rawFile } from '@cloudsmith-sdk/emulator/testing'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { apply, plan, planText, reportMarkdown, reportText, rollback } from '../src/index.ts'
import { stock } from './stock.ts'

const ms = npmPackage({ name: 'ms', version: '2.1.3', license: 'MIT' })
const key = 'emulator-admin-key'

afterEach(() => void vi.restoreAllMocks())

describe('F30 what is data stays data', () => {
  test('planning, applying and undoing print nothing at all', async () => {
    const printed = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) => vi.spyOn(console, name))
    const written = [vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write')]
    const { planned, applied, cloudsmith } = await stock({ dev: [ms], stage: { tag: 'staged' } })
    const report = await applied(await planned())
    await rollback(cloudsmith, report)
    for (const spy of [...printed, ...written]) expect(spy).not.toHaveBeenCalled()
  })

  test('plan and report survive JSON whole; the texts for people are apart from them', async () => {
    const { planned, applied } = await stock({ dev: [ms], stage: { tag: 'staged' } })
    const made = await planned()
    const report = await applied(made)
    expect(JSON.parse(JSON.stringify({ made, report }))).toEqual({ made, report })
    expect(reportText(report)).toBe(
      [
        'acme: dev → staging: succeeded, 1 of 1 package in place',
        '  promoted: npm ms 2.1.3 (ms-2.1.3.tgz) (copied, tagged)',
        `Plan ${made.digest}`,
      ].join('\n'),
    )
  })

  test('no name of a package breaks the Markdown of a report', async () => {
    const evil = rawFile({ name: 'a|b<img>', version: '1', bytes: new Uint8Array(1) })
    const { planned, applied } = await stock({ dev: [evil], stage: { unscannable: 'block' } })
    const lines = reportMarkdown(await applied(await planned())).split('\n')
    const row = lines.find((line) => line.startsWith('| failed'))
    expect(row).toContain('a&#124;b&#60;img&#62;')
    expect(row?.match(/(?<!\\)\|/g)).toHaveLength(5)
  })
})

describe('F23 the key is told to nobody', () => {
  const failures = [
    { status: 400 },
    { status: 401 },
    { status: 402 },
    { status: 403 },
    { status: 404 },
    { status: 422 },
    { status: 500, times: 9 },
    { dropReply: true, times: 9 },
  ] as const

  test.each(failures)('neither by an error nor by a report after $status', async (fault) => {
    for (const operation of ['packages_list', 'bulk_action', 'packages_tag', 'packages_copy'] as const) {
      const { planned, applied, emulator, pipeline } = await stock({ dev: [ms], stage: { tag: 'staged' } })
      const lines: string[] = []
      const cloudsmith = new Cloudsmith({
        ...{ apiKey: key, fetch: emulator.fetch, clock: emulator.clock },
        debug: (line: unknown) => void lines.push(String(line)),
      })
      const made = await planned()
      if (operation === 'packages_copy') emulator.faults.add({ operation: 'bulk_action', status: 403 })
      emulator.faults.add({ operation, ...fault })
      const outcomes: unknown[] = [
        await plan(cloudsmith, pipeline, { from: 'dev', to: 'staging', select: 'everything' }).catch((error: unknown) => error),
        await apply(cloudsmith, pipeline, made, { timeout: 300_000 }).catch((error: unknown) => error),
        await applied(made).catch((error: unknown) => error),
      ]
      const texts = outcomes.map((each) => (each instanceof Error ? wholeOf(each) : JSON.stringify(each)))
      expect(lines.length).toBeGreaterThan(0)
      expect([...texts, ...lines, planText(made)].join('\n')).not.toContain(key)
    }
  })
})

/** Everything that an error tells, its causes and fields included. */
function wholeOf(error: Error): string {
  const fields = JSON.stringify(error, Object.getOwnPropertyNames(error))
  const cause = error.cause instanceof Error ? wholeOf(error.cause) : String(error.cause)
  return [error.message, error.stack, fields, cause].join('\n')
}
