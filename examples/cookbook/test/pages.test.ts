import { globSync } from 'node:fs'
import { posix } from 'node:path'
import { expect, test } from 'vitest'
import { pages } from './page.ts'
import { source } from './seeded.ts'

/** Files that pages show, by their path in the repository. */
const shown = new Set(
  [...pages.values()].flatMap((text) =>
    [...text.matchAll(/^<<< @\/([^\s{#]+)/gm)].map(([, file = '']) => posix.join('docs', file)),
  ),
)

test('every program here is shown by a page', () => {
  const programs = globSync('**/*.*', { cwd: source('') }).map((file) => file.replaceAll('\\', '/'))
  expect(programs.filter((file) => !shown.has(`examples/cookbook/src/${file}`))).toEqual([])
})
