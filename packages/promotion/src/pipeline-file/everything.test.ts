import { describe, expect, test } from 'vitest'
import { custom, type Gate, pass } from '../gates/index.ts'
import { rego } from '../rego/index.ts'
import { type ParseOptions, parsePipeline } from './parse-pipeline.ts'

const pipelineOf = (more: string, gates = '{}') => `owner: acme
stages:
  - repository: dev
  - repository: production
    gates: ${gates}
${more}`

const read = (more: string, gates?: string, options: ParseOptions = {}) =>
  parsePipeline(pipelineOf(more, gates), { source: 'pipeline.yaml', ...options })
const gatesOf = (gates: string, options?: ParseOptions): readonly Gate[] => read('', gates, options).stages[1]?.gates ?? []

describe('gates of one’s own', () => {
  const jira = ({ project }: Readonly<Record<string, unknown>>) => {
    if (typeof project !== 'string') throw new Error('project must be text')
    return custom('jira', () => pass(), { identity: 'jira@1' })
  }

  test('are named in a file like all others, and made of what it says', () => {
    const [licence, own] = gatesOf('{ jira: { project: ABC }, licence: { deny: [MIT] } }', { gates: { jira } })
    expect(licence).toMatchObject({ name: 'licence' })
    expect(own).toMatchObject({ name: 'jira', identity: 'jira@1', settings: { project: 'ABC' } })
  })

  test('keep what the file says in the rules that are agreed to, beside what they keep themselves', () => {
    const policy = { identity: 'sha256:abc', evaluate: async () => ({ deny: [] }) }
    const rules = (settings: Readonly<Record<string, unknown>>) =>
      rego(policy, { name: 'house', mayWaive: settings.waivers as string[] })
    const [gate] = gatesOf('{ house: { waivers: [carol] } }', { gates: { house: rules } })
    expect(gate?.settings).toEqual({
      made: { policy: 'sha256:abc', settings: {}, mayWaive: ['carol'] },
      written: { waivers: ['carol'] },
    })
  })

  test('tell what is wrong with what the file says, by line and field', () => {
    expect(() => gatesOf('{ jira: { projekt: ABC } }', { gates: { jira } })).toThrow(
      'pipeline.yaml:5:20: stages[1].gates.jira: project must be text',
    )
    expect(() => gatesOf('{ jira: yes please }', { gates: { jira } })).toThrow('stages[1].gates.jira: expected an object')
  })

  test('exist only where they are given, under names that are free', () => {
    expect(() => gatesOf('{ jira: {} }')).toThrow('stages[1].gates.jira: there is no such field')
    expect(() => gatesOf('{ jria: {} }', { gates: { jira } })).toThrow('there is no such field; did you mean jira?')
    expect(() => gatesOf('{}', { gates: { licence: jira } })).toThrow('There is already a gate licence')
    expect(() => gatesOf('{ constructor: {} }')).toThrow('there is no such field')
  })
})

describe('licence', () => {
  test('may be spelt license', () => {
    expect(gatesOf('{ license: { deny: [MIT] } }')).toMatchObject([{ name: 'licence', settings: { deny: ['MIT'] } }])
  })

  test('may not be spelt both ways at once', () => {
    expect(() => gatesOf('{ licence: {}, license: {} }')).toThrow('stages[1].gates.license: is another spelling of licence')
    expect(() => gatesOf('{ license: { deny: [Beer] } }')).toThrow('stages[1].gates.license: "Beer" is not an SPDX')
  })
})

