import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { describe, expect, test } from 'vitest'
import { type ApplyEvent, InterruptedError, PlanError, type Report } from '../src/index.ts'
import { stock } from './stock.ts'

const npm = (name: string, version: string, more = {}) => npmPackage({ name, version, license: 'MIT', ...more })
const ms = npm('ms', '2.1.3')
const clsx = npm('clsx', '2.1.1')
const tampered = npm('ms', '2.1.3', { files: { 'index.js': 'evil()' } })

const outcomes = ({ items }: Report) => items.map((item) => `${item.package.name} ${item.outcome}`)

describe('what a plan says is done', () => {
  test('packages go in bulk, are verified and tagged, and the report says so', async () => {
    const { planned, applied, contents, emulator } = await stock({ dev: [ms, clsx], stage: { tag: 'staged' } })
    const made = await planned()
    const events: ApplyEvent[] = []

    const run = applied(made)
    for await (const event of run) events.push(event)
    const report = await run

    expect(report).toMatchObject({ outcome: 'succeeded', plan: made.hash, from: 'dev', to: 'staging' })
    expect(report.items).toMatchObject([
      { package: { name: 'clsx' }, outcome: 'promoted', did: ['copied', 'tagged'], tags: ['staged'] },
      { package: { name: 'ms' }, outcome: 'promoted', did: ['copied', 'tagged'], tags: ['staged'] },
    ])
    expect(contents('staging')).toEqual(['npm clsx 2.1.1 #staged', 'npm ms 2.1.3 #staged'])
    expect(emulator.requests.writes.map(({ operation }) => operation)).toEqual(['bulk_action', 'packages_tag', 'packages_tag'])
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['checked', 'sent', 'looked', 'arrived', 'tagged', 'finished']),
    )
    expect(events.at(-1)?.progress).toMatchObject({ done: 2, total: 2, requests: 0 })
    expect(JSON.parse(JSON.stringify(report))).toEqual(report)
  })
})
