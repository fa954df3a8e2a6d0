import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { measure, overspent } from '../../../scripts/inventory/budget.ts'
import { bundledIn } from '../../../scripts/inventory/bundled.ts'
import { checkLicences, isAllowed, licencesOf } from '../../../scripts/inventory/licences.ts'
import { type Bom, sbomOf, withBundled } from '../../../scripts/inventory/sbom.ts'
import { dependenciesOf } from '../../../scripts/inventory/tree.ts'
import { root } from '../src/root.ts'

let place: string
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'inventory-'))
})
afterEach(() => rmSync(place, { recursive: true }))

test('what is installed with a package is the whole tree below it, each once, and no peers', () => {
  const folder = installed('scales', { dependencies: { weights: '1' }, peerDependencies: { table: '1' } })
  installed('weights', { dependencies: { brass: '1' } }, folder)
  installed('brass', { dependencies: { weights: '1' } }, folder)
  installed('table', {}, folder)

  expect(dependenciesOf(folder).map(({ manifest }) => manifest.name)).toEqual(['weights', 'brass'])
})

test('optional dependencies come where they are asked for, and may be missing', () => {
  const folder = installed('scales', { optionalDependencies: { battery: '1', 'for-another-system': '1' } })
  installed('battery', {}, folder)

  expect(dependenciesOf(folder)).toEqual([])
  expect(dependenciesOf(folder, true).map(({ manifest }) => manifest.name)).toEqual(['battery'])
})

test('a dependency that came unseen, with what it brings along, is above the budget', () => {
  const folder = installed('scales', { dependencies: { weights: '1' } })
  write('scales/reports/package.tgz', 'x'.repeat(1500))
  write('project/node_modules/scales/index.js', 'x'.repeat(400))
  installed('weights', { dependencies: { brass: '1' } }, folder)
  installed('brass', {}, folder)
  write('scales/node_modules/brass/ingot.bin', 'x'.repeat(50_000))

  const found = measure(folder, join(place, 'project'))

  expect(found).toEqual({ direct: 1, installed: 2, packedKB: 2, installedKB: 51 })
  expect(overspent(found, { direct: 1, installed: 1, packedKB: 2, installedKB: 60 })).toEqual(['installed is 2, and may be 1'])
})

test.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0)', true],
  ['Apache-2.0 AND MIT', true],
  ['MIT AND GPL-3.0-only', false],
  ['AGPL-3.0', false],
  ['UNLICENSED', false],
  ['SEE LICENSE IN LICENSE.md', false],
  ['unknown', false],
])('a dependency under %s: %s', (licence, expected) => {
  expect(isAllowed({ name: 'weights', licence })).toBe(expected)
})

test('a licence that is not allowed fails, three levels down as well, and says whose it is', async () => {
  const folder = installed('scales', { dependencies: { weights: '1' } })
  installed('weights', { license: 'MIT', dependencies: { brass: '1' } }, folder)
  installed('brass', { license: 'AGPL-3.0', dependencies: { ore: '1' } }, folder)
  installed('ore', {}, folder)

  await expect(checkLicences(folder)).rejects.toThrow(/come with scales[\s\S]*\nbrass 1\.0\.0: AGPL-3\.0\nore 1\.0\.0: unknown/)
})

test('what a bundler took into a file is found by where the file says it is from', async () => {
  const folder = installed('scales', {})
  installed('@metals/brass', { license: 'ISC' }, folder)
  write('scales/dist/index.js', '// src/index.ts\n// node_modules/@metals/brass/lib/ingot.js\nvar ingot = 1\n')

  expect((await bundledIn(folder)).map(({ manifest }) => manifest.name)).toEqual(['@metals/brass'])
  expect(await licencesOf(folder)).toEqual([{ name: '@metals/brass', version: '1.0.0', licence: 'ISC', comes: 'bundled' }])
})

test('a bill of materials has what is bundled beside what is installed, and says so', () => {
  const component = {
    type: 'library',
    name: 'scales',
    version: '1.0.0',
    purl: 'pkg:npm/scales@1.0.0',
    'bom-ref': 'pkg:npm/scales@1.0.0',
  }
  const bom: Bom = {
    ...{ bomFormat: 'CycloneDX', specVersion: '1.6', metadata: { component }, components: [] },
    dependencies: [{ ref: component.purl, dependsOn: [] }],
  }

  const whole = withBundled(bom, [{ name: '@metals/brass', version: '2.0.0', license: 'ISC' }])

  expect(whole.components).toMatchObject([
    { purl: 'pkg:npm/%40metals/brass@2.0.0', properties: [{ name: 'cdx:npm:package:bundled', value: 'true' }] },
  ])
  expect(whole.dependencies).toContainEqual({ ref: component.purl, dependsOn: ['pkg:npm/%40metals/brass@2.0.0'] })
})

test('the bill of materials of the emulator names its dependencies, what it bundles, and how they hang together', async () => {
  const bom = await sbomOf(join(root, 'packages', 'emulator'))

  expect(bom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6', metadata: { component: { name: 'emulator' } } })
  const names = bom.components.map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['fast-xml-parser', 'strnum', 'handlebars', 'preact']))
  expect(names).not.toContain('vitest')
  const refs = new Set([bom.metadata.component, ...bom.components].map((component) => component['bom-ref']))
  expect(bom.dependencies.flatMap(({ ref, dependsOn = [] }) => [ref, ...dependsOn]).filter((ref) => !refs.has(ref))).toEqual([])
})

/** Puts a package into a place, or where another finds it. */
function installed(name: string, manifest: object, within?: string): string {
  const folder = within === undefined ? join(place, name) : join(within, 'node_modules', name)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version: '1.0.0', ...manifest }))
  return folder
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(place, path)), { recursive: true })
  writeFileSync(join(place, path), text)
}
