import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { docs } from './pages.ts'

/** A package that is published, or will be. */
export interface PublishedPackage {
  readonly name: string
  readonly version: string
}

/** The published packages, with the versions that the site documents. */
export function publishedPackages(): readonly PublishedPackage[] {
  return globSync('packages/*/package.json', { cwd: join(docs, '..') })
    .sort()
    .map((file) => JSON.parse(readFileSync(join(docs, '..', file), 'utf8')) as PublishedPackage & { private?: boolean })
    .filter((each) => each.private !== true)
    .map(({ name, version }) => ({ name, version }))
}
