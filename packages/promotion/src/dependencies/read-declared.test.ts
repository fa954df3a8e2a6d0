import type { Cloudsmith } from '@cloudsmith-sdk/client'
import { expect, test } from 'vitest'
import type { RepositoryReader } from '../repository/repository.ts'
import type { PackageRow } from '../repository/row.ts'
import { declaredReader } from './read-declared.ts'

/** A service that returns what packages declare, and counts the requests. */
function service(dependenciesOf: (slug: string) => string[]) {
  const asked: string[] = []
  const dependencies = async ({ identifier }: { identifier: string }) => {
    asked.push(identifier)
    return {
      dependencies: dependenciesOf(identifier).map((name) => ({ name, operator: null, version: null, dep_type: 'Runtime' })),
    }
  }
  const cloudsmith = { packages: { dependencies } } as unknown as Cloudsmith
  const source = { owner: 'acme', repo: 'dev' } as RepositoryReader
  const sides = { cloudsmith, source, destination: source, signal: undefined }
  const reader = declaredReader(sides, () => ['needed'])
  return { asked, reader }
}

const row = (slug_perm: string, dependencies_checksum_md5: string | null, format = 'npm') =>
  ({ slug_perm, format, name: slug_perm, version: '1', filename: slug_perm, dependencies_checksum_md5 }) as PackageRow
const leaves = Array.from({ length: 20 }, (_, index) => row(`leaf-${index}`, null))
const needsOf = (reader: ReturnType<typeof service>['reader'], pkg: PackageRow) => reader.of(pkg).needs.map(({ name }) => name)

test('packages with the same checksum are requested once', async () => {
  const { asked, reader } = service(() => ['lib'])
  const [linux, mac, other] = [row('linux', 'a'), row('mac', 'a'), row('other', 'a', 'python')]
  await reader.read([linux, mac])
  await reader.read([mac, other])
  expect(asked).toEqual(['linux', 'other'])
  expect(needsOf(reader, mac)).toEqual(['lib'])
  expect(reader.of(mac).needs[0]?.by).toBe(mac)
})

test('of packages without a checksum, only enough are requested to show that they declare nothing', async () => {
  const { asked, reader } = service((slug) => (slug === 'app' ? ['lib'] : []))
  await reader.read([row('app', 'a'), ...leaves])
  expect(asked).toHaveLength(1 + 8)
  await reader.read([row('late', null)])
  expect(asked).toHaveLength(1 + 8)
})

test('all of them are requested if one declares something, or if no package of the format has a checksum', async () => {
  const surprising = service((slug) => (slug === 'app' || slug === 'leaf-3' || slug === 'leaf-19' ? ['lib'] : []))
  await surprising.reader.read([row('app', 'a'), ...leaves])
  expect(surprising.asked).toHaveLength(21)
  expect(needsOf(surprising.reader, leaves[19] as PackageRow)).toEqual(['lib'])
  const silent = service(() => [])
  await silent.reader.read([row('wheel', 'a', 'python'), ...leaves])
  expect(silent.asked).toHaveLength(21)
})

test('Docker images and raw files declare nothing', async () => {
  const { asked, reader } = service(() => ['lib'])
  await reader.read(['docker', 'raw', 'generic'].map((format) => row(format, null, format)))
  expect(asked).toEqual([])
})
