import { expect, test } from 'vitest'
import { factsOf, type ToldFacts } from './facts.ts'

const told = (some: Partial<ToldFacts>) =>
  factsOf({ anything: {}, formats: {}, models: {}, operations: {}, requests: {}, without: {}, ...some })

test('values for a model take precedence over those for an operation, and these over values for anything', () => {
  const facts = told({
    anything: { name: 'left-pad', version: '1.3.0', size: 1 },
    operations: { 'packages_*': { name: 'lodash', version: '4.17.21' } },
    models: { '*': { name: 'Some' }, '(Team|Service)*': { name: 'Release' } },
  })
  const asked = { model: 'TeamRequest', operation: 'packages_read' }

  expect(['name', 'version', 'size', 'slug'].map((field) => facts.of(asked, field))).toEqual(['Release', '4.17.21', 1, undefined])
})

test('a value that refers to others uses their values at the same place', () => {
  const facts = told({
    anything: {
      name: 'left-pad',
      version: '1.3.0',
      size: 3619,
      filename: '{name}-{version}.tgz',
      files: [{ of: '{filename}', bytes: '{size}' }],
    },
    operations: { packages_read: { name: 'lodash' } },
  })

  expect(facts.of({ model: '', operation: 'packages_read' }, 'files')).toEqual([{ of: 'lodash-1.3.0.tgz', bytes: 3619 }])
})

test('a value of another type is skipped', () => {
  const facts = told({ anything: { version: '1.3.0' }, operations: { policies_read: { version: 2 } } })

  expect(facts.of({ model: '', operation: 'policies_read' }, 'version', (value) => typeof value === 'string')).toBe('1.3.0')
})

test.each([
  [{ name: '{title}', title: '{name}' }, '{name} refers to itself'],
  [{ name: '{title}' }, 'an example needs {title}, which has no value'],
])('%j is refused', (anything, problem) => {
  expect(() => told({ anything }).of({ model: 'Team', operation: '' }, 'name')).toThrow(problem)
})

test('unused values are listed', () => {
  const facts = told({ anything: { name: 'left-pad', size: 1 }, models: { Team: { name: 'Release' } }, without: { Gone: ['x'] } })

  facts.of({ model: '', operation: '' }, 'name')

  expect(facts.unused()).toEqual(['anything.size', 'models.Team.name', 'without.Gone'])
})
