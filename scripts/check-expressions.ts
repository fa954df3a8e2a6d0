/**
 * Checks that no regular expression of the repository takes more than linear time, whatever text it meets, and that every one which is made of
 * text while a program runs has been judged. What is safe is noted in `node_modules/.cache`, and what takes the checker longest also in
 * `check-expressions/proven.json`: only what is new takes a while. With `--anew` nothing is believed that is noted anywhere, and `--write` notes
 * what took longest now.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { check } from 'recheck'
import { findExpressions } from './check-expressions/found.ts'

const root = join(import.meta.dirname, '..')
const provenPath = join(import.meta.dirname, 'check-expressions', 'proven.json')
const { version } = createRequire(import.meta.url)('recheck/package.json') as { version: string }

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

const [anew, write] = ['--anew', '--write'].map((option) => process.argv.includes(option))
const cache = openCache()
const noted = new Set(anew ? [] : [...cache.safe, ...readProven()])
const verdicts = new Map<string, string>()
const took = new Map<string, number>()
for (const { source, flags, places } of expressions) {
  const key = `/${source}/${flags}`
  const began = performance.now()
  const verdict = noted.has(key) ? 'safe' : await verdictOn(source, flags)
  verdicts.set(key, verdict)
  took.set(key, performance.now() - began)
  if (verdict !== 'safe' && !Object.hasOwn(undecided, key)) problems.push(`${places.join(', ')}: ${key} is ${verdict}`)
}
for (const key of Object.keys(undecided))
  if ((verdicts.get(key) ?? 'safe') === 'safe') problems.push(`${key}: is excused without need`)
const safe = [...verdicts.keys()].filter((key) => verdicts.get(key) === 'safe')
cache.keep(safe)
if (write) {
  const slowest = safe.toSorted((one, other) => (took.get(other) ?? 0) - (took.get(one) ?? 0)).slice(0, 100)
  writeFileSync(provenPath, `${JSON.stringify({ recheck: version, safe: slowest.sort() }, null, 2)}\n`)
} else if (anew)
  for (const key of readProven())
    if (!verdicts.has(key)) problems.push(`${provenPath}: ${key} is no more: write it again with --anew --write`)

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

/** What takes the same checker longest, of all that it found to be safe. */
function readProven(): Set<string> {
  const proven = JSON.parse(readFileSync(provenPath, 'utf8')) as { recheck: string; safe: string[] }
  return new Set(proven.recheck === version ? proven.safe : [])
}

/** What the same checker found to be safe on this machine. */
function openCache() {
  const folder = join(root, 'node_modules', '.cache')
  const path = join(folder, `expressions-${version}.json`)
  return {
    safe: new Set<string>(existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : []),
    keep(safe: readonly string[]) {
      mkdirSync(folder, { recursive: true })
      writeFileSync(path, JSON.stringify(safe, null, 1))
    },
  }
}
