import { existsSync, readFileSync } from 'node:fs'

/** The folder of this package, above both the sources and the build. */
function rootOf(folder: URL): URL {
  if (existsSync(new URL('package.json', folder))) return folder
  return rootOf(new URL('../', folder))
}

/** Reads a text file of this package, by its path in the package. */
export const packageFile = (path: string): string => readFileSync(new URL(path, rootOf(new URL('./', import.meta.url))), 'utf8')