describe('other files', () => {
  const waivers = `kind: cloudsmith-promotion/waivers
version: 1
waivers:
  - waives: CVE-2026-1000
    packages: [{ format: npm, name: ms, versions: '<3' }]
    stages: [production]
    owner: ada
    approver: carol
    reason: not reachable
    expires: 2027-02-28
`
  const people = `kind: cloudsmith-promotion/people
version: 1
people:
  carol: { logins: [c-smith] }
`
  const reading =
    (files: Readonly<Record<string, string>>) =>
    (path: string): string => {
      const text = files[path]
      if (text === undefined) throw new Error('no such file')
      return text
    }
  const all = { read: reading({ 'waivers.yaml': waivers, 'people.yaml': people }) }

  test('hold waivers and people, by the paths that the pipeline says', () => {
    const pipeline = read('waivers: waivers.yaml\npeople: people.yaml', undefined, all)
    expect(pipeline.waivers).toMatchObject({ maxLife: '90 days', given: [{ waives: 'CVE-2026-1000', approver: 'carol' }] })
    expect(pipeline.people).toEqual({ carol: { logins: ['c-smith'] } })
    expect(read('waivers: { file: waivers.yaml, maxLife: 30 days }', undefined, all).waivers).toMatchObject({
      maxLife: '30 days',
      given: [{}],
    })
    expect(read('waivers: { maxLife: 2 weeks }').waivers).toEqual({ maxLife: '2 weeks', given: [] })
    expect(read('people: { carol: {} }').people).toEqual({ carol: {} })
  })

  test.each<[string, string, ParseOptions, string]>([
    ['nothing to read with', 'waivers: waivers.yaml', {}, '6:10: waivers: names the file waivers.yaml, but nothing reads it'],
    ['a file that is not there', 'people: nobody.yaml', all, '6:9: people: nobody.yaml cannot be read: no such file'],
    ['a file of another kind', 'waivers: people.yaml', all, '6:10: waivers: people.yaml:1:7: kind:'],
    ['no path', "waivers: ''", all, 'waivers: must not be empty'],
    [
      'half a rule',
      'waivers: { file: waivers.yaml, maxlife: 30 days }',
      all,
      'waivers.maxlife: there is no such field; did you mean maxLife?',
    ],
    ['not a duration', 'waivers: { maxLife: a while }', all, 'waivers.maxLife: must be a duration'],
  ])('%s is told by line and field', (_, more, options, message) => {
    expect(() => read(more, undefined, options)).toThrow(message)
  })

  test.each([
    [
      'a day that no calendar has',
      '2027-02-28',
      '2027-02-30',
      'waivers.yaml:10:14: waivers[0].expires: expected a date that exists',
    ],
    ['a misspelt key', 'approver:', 'aprover:', 'waivers[0].aprover: there is no such field; did you mean approver?'],
    [
      'a stage that is none',
      '[production]',
      '[prodction]',
      'there is no stage "prodction": choose one of dev, production; did you mean production?',
    ],
    ['a gate that is none', 'CVE-2026-1000', 'licens', 'there is no gate "licens": did you mean licence?'],
  ])('a waiver with %s is refused', (_, good, bad, message) => {
    expect(waivers).toContain(good)
    const files = { read: reading({ 'waivers.yaml': waivers.replace(good, bad) }) }
    expect(() => read('waivers: waivers.yaml', '{ licence: {} }', files)).toThrow(message)
  })
})

test.each([
  ['a field', 'selct: {}', '{}', 'selct: there is no such field; did you mean select?'],
  ['a gate', '', '{ Soak: {} }', 'stages[1].gates.Soak: there is no such field; did you mean soak?'],
  [
    'a setting',
    '',
    '{ soak: { atleast: 2 days } }',
    'stages[1].gates.soak.atleast: there is no such field; did you mean atLeast?',
  ],
  ['a stage', 'edges: [{ from: dev, to: production1 }]', '{}', 'did you mean production?'],
])('%s that is nearly right is told what was meant', (_, more, gates, message) => {
  expect(() => read(more, gates)).toThrow(message)
})

test('a freeze on a day that no calendar has is refused', () => {
  expect(() => gatesOf('{ freeze: { windows: [{ from: 2027-02-30, to: 2027-03-05 }] } }')).toThrow('a date that exists')
})

test('decisions of enterprise policies can be asked for', () => {
  expect(gatesOf('{ no-policy-violation: { decisions: require } }')).toMatchObject([{ needsDecisions: true }])
  expect(() => gatesOf('{ no-policy-violation: { decisions: maybe } }')).toThrow('must be ignore, read or require')
})
