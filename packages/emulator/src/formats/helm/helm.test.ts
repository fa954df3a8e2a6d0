import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { factsOf, reasonOf } from '../../catalogue/read-fixture.ts'
import { gzip, tar } from '../../format/archive-writers.ts'
import type { PackageFixture } from '../../format/package-fixture.ts'
import { helmChart } from './build.ts'

const chart = (files: Record<string, string>) => ({ ...helmChart({ name: 'a', version: '1.0.0' }), bytes: gzip(tar(files)) })

test('a chart that was built is read back', async () => {
  const facts = await factsOf(
    helmChart({
      name: 'acme-api',
      version: '1.10',
      license: 'Apache-2.0',
      description: 'An API.',
      dependencies: { redis: '~18.0.0', exact: '1.2.3', postgresql: '>=12.0.0' },
      files: { 'charts/redis/Chart.yaml': 'name: redis\nversion: 18.0.1\n' },
    }),
  )
  expect(facts).toEqual({
    name: 'acme-api',
    version: '1.10',
    license: 'Apache-2.0',
    summary: 'An API.',
    architectures: [],
    dependencies: [
      { name: 'redis', operator: 'matches', version: '~18.0.0', dep_type: 'Requires' },
      { name: 'exact', operator: '=', version: '1.2.3', dep_type: 'Requires' },
      { name: 'postgresql', operator: '>=', version: '12.0.0', dep_type: 'Requires' },
    ],
    identifiers: {},
    numFiles: 3,
    typeDisplay: 'file',
  })
})

test('a version that looks like a number keeps its spelling', async () => {
  expect(await factsOf(chart({ 'a/Chart.yaml': 'name: a\nversion: 1.10 # not 1.1\n' }))).toMatchObject({ version: '1.10' })
})

describe('dependencies of a chart from before Helm 3', () => {
  const requirements = 'dependencies:\n- name: redis\n  version: 18.x.x\n  repository: https://charts.example.org\n'
  const redis = { name: 'redis', operator: 'matches', version: '18.x.x', dep_type: 'Requires' }

  test.each([
    ['v1', ''],
    ['v2', 'dependencies:\n- name: ignored\n  version: 1.0.0\n'],
  ])('are in requirements.yaml, which Helm lays over Chart.yaml, also of a chart of %s', async (apiVersion, more) => {
    const own = `apiVersion: ${apiVersion}\nname: a\nversion: 1.0.0\n${more}`
    const files = { 'a/Chart.yaml': own, 'a/requirements.yaml': requirements, 'a/charts/b/requirements.yaml': '' }
    expect((await factsOf(chart(files))).dependencies).toEqual([redis])
  })
})

test('the Chart.yaml of a subchart is never the own one, wherever it stands in the archive', async () => {
  const files = {
    'a/charts/b/Chart.yaml': 'name: b\nversion: 2.0.0\n',
    'a/charts/b/charts/c/Chart.yaml': 'name: c\nversion: 3.0.0\n',
    'a/Chart.yaml': 'name: a\nversion: 1.0.0\n',
    'a/templates/Chart.yaml': 'nothing',
  }
  expect(await factsOf(chart(files))).toMatchObject({ name: 'a', version: '1.0.0' })
})

test.each(['1', '1.0', 'v1.0.0', '01.2.3', '1.0.0+b', '1.0.0-rc.1'])('Helm takes version %s', async (version) => {
  expect(await factsOf(helmChart({ name: 'a', version }))).toMatchObject({ version })
})

test.each(['1.2.3.4', 'latest', '1.0.0_1', '1.0.0-01'])('Helm takes no version %s', async (version) => {
  expect(await reasonOf(helmChart({ name: 'a', version }))).toContain(`"${version}", which is not a version`)
})

describe('a provenance', () => {
  const made = helmChart({ name: 'a', version: '1.0.0' })
  const signed = (digest: string) => {
    const text = `-----BEGIN PGP SIGNED MESSAGE-----\n\nname: a\n...\nfiles:\n  a-1.0.0.tgz: sha256:${digest}\n`
    return { ...made, extra: { provenance_file: { filename: 'a-1.0.0.tgz.prov', bytes: new TextEncoder().encode(text) } } }
  }

  test('has to be of this chart', async () => {
    expect(await factsOf(signed(createHash('sha256').update(made.bytes).digest('hex')))).toMatchObject({ name: 'a' })
    expect(await reasonOf(signed('0'.repeat(64)))).toContain('a-1.0.0.tgz.prov is of a file with another SHA-256')
  })
})

test.each<readonly [title: string, fixture: PackageFixture, reason: string]>([
  ['no Chart.yaml', chart({ 'a/values.yaml': '' }), 'has 0 Chart.yaml in its top folder'],
  ['a Chart.yaml of another case', chart({ 'a/chart.yaml': 'name: a\nversion: 1.0.0' }), 'has 0 Chart.yaml in its top folder'],
  ['two charts', chart({ 'a/Chart.yaml': '', 'b/Chart.yaml': '' }), 'has 2 Chart.yaml'],
  ['no version', chart({ 'a/Chart.yaml': 'name: a' }), 'a/Chart.yaml: version is missing'],
  ['a list for a name', chart({ 'a/Chart.yaml': 'name: [a]\nversion: 1.0.0' }), 'a/Chart.yaml: name is missing'],
  ['a path for a name', chart({ 'a/Chart.yaml': 'name: ../b\nversion: 1.0.0' }), 'name is "../b", which is a path'],
  ['a type that there is not', chart({ 'a/Chart.yaml': 'name: a\nversion: 1.0.0\ntype: job' }), 'type is "job" instead of'],
  [
    'a broken subchart',
    chart({ 'a/Chart.yaml': 'name: a\nversion: 1.0.0', 'a/charts/b/Chart.yaml': 'name: b' }),
    'a/charts/b/Chart.yaml: version is missing',
  ],
  ['no compression', { ...chart({}), bytes: tar({ 'a/Chart.yaml': 'name: a\nversion: 1.0.0' }) }, 'is not a gzipped archive'],
])('a chart with %s is unreadable', async (_, fixture, reason) => {
  expect(await reasonOf(fixture)).toContain(reason)
})

test('more subcharts than any chart has are refused before they are read', async () => {
  const charts = Array.from({ length: 1_000 }, (_, index) => [`a/charts/c${index}/Chart.yaml`, 'name: c\nversion: 1.0.0\n'])
  const fixture = chart({ 'a/Chart.yaml': 'name: a\nversion: 1.0.0\n', ...Object.fromEntries(charts) })
  expect(await reasonOf(fixture)).toContain('more than the 1000 Chart.yaml allowed')
})
