import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findPages } from '../.vitepress/pages.ts'
import { built, readBuilt } from './built.ts'

const pages = findPages().filter(({ path }) => path !== 'index.md')

test('each page is there as Markdown, with what it shows of programs in its place', () => {
  expect(pages.filter(({ path }) => !existsSync(join(built, path)))).toEqual([])
  const unresolved = pages.filter(({ path }) => /^ *<<<\s/m.test(readBuilt(path)) || readBuilt(path).startsWith('---'))
  expect(unresolved.map(({ path }) => path)).toEqual([])
})

test('every link and picture of this Markdown leads to something', () => {
  const dead = pages.flatMap(({ path }) =>
    [...readBuilt(path).matchAll(/\]\(\/([^)\s#]+)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !existsSync(join(built, target)))
      .map((target) => `${path}: ${target}`),
  )
  expect(dead).toEqual([])
})

test('llms.txt says the versions and leads to each page once', () => {
  const text = readBuilt('llms.txt')
  expect(text).toMatch(/^For these versions: .*@cloudsmith-sdk\/client \d+\.\d+\.\d+/m)
  const links = [...text.matchAll(/\]\(\/([^)]+)\)/g)].map(([, path]) => path)
  expect(links.toSorted()).toEqual(pages.map(({ path }) => path).toSorted())
})

test('llms-full.txt has the text of what is read, and leaves out what is looked up', () => {
  const headings = readBuilt('llms-full.txt').match(/^# .*$/gm)
  expect(headings).toEqual(expect.arrayContaining(['# Call the API', '# Gates']))
  expect(headings).not.toContain('# Recycle bin')
})
