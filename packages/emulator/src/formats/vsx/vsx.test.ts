import { expect, test } from 'vitest'
import { factsOf, reasonOf } from '../../catalogue/read-fixture.ts'
import { zip } from '../../format/archive-writers.ts'
import { vsxExtension } from './build.ts'

const own = { name: 'tool', publisher: 'acme', version: '1.0.0', engines: { vscode: '*' } }
const small = vsxExtension({ name: 'tool', version: '1.0.0' })
const container = (attributes: string) => `<PackageManifest><Metadata><Identity ${attributes}/></Metadata></PackageManifest>`
const vsix = (manifest: object, files: Record<string, string> = {}) => ({
  ...small,
  bytes: zip({ 'extension/package.json': JSON.stringify(manifest), ...files }),
})

test('an extension that was built is read back, with its platform', async () => {
  const options = { name: 'tool', version: '1.0.204', license: 'MIT', description: 'A <tool>.', dependencies: ['acme.base'] }
  const facts = await factsOf(vsxExtension({ ...options, platform: 'linux-x64', files: { 'main.js': '' } }))
  expect(facts).toEqual({
    name: 'acme.tool',
    version: '1.0.204',
    license: 'MIT',
    summary: 'A <tool>.',
    architectures: ['linux-x64'],
    dependencies: [{ name: 'acme.base', operator: null, version: null, dep_type: 'Depends' }],
    identifiers: {},
    numFiles: 4,
    typeDisplay: 'file',
  })
})

test('one of long ago has no manifest but its own, and a description that is a key is none', async () => {
  const pack = { ...own, description: '%description%', extensionPack: ['acme.a', 'acme.b'] }
  const facts = await factsOf(vsix(pack))
  expect(facts).toMatchObject({ name: 'acme.tool', architectures: [], dependencies: [{ name: 'acme.a' }, { name: 'acme.b' }] })
  expect(facts.summary).toBeUndefined()
})

test('one for every platform has no architecture', async () => {
  const universal = container('Id="Tool" Version="1.0.0" Publisher="acme" TargetPlatform="universal"')
  expect(await factsOf(vsix(own, { 'extension.vsixmanifest': universal }))).toMatchObject({ architectures: [] })
})

test.each([
  ['no manifest', { ...small, bytes: zip({ 'package.json': JSON.stringify(own) }) }, 'has no extension/package.json'],
  ['no JSON', { ...small, bytes: zip({ 'extension/package.json': '{' }) }, 'extension/package.json is not valid JSON'],
  ['no publisher', vsix({ ...own, publisher: undefined }), 'extension/package.json: publisher is missing'],
  ['a path for a name', vsix({ ...own, name: '../tool' }), 'name is "../tool" instead of letters, digits and dashes'],
  ['a version of two numbers', vsix({ ...own, version: '1.0' }), '"1.0", which is not a version'],
  ['nothing that it runs in', vsix({ ...own, engines: { node: '*' } }), 'engines.vscode is missing'],
  [
    'the container of another version',
    vsix(own, { 'extension.vsixmanifest': container('Id="tool" Version="1.0.1" Publisher="acme"') }),
    'extension.vsixmanifest has Version 1.0.1, but extension/package.json has 1.0.0',
  ],
  ['a container for Visual Studio', vsix(own, { 'extension.vsixmanifest': '<Vsix/>' }), 'no <PackageManifest> at its root'],
])('an extension with %s is unreadable', async (_, fixture, reason) => {
  expect(await reasonOf(fixture)).toContain(reason)
})
