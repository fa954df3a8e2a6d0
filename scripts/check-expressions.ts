/**
 * Checks that no regular expression of the repository takes more than linear time, whatever text it meets, and that every one which is made of
 * text while a program runs has been judged. What is safe is noted in `node_modules/.cache`: only what is new takes a while.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { check } from 'recheck'
import { findExpressions } from './check-expressions/found.ts'

const root = join(import.meta.dirname, '..')

/** Made in functions: where the text comes from, and why that does no harm. */
const judged: Readonly<Record<string, string>> = {
  'openapi/scripts/emit/examples/facts.ts':
    'patterns of our own YAML against names of our own description, where nobody else runs it',
  'packages/emulator/src/requests/scalars.ts': 'patterns of the API description, which are checked here',
  'packages/client/src/observe/redact.ts': 'literal text, every character of it escaped',
  'packages/client/src/node/identity-from/aws-sts.ts': '<NAME>([^<]+)</ with names of our own',
  'packages/client/src/errors/read-refusal.ts': '<NAME>([^<]*)</NAME> with names of our own',
}

/** What the checker cannot decide in its time, and why it is linear. */
const undecided: Readonly<Record<string, string>> = {}

const { expressions, later } = await findExpressions(root)
const problems: string[] = []
for (const path of later)
  if (!Object.hasOwn(judged, path)) problems.push(`${path}: makes an expression of text: judge it in ${import.meta.filename}`)
for (const path of Object.keys(judged))
  if (!later.includes(path)) problems.push(`${path}: is judged, but makes no expression of text`)

const cache = openCache()
const verdicts = new Map<string, string>()
for (const { source, flags, places } of expressions) {
  const key = `/${source}/${flags}`
  const verdict = cache.safe.has(key) ? 'safe' : await verdictOn(source, flags)
  verdicts.set(key, verdict)
  if (verdict !== 'safe' && !Object.hasOwn(undecided, key)) problems.push(`${places.join(', ')}: ${key} is ${verdict}`)
}
for (const key of Object.keys(undecided))
  if ((verdicts.get(key) ?? 'safe') === 'safe') problems.push(`${key}: is excused without need`)
cache.keep([...verdicts.keys()].filter((key) => verdicts.get(key) === 'safe'))

for (const problem of problems) console.error(problem)
console.log(`${expressions.length} expressions, ${later.length} places that make some of text: ${problems.length} problems`)
process.exitCode = problems.length === 0 ? 0 : 1

async function verdictOn(source: string, flags: string): Promise<string> {
  // Characters that are read are counted, and no seconds: on a busy machine everything takes long.
  const result = await check(source, flags, {
    timeout: 120_000,
    attackTimeout: null,
    seedingTimeout: null,
    incubationTimeout: null,
  })
  if (result.status === 'safe') return 'safe'
  if (result.status === 'unknown') return `undecided (${result.error.kind})`
  return `${result.complexity.summary}, for example with ${result.attack.pattern}`
}

/** What the same checker found to be safe before. */
function openCache() {
  const folder = join(root, 'node_modules', '.cache')
  const path = join(folder, `expressions-${createRequire(import.meta.url)('recheck/package.json').version}.json`)
  return {
    safe: new Set<string>(existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : []),
    keep(safe: readonly string[]) {
      mkdirSync(folder, { recursive: true })
      writeFileSync(path, JSON.stringify(safe, null, 1))
    },
  }
}
