import { createEmulator } from '@cloudsmith-sdk/emulator'
import { npmPackage, rawFile } from '@cloudsmith-sdk/emulator/testing'
import { createObserver } from '@cloudsmith-sdk/openapi/conformance'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { all, any, Cloudsmith, exactly, field, not } from '../src/index.ts'

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
  'what?',
  '50%',
  '"quoted"',
  'back\\slash',
  'a*b',
  '^caret$',
]
const versions = ['1.0', '1.0.1', '11.0', '1.0-rc.1']

beforeAll(async () => {
  const bytes = (text: string) => new TextEncoder().encode(text)
  for (const name of names) {
    for (const version of versions) {
      await emulator.add('acme/dev', rawFile({ name, version, bytes: bytes(`${name} ${version}`) }), { tags: [`for ${name}`] })
    }
  }
  await emulator.add('acme/dev', npmPackage({ name: 'lodash', version: '1.0.0' }))
})

async function find(query: string) {
  const rows = await cloudsmith.packages.list({ owner: 'acme', repo: 'dev', query, page_size: 500 }).toArray()
  return rows.map(({ format, name, version }) => ({ format, name, version }))
}

/** Every raw package that a plain condition holds for, to hold the service's answer against. */
const expected = (holds: (name: string, version: string) => boolean) =>
  names.flatMap((name) => versions.filter((version) => holds(name, version)).map((version) => ({ format: 'raw', name, version })))

const sorted = (rows: object[]) => rows.map((row) => JSON.stringify(row)).sort()

test.each(names.flatMap((name) => versions.map((version) => ({ format: 'raw', name, version }))))(
  'exactly($name $version) finds that package and no other',
  async (wanted) => {
    expect(await find(exactly(wanted))).toEqual([wanted])
  },
)

test('what is built means the same to the service as in the program', async () => {
  const name = fc.constantFrom(...names)
  await fc.assert(
    fc.asyncProperty(name, name, fc.constantFrom(...versions), async (one, other, version) => {
      const ofFormat = field.format('raw')
      const either = any(field.name.exactly(one), field.name.exactly(other))
      expect(sorted(await find(all(ofFormat, either, field.version.exactly(version))))).toEqual(
        sorted(expected((n, v) => (n === one || n === other) && v === version)),
      )
      expect(sorted(await find(all(ofFormat, not(either))))).toEqual(sorted(expected((n) => n !== one && n !== other)))
      expect(sorted(await find(all(ofFormat, field.name.startsWith(one.slice(0, 2)))))).toEqual(
        sorted(expected((n) => n.toLowerCase().startsWith(one.slice(0, 2).toLowerCase()))),
      )
      expect(sorted(await find(all(ofFormat, field.tag(`for ${one}`))))).toEqual(sorted(expected((n) => n === one)))
    }),
    { numRuns: 40 },
  )
})
