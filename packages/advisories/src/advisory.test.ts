import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AdvisoryError, parseAdvisory } from './advisory.ts'

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

test.each([
  [null, 'advisory must be an object'],
  [{}, 'id must be a text'],
  [{ id: 'X-1', aliases: 'CVE-1' }, 'X-1: aliases must be a list'],
  [{ id: 'X-1', affected: [{}] }, 'X-1: affected[].package must be an object'],
  [{ id: 'X-1', affected: [{ package: { ecosystem: 'npm', name: 'x' }, ranges: [{ type: 'NEW' }] }] }, 'ranges[].type is NEW'],
  [
    {
      id: 'X-1',
      affected: [{ package: { ecosystem: 'npm', name: 'x' }, ranges: [{ type: 'SEMVER', events: [{ until: '1' }] }] }],
    },
    'ranges[].events[] has none of introduced, fixed',
  ],
])('a wrong shape is named: %j', (json, message) => {
  expect(() => parseAdvisory(json)).toThrow(AdvisoryError)
  expect(() => parseAdvisory(json)).toThrow(message)
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
