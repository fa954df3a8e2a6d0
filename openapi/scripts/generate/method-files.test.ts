import { posix } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { areasOf } from './areas.ts'
import { type Document, operationsOf, readDocument } from './document.ts'
import { methodFiles } from './method-files.ts'
import { placeOperations, readMethods } from './methods.ts'
import { withOurNames } from './parameter-names.ts'

let files: Record<string, string>

beforeAll(async () => {
  const written = await Promise.all((['v1', 'v2'] as const).map(write))
  files = Object.assign({}, ...written)
})

async function write(version: 'v1' | 'v2'): Promise<Record<string, string>> {
  const document = await readDocument<Document>(`cloudsmith-${version}.yaml`)
  const tree = placeOperations(await readMethods(version), operationsOf(document).map(withOurNames))
  return methodFiles(version, document, tree, areasOf(document))
}

const homesOf = (name: string) =>
  Object.keys(files).filter((file) => files[file]?.match(new RegExp(`^export (?:interface|type) ${name}\\b`, 'm')))

test.each([
  ['CloudsmithV1', 'v1-methods.ts'],
  ['PackagesMethods', 'v1-methods/packages.ts'],
  ['PackagesCopyParams', 'v1-methods/packages.ts'],
  // A group of groups is where these are, if that is one area.
  ['ReposUpstreamsMethods', 'v1-methods/upstreams.ts'],
  ['V2WorkspacesMethods', 'v2-methods.ts'],
  // Formats with types of their own have a file, and a group is never divided.
  ['ReposUpstreamsNpmMethods', 'v1-methods/upstreams-npm.ts'],
  ['ReposUpstreamsCargoMethods', 'v1-methods/upstreams.ts'],
  ['PackagesUploadMethods', 'v1-methods/uploads.ts'],
  // The client calls it `user` and `users`, and the description has one area for both.
  ['UserMethods', 'v1-methods/account.ts'],
  ['UsersMethods', 'v1-methods/account.ts'],
])('%s is in %s', (name, file) => {
  expect(homesOf(name)).toEqual([file])
})

test('the file of the whole exports every other', () => {
  for (const version of ['v1', 'v2']) {
    const exported = [...(files[`${version}-methods.ts`] ?? '').matchAll(/^export type \* from '\.\/(.+)'$/gm)]
    expect(exported.map(([, file]) => file)).toEqual(
      Object.keys(files)
        .filter((file) => file.startsWith(`${version}-methods/`))
        .sort(),
    )
  }
})

test('no file leads back to itself', () => {
  const importsOf = (file: string): string[] =>
    [...(files[file] ?? '').matchAll(/^import type .* from '(.+)'$/gm)]
      .map(([, path = '']) => posix.join(posix.dirname(file), path))
      .filter((path) => path in files)
  const reachedFrom = (file: string, seen = new Set<string>()): Set<string> => {
    for (const each of importsOf(file)) if (!seen.has(each)) reachedFrom(each, seen.add(each))
    return seen
  }
  for (const file of Object.keys(files)) expect(reachedFrom(file)).not.toContain(file)
  expect(reachedFrom('v1-methods.ts')).toContain('v1-methods/upstreams-npm.ts')
})

test('no file is longer than people read', () => {
  const long = Object.entries(files).filter(([, text]) => text.split('\n').length > 1500)
  expect(long.map(([file]) => file)).toEqual([])
})
