/**
 * Checks that what code and tests cite is there: headings of `docs/service.md`, rows of `docs/promotion-failures.md`. And that the pages
 * claim no more than there is: each failure has tests that begin with its number, each switch of the emulator has a row and the other way
 * round.
 */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { slugOf } from '../docs/.vitepress/slug.ts'
import { defaultSwitches } from '../packages/emulator/src/core/switches.ts'

const root = join(import.meta.dirname, '..')
const docs = join(root, 'docs')
const servicePage = readFileSync(join(docs, 'service.md'), 'utf8')
const failuresPage = readFileSync(join(docs, 'promotion-failures.md'), 'utf8')

const anchors = new Set([...servicePage.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => slugOf(heading)))
const failures = new Map(
  [...failuresPage.matchAll(/^\| (F\d\d) \|.*$/gm)].map(([row, number = '']) => [
    number,
    [...row.matchAll(/\]\(([^()]+)\)/g)].map(([, link = '']) => join(docs, link)),
  ]),
)
const citing = new Map<string, string[]>([...failures.keys()].map((number) => [number, []]))
const problems: string[] = []

const pattern = '{packages,examples,benchmarks,openapi,scripts,tests,docs}/**/*.{ts,tsp,js,yaml,rego,md}'
/** What is made, of the docs too. */
const skipped = /(^|\/)(node_modules|dist|generated|reports|\.turbo)(\/|$)|^docs\/(packages|reference)(\/|$)/
for (const path of globSync(pattern, { cwd: root, exclude: (entry) => skipped.test(entry) })) {
  const text = readFileSync(join(root, path), 'utf8')
  for (const [at, anchor] of occurrences(text, /service\.md#([\w-]*)/g)) {
    if (!anchors.has(anchor)) problems.push(`${path}:${at}: docs/service.md has no heading #${anchor}`)
  }
  if (path.endsWith('.md')) continue
  for (const [at, number] of occurrences(text, /\b(F\d\d)\b/g)) {
    const files = citing.get(number)
    if (files === undefined) problems.push(`${path}:${at}: docs/promotion-failures.md has no row ${number}`)
    files?.push(join(root, path))
  }
}

for (const [number, links] of failures) {
  const files = citing.get(number) ?? []
  if (links.length === 0) problems.push(`docs/promotion-failures.md: ${number} has no test${suggest(files)}`)
  for (const link of links.filter((each) => !files.includes(each))) {
    const path = relative(root, link)
    problems.push(
      `docs/promotion-failures.md: ${number}: ${path} ${existsSync(link) ? 'has no such test' : 'is not there'}${suggest(files)}`,
    )
  }
}

const [, unknown = ''] = servicePage.split('\n## Unknown\n')
const told = new Set([...unknown.matchAll(/^\|[^|]*\| +`(\w+)` +\|/gm)].map(([, name = '']) => name))
for (const name of Object.keys(defaultSwitches)) {
  if (!told.has(name)) problems.push(`docs/service.md#unknown has no row for the emulator's switch ${name}`)
}
for (const name of told) {
  if (!Object.hasOwn(defaultSwitches, name)) problems.push(`docs/service.md#unknown: the emulator has no switch ${name}`)
}

for (const problem of problems) console.error(problem)
console.log(`${anchors.size} headings, ${failures.size} failures, ${told.size} switches: ${problems.length} problems`)
process.exitCode = problems.length === 0 ? 0 : 1

/** What the expression's group holds, with the line where it stands. */
function occurrences(text: string, expression: RegExp): [line: number, what: string][] {
  return [...text.matchAll(expression)].map(({ 1: what = '', index }) => [text.slice(0, index).split('\n').length, what])
}

function suggest(files: readonly string[]): string {
  return files.length === 0 ? '' : `; see ${[...new Set(files)].map((file) => relative(root, file)).join(', ')}`
}
