import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Manifest } from './manifest.ts'

/** A package that is published, and where it stands. */
export interface Published {
  readonly manifest: Manifest
  /** Its folder in the repository, with slashes. */
  readonly directory: string
  /** Path of its `package.json`. */
  readonly path: string
}

/** The packages of a repository that registries get: those of `packages/` that are not private. */
export function publishedPackages(root: string): Published[] {
  return globSync('packages/*/package.json', { cwd: root })
    .sort()
    .map((path) => ({
      manifest: JSON.parse(readFileSync(join(root, path), 'utf8')) as Manifest,
      directory: dirname(path).replaceAll('\\', '/'),
      path: join(root, path),
    }))
    .filter(({ manifest }) => manifest.private !== true)
}
