import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { root } from '../src/places.ts'
import { runtimes } from '../src/runtimes.ts'
import { stories } from '../src/stories.ts'

const readme = join(root, 'README.md')
const part = /(?<=<!-- runtimes -->\n)[\s\S]*?(?=<!-- \/runtimes -->)/

test('the table of runtimes in the README tells what is tried', () => {
  const about = Object.values(stories).map((story) => story.about)
  const packages = [...new Set(about)]
  const rows = runtimes(inject('installed'), inject('built')).map(({ name, endpoint }) => [
    name,
    ...packages.map(() => 'yes'),
    endpoint === undefined ? '' : `\`${endpoint}\``,
  ])
  const table = [
    ['', ...packages.map((name) => `\`${name}\``), 'webhook endpoint'],
    ['', ...packages, ''].map(() => '---'),
    ...rows,
  ]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n')
  const text = readFileSync(readme, 'utf8')
  // Run with UPDATE=1 to write it.
  if (process.env.UPDATE) writeFileSync(readme, text.replace(part, `\n${table}\n\n`))
  else expect(cells(part.exec(text)?.[0] ?? '')).toEqual(cells(table))
})

/** What a table says, however it is laid out. */
const cells = (table: string): string[][] =>
  table
    .trim()
    .split('\n')
    .filter((row) => !/^[|\s-]+$/.test(row))
    .map((row) => row.split('|').map((cell) => cell.trim()))
