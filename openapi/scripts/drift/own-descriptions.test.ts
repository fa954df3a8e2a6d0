import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { documentUrl } from '../generate/document.ts'
import { compareOperations } from './compare.ts'
import { type Operation, operationsOf } from './operations.ts'
import { readOwn, readOwnLike, type Version, versions } from './own-descriptions.ts'
import { parseDocument } from './parse-document.ts'
import { readSource } from './read-source.ts'
import { describing } from './testing.ts'

const published = new Map<Version, Operation[]>()

beforeAll(async () => {
  for (const version of versions) {
    const path = fileURLToPath(documentUrl(`cloudsmith-${version}.yaml`))
    published.set(version, operationsOf(parseDocument(await readSource(path), path)))
  }
})

test.each(versions)('our own %s does not differ from itself', async (version) => {
  const { operations } = await readOwn(version)

  expect(operations.length).toBeGreaterThan(20)
  expect(compareOperations(operations, published.get(version) ?? [])).toEqual([])
})

test('our description with the most operations in common is chosen', async () => {
  for (const version of versions) {
    const someOperations = (published.get(version) ?? []).slice(0, 5)
    expect(await readOwnLike(someOperations)).toMatchObject({ name: `cloudsmith-${version}.yaml` })
  }
})

test('a document with equally many operations in common with both is refused', async () => {
  const first = (version: Version) => (published.get(version) ?? []).slice(0, 1)

  await expect(readOwnLike([...first('v1'), ...first('v2')])).rejects.toThrow('equally many operations in common with v1 and v2')
  await expect(readOwnLike(describing({}))).rejects.toThrow('shares no operation with ours')
})
