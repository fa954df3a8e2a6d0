import { createEmulator } from '@cloudsmith-sdk/emulator'
import { npmPackage, rawFile } from '@cloudsmith-sdk/emulator/testing'
import { createObserver } from '@cloudsmith-sdk/openapi/conformance'
import { beforeAll, expect, test } from 'vitest'
import { all, Cloudsmith, exactly, field, not } from '../src/index.ts'

const observe = await createObserver()

const emulator = createEmulator({ observe })
const { clock, fetch } = emulator
const cloudsmith = new Cloudsmith({ apiKey: 'emulator-admin-key', clock, fetch })
const names = [
  'lodash',
  'lodash.merge',
  'lo dash',
  '@acme/api',
  'a+b',
  'a-b',
  'x:y',
  'NOT',
  'and',
  'what?',
  '50%',
  '"quoted"',
  'back\\slash',
  'a*b',
  '^caret$',
]
const versions = ['1.0', '1.0.1', '11.0', '1.0-rc.1']
const packages = names.flatMap((name) => versions.map((version) => ({ format: 'raw', name, version })))

beforeAll(async () => {
  for (const { name, version } of packages) {
    const bytes = new TextEncoder().encode(`${name} ${version}`)
    await emulator.add('acme/dev', rawFile({ name, version, bytes }), { tags: [`for ${name}`] })
  }
  await emulator.add('acme/dev', npmPackage({ name: 'lodash', version: '1.0.0' }))
})

async function find(query: string) {
  const rows = await cloudsmith.packages.list({ owner: 'acme', repo: 'dev', query, sort: 'date', page_size: 500 }).toArray()
  return rows.map(({ format, name, version }) => ({ format, name, version }))
}

test.each(packages)('exactly($name $version) finds that package and no other', async (wanted) => {
  expect(await find(exactly(wanted))).toEqual([wanted])
})

test.each(names)('what is tagged for %s is found by its tag, and the rest by its opposite', async (name) => {
  const tagged = field.tag(`for ${name}`)
  expect(await find(tagged)).toEqual(packages.filter((pkg) => pkg.name === name))
  expect(await find(all(field.format('raw'), not(tagged)))).toEqual(packages.filter((pkg) => pkg.name !== name))
})
