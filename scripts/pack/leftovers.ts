import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/** How a bundler names what several entries share. */
const isShared = (file: string): boolean => /-[A-Z0-9]{8}\.js$/.test(file)

/**
 * Files of earlier builds in a `dist`: what has a hash in its name, and nothing else there names it. They are left where a build comes from a
 * cache, which puts its files beside those that are there.
 */
export function leftoversIn(dist: string): string[] {
  const files = globSync('**/*.js', { cwd: dist })
  const waiting = new Set(files.filter(isShared))
  const reached = files.filter((file) => !waiting.has(file))
  for (const file of reached) {
    const text = readFileSync(join(dist, file), 'utf8')
    for (const other of waiting) {
      if (!text.includes(basename(other))) continue
      waiting.delete(other)
      reached.push(other)
    }
  }
  return [...waiting].sort()
}
