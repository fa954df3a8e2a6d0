import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'

/** The specifiers after `from` or in `import()`, except for types, which are erased. */
const importing = /^(?:import|export) (?!type\b)[^'"]*?from '([^']+)'|import\('([^']+)'\)|^import '([^']+)'/gms

/** Every module that an entry may load, at once or later, and the packages that they import. */
async function walk(entry: URL): Promise<{ modules: string[]; packages: Set<string> }> {
  const reached = new Set([entry.href])
  const packages = new Set<string>()
  // A set may grow while it is iterated over: added items are visited too.
  for (const module of reached) {
    for (const found of (await readFile(new URL(module), 'utf8')).matchAll(importing)) {
      const name = found[1] ?? found[2] ?? found[3] ?? ''
      // Private packages are bundled, so they are loaded as well.
      if (name.startsWith('@cloudsmith-sdk/')) reached.add(import.meta.resolve(name))
      else if (name.startsWith('.')) reached.add(new URL(name, module).href)
      else packages.add(name)
    }
  }
  return { modules: [...reached], packages }
}

test('nothing that the main entry can ever load is of Node', async () => {
  const { modules, packages } = await walk(new URL('../src/index.ts', import.meta.url))
  for (const path of ['/upload/push.ts', '/search-language/src/parse.ts']) {
    expect(modules.some((module) => module.endsWith(path))).toBe(true)
  }
  expect([...packages].filter((name) => !/^(openapi-fetch$|@noble\/hashes\/)/.test(name))).toEqual([])
})

test('the walk finds what is of Node where something is', async () => {
  const { packages } = await walk(new URL('../src/node.ts', import.meta.url))
  expect([...packages]).toEqual(expect.arrayContaining(['node:fs', 'node:os', 'node:path']))
})
