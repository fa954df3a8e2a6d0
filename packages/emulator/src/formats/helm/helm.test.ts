import { expect, test } from 'vitest'
import { factsOf, reasonOf } from '../../catalogue/read-fixture.ts'
import { gzip, tar } from '../../format/archive-writers.ts'
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

test.each([
  ['no Chart.yaml', chart({ 'a/values.yaml': '' }), 'has 0 Chart.yaml in its top folder'],
  ['two charts', chart({ 'a/Chart.yaml': '', 'b/Chart.yaml': '' }), 'has 2 Chart.yaml'],
  ['no version', chart({ 'a/Chart.yaml': 'name: a' }), 'Chart.yaml: version is missing'],
])('a chart with %s is unreadable', async (_, fixture, reason) => {
  expect(await reasonOf(fixture)).toContain(reason)
})
