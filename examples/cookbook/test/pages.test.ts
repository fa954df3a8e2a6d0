import { existsSync, globSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { expect, test } from 'vitest'
import { pages } from './page.ts'

const root = join(import.meta.dirname, '../../..')

/** Files that pages show, by their path in the repository. */
const imports = [...pages].flatMap(([path, text]) =>
  [...text.matchAll(/^<<< @\/([^\s{#]+)(?:#([\w-]+))?/gm)].map(([, file = '', region]) => ({
    ...{ path, region },
    file: posix.join('docs', file),
  })),
)

test('every program here is shown by a page', () => {
  const programs = globSync('**/*.*', { cwd: join(root, 'examples/cookbook/src') }).map((file) => file.replaceAll('\\', '/'))
  const seen = new Set(imports.map(({ file }) => file))
  expect(programs.filter((file) => !seen.has(`examples/cookbook/src/${file}`))).toEqual([])
})

test('every file that a page shows is there', () => {
  expect(imports.filter(({ file }) => !existsSync(join(root, file)))).toEqual([])
  const regions = imports.filter(({ region }) => region !== undefined)
  expect(regions.filter(({ file, region }) => !readFileSync(join(root, file), 'utf8').includes(`#region ${region}`))).toEqual([])
})

test('pages copy no TypeScript', () => {
  const written = [...pages].filter(([path]) => /^(start|cookbook|concepts|decisions)\//.test(path))
  expect(written.filter(([, text]) => /^```(ts|tsx|typescript|js|javascript)\b/m.test(text)).map(([path]) => path)).toEqual([])
})
