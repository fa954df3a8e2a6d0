import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkReleased } from '../../../scripts/check-package/released.ts'
import { changedDocuments, freeze } from '../../../scripts/released/freeze.ts'
import { root } from '../src/root.ts'

let place: string
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'released-'))
  write(
    'tests/consumer/programs/scales.ts',
    `import { weigh } from 'scales'\nconst grams: number = weigh('brass')\nconsole.log(grams)\n`,
  )
  write('packages/scales/test/golden/v1/receipt.json', '{"grams":5}')
})
afterEach(() => rmSync(place, { recursive: true }))

test('a release freezes its program and the digests of its documents, and a patch takes the place of what it mends', () => {
  freeze(place, 'scales', '1.0.0')
  freeze(place, 'scales', '1.1.0')
  freeze(place, 'scales', '1.1.1')

  expect(readdirSync(join(place, 'tests/consumer/programs/released/scales')).sort()).toEqual([
    '1.0.0.documents.json',
    '1.0.0.ts',
    '1.1.1.documents.json',
    '1.1.1.ts',
  ])
  expect(readFileSync(join(place, 'tests/consumer/programs/released/scales/1.0.0.ts'), 'utf8')).toContain(`weigh('brass')`)
})

test('a program of an earlier release goes on compiling beside what is new', async () => {
  freeze(place, 'scales', '1.0.0')
  publish('export declare function weigh(what: string, unit?: string): number\nexport declare const best: string')

  await expect(compiled()).resolves.toBeUndefined()
})

test('a parameter that is asked for now breaks programs of an earlier release, and the release is named', async () => {
  freeze(place, 'scales', '1.0.0')
  publish('export declare function weigh(what: string, unit: string): number')

  await expect(compiled()).rejects.toThrow(
    /What compiled with scales 1\.0\.0 does not compile any more[\s\S]*Expected 2 arguments/,
  )
})

test('a name that went breaks them as well', async () => {
  freeze(place, 'scales', '1.0.0')
  publish('export declare function measure(what: string): number')

  await expect(compiled()).rejects.toThrow(/no exported member 'weigh'/)
})

test('a document that was released and is not as it was is told with who wrote it', () => {
  freeze(place, 'scales', '1.0.0')
  write('packages/scales/test/golden/v2/receipt.json', '{"kilograms":0.005}')
  expect(changedDocuments(place)).toEqual([])

  write('packages/scales/test/golden/v1/receipt.json', '{"grams":"5"}')

  expect(changedDocuments(place)).toEqual(['v1/receipt.json, which scales 1.0.0 wrote'])
})

test('documents of released versions are as they were', () => {
  expect(changedDocuments(root)).toEqual([])
})

function publish(declarations: string): void {
  write(
    'project/node_modules/scales/package.json',
    JSON.stringify({ name: 'scales', type: 'module', exports: { types: './index.d.ts' } }),
  )
  write('project/node_modules/scales/index.d.ts', declarations)
  write('project/node_modules/@types/node/index.d.ts', 'declare var console: { log(text: unknown): void }')
}

const compiled = () => checkReleased(join(place, 'project'), 'scales', join(place, 'tests/consumer/programs/released'))

function write(path: string, text: string): void {
  mkdirSync(dirname(join(place, path)), { recursive: true })
  writeFileSync(join(place, path), text)
}
