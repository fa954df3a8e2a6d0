import { expect, test } from 'vitest'
import type { People } from '../gates/people.ts'
import { parsePipeline } from '../pipeline-file.ts'
import { definePipeline } from './define-pipeline.ts'

const stages = [{ repository: 'dev' }, { repository: 'production' }]
const ci = { issuer: 'https://ci.acme.example', subject: 'ada' }

test.each<[string, People, string]>([
  ['a login', { ada: { logins: ['a'] }, bob: { logins: ['A'] } }, 'people.bob: a is already a name of ada'],
  ['a name', { ada: {}, ADA: {} }, 'people.ADA: ada is already a name of ada'],
  ['an address', { ada: {}, bob: { addresses: ['Ada'] } }, 'people.bob: ada is already a name of ada'],
  ['a key', { ada: { keys: ['k'] }, bob: { keys: ['k'] } }, 'people.bob: k is already a key of ada'],
  ['a subject', { ada: { subjects: [ci] }, bob: { subjects: [ci] } }, 'is already a subject of ada'],
])('%s of two people tells nobody who is meant', (_, people, problem) => {
  expect(() => definePipeline({ owner: 'acme', stages, people })).toThrow(problem)
})

test('one person may be told the same twice, and two issuers may call two people alike', () => {
  const people: People = {
    ada: { logins: ['ada', 'Ada'], subjects: [ci] },
    bob: { subjects: [{ issuer: 'https://other.acme.example', subject: 'ada' }] },
  }
  expect(definePipeline({ owner: 'acme', stages, people }).people).toBe(people)
})

test('files say who is who, and which groups have to agree', () => {
  const approval = { groups: { security: 1 }, unsigned: true }
  const people = { ada: { logins: ['a'], keys: ['k'], subjects: [ci], groups: ['security'] } }
  const text = JSON.stringify({ owner: 'acme', stages: [stages[0], { ...stages[1], gates: { approval } }], people })
  expect(parsePipeline(text)).toMatchObject({ people, stages: [{}, { gates: [{ name: 'approval', settings: approval }] }] })
  expect(() => parsePipeline(text.replace('"logins"', '"login"'))).toThrow('people.ada.login')
})
