import { expect, test } from 'vitest'
import { factsOf, reasonOf } from '../../catalogue/read-fixture.ts'
import { gzip, tar, zip } from '../../format/archive-writers.ts'
import { huggingfaceModel } from './build.ts'

const small = huggingfaceModel({ name: 'acme', version: '1.0' })
const model = (files: Record<string, string>) => ({ ...small, bytes: zip(files) })
const card = (...lines: string[]) => ['---', ...lines, '---', '', 'A model.', ''].join('\n')

test('a model that was built is read back', async () => {
  const made = huggingfaceModel({
    name: 'acme',
    version: '1.0',
    license: 'mit',
    description: 'A model.',
    files: { 'model.safetensors': '' },
  })
  expect(await factsOf(made)).toMatchObject({
    ...{ name: 'acme', version: '1.0', license: 'mit', description: '# acme\n\nA model.' },
    ...{ dependencies: [], numFiles: 3, typeDisplay: 'file' },
  })
})

test('its card tells what it is made of; of several licences there is a choice', async () => {
  const text = card('license: [apache-2.0, mit]', 'pretty_name: Acme', 'base_model:', '- org/base', '- org/other')
  const facts = await factsOf({ ...small, filename: 'acme-1.0.tar.gz', bytes: gzip(tar({ 'acme/README.md': text })) })
  expect(facts).toMatchObject({ license: 'Apache-2.0 OR MIT', summary: 'Acme', description: 'A model.' })
  expect(facts.dependencies).toEqual([
    { name: 'org/base', operator: null, version: null, dep_type: 'Requires' },
    { name: 'org/other', operator: null, version: null, dep_type: 'Requires' },
  ])
})

test('a licence that is none of the list has a name of its own', async () => {
  const text = card('license: other', 'license_name: acme-research', 'base_model: org/base')
  expect(await factsOf(model({ 'README.md': text }))).toMatchObject({
    license: 'acme-research',
    dependencies: [{ name: 'org/base' }],
  })
})

test('weights alone are a model too, and a dataset need not have a card', async () => {
  const weights = { ...small, filename: 'acme-1.0.safetensors', bytes: new Uint8Array(8) }
  expect(await factsOf(weights)).toMatchObject({ name: 'acme', version: '1.0', numFiles: 0 })
  expect(await factsOf(model({ 'data/train.csv': '' }))).toMatchObject({ name: 'acme', numFiles: 1 })
})

test.each([
  ['a card of broken YAML', model({ 'README.md': card('license: [') }), 'README.md is not valid YAML'],
  [
    'a card that begins and does not end',
    model({ 'README.md': '---\nlicense: mit\n' }),
    'README.md begins with --- without a second one',
  ],
  ['a configuration that is none', model({ 'config.json': '{' }), 'config.json is not valid JSON'],
  ['two cards', model({ 'a/README.md': '', 'b/README.md': '' }), 'has 2 README.md in its top folders instead of one'],
  ['an archive that is none', { ...small, bytes: new Uint8Array(8) }, 'is not a zip archive'],
])('a model with %s is unreadable', async (_, fixture, reason) => {
  expect(await reasonOf(fixture)).toContain(reason)
})
