import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AdvisoryError } from './osv-fields.ts'
import { parseAdvisory } from './parse-advisory.ts'

test('the smallest advisory needs an id only', () => {
  expect(parseAdvisory({ id: 'X-1', modified: '2024-01-01T00:00:00Z' })).toMatchObject({
    id: 'X-1',
    summary: 'X-1',
    affected: [],
    withdrawn: false,
  })
})

test('ranges over commits and limits are left out', () => {
  const ranges = [
    { type: 'GIT', repo: 'https://example.com/x', events: [{ introduced: '0' }] },
    { type: 'SEMVER', events: [{ introduced: '0' }, { last_affected: '1.0.0' }, { limit: '2.0.0' }] },
  ]
  const { affected } = parseAdvisory({ id: 'X-1', affected: [{ package: { ecosystem: 'npm', name: 'x' }, ranges }] })
  expect(affected[0]?.ranges).toEqual([{ type: 'SEMVER', events: [{ introduced: '0' }, { lastAffected: '1.0.0' }] }])
})

const affecting = (affected: object) => ({
  id: 'X-1',
  affected: [{ package: { ecosystem: 'npm', name: 'x' }, versions: ['1.0.0'] }, affected],
})
const ranging = (range: object) => affecting({ package: { ecosystem: 'npm', name: 'x' }, ranges: [range] })

test.each([
  [null, 'the advisory must be an object'],
  [{}, 'id must be text'],
  [{ id: '' }, 'id must not be empty'],
  [{ id: 'X'.repeat(1_001) }, 'id must have at most 1000 characters'],
  [{ id: 'X-1', aliases: 'CVE-1' }, 'X-1: aliases must be a list'],
  [{ id: 'X-1', aliases: ['CVE-1', 2] }, 'X-1: aliases[1] must be text'],
  [{ id: 'X-1', withdrawn: false }, 'X-1: withdrawn must be text'],
  [{ id: 'X-1', withdrawn: 'yes' }, 'X-1: withdrawn must be a time, such as 2026-01-01T00:00:00Z'],
  [{ id: 'X-1', severity: [{ type: 'CVSS_V3' }] }, 'X-1: severity[0].score must be text'],
  [{ id: 'X-1', affected: Array(100_001).fill({}) }, 'X-1: affected must have at most 100000 elements'],
  [affecting({}), 'X-1: affected[1].package must be an object'],
  [affecting({ package: { ecosystem: 'NPM', name: 'x' } }), 'X-1: affected[1].package.ecosystem must be written npm'],
  [affecting({ package: { ecosystem: 'npm' } }), 'X-1: affected[1].package.name must be text'],
  [ranging({ type: 'NEW' }), 'X-1: affected[1].ranges[0].type must be one of SEMVER, ECOSYSTEM, GIT'],
  [ranging({ type: 'SEMVER' }), 'X-1: affected[1].ranges[0].events must have at least one event'],
  [
    ranging({ type: 'SEMVER', events: [{ introduced: '0' }, { until: '1' }] }),
    'X-1: affected[1].ranges[0].events[1] must have one of introduced, fixed, last_affected and limit',
  ],
  [
    ranging({ type: 'SEMVER', events: [{ introduced: '0', fixed: '1.0.0' }] }),
    'events[0] must have one of introduced, fixed, last_affected and limit, not introduced and fixed',
  ],
  [
    ranging({ type: 'SEMVER', events: [{ introduced: 'banana' }] }),
    'X-1: affected[1].ranges[0].events[0].introduced must be a semantic version, or 0',
  ],
])('a wrong shape is named with its place: %#', (json, message) => {
  expect(() => parseAdvisory(json)).toThrow(AdvisoryError)
  expect(() => parseAdvisory(json)).toThrow(message)
})

test('what is affected without a package speaks of commits, and is left out', () => {
  const commits = { ranges: [{ type: 'GIT', repo: 'https://example.com/x', events: [{ introduced: '0' }] }] }
  expect(parseAdvisory(affecting(commits)).affected).toHaveLength(1)
})

test('any JSON is read or refused with an AdvisoryError', () => {
  const keys = fc.constantFrom(
    'id',
    'aliases',
    'affected',
    'package',
    'ranges',
    'events',
    'severity',
    'database_specific',
    'references',
  )
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.string(),
      fc.constant(null),
      fc.array(tie('tree'), { maxLength: 2 }),
      fc.dictionary(keys, tie('tree'), { maxKeys: 4 }),
    ),
  }))
  fc.assert(
    fc.property(tree, (json) => {
      try {
        parseAdvisory(json)
      } catch (error) {
        expect(error).toBeInstanceOf(AdvisoryError)
      }
    }),
  )
})
