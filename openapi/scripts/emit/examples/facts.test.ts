import { expect, test } from 'vitest'
import { factsOf, type ToldFacts } from './facts.ts'

const told = (some: Partial<ToldFacts>) =>
  factsOf({ anything: {}, formats: {}, models: {}, operations: {}, requests: {}, without: {}, ...some })

test('what is told of a model counts before what is told of an operation, and that before what holds of anything', () => {
  const facts = told({
    anything: { name: 'left-pad', version: '1.3.0', size: 1 },
    operations: { 'packages_*': { name: 'lodash', version: '4.17.21' } },
    models: { '*': { name: 'Some' }, '(Team|Service)*': { name: 'Release' } },
  })
  const asked = { model: 'TeamRequest', operation: 'packages_read' }

  expect(['name', 'version', 'size', 'slug'].map((field) => facts.of(asked, field))).toEqual(['Release', '4.17.21', 1, undefined])
})

test('a value that is made of others is made of those that hold at the same place', () => {
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

test('a value of another kind is that of something else with the same name', () => {
  const facts = told({ anything: { version: '1.3.0' }, operations: { policies_read: { version: 2 } } })

  expect(facts.of({ model: '', operation: 'policies_read' }, 'version', (value) => typeof value === 'string')).toBe('1.3.0')
})

test.each([
  [{ name: '{title}', title: '{name}' }, '{name} is made of itself'],
  [{ name: '{title}' }, 'nothing is told of {title}'],
])('%j cannot be told', (anything, problem) => {
  expect(() => told({ anything }).of({ model: 'Team', operation: '' }, 'name')).toThrow(problem)
})

test('what was told in vain can be asked for', () => {
  const facts = told({ anything: { name: 'left-pad', size: 1 }, models: { Team: { name: 'Release' } }, without: { Gone: ['x'] } })

  facts.of({ model: '', operation: '' }, 'name')

  expect(facts.unused()).toEqual(['anything.size', 'models.Team.name', 'without.Gone'])
})
