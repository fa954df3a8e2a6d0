/** Compares an API description that somebody published with ours: see the usage below. `compareOperations` documents what is compared. */
import { parseArgs } from 'node:util'
import { compareOperations } from './drift/compare.ts'
import { applyCorrections } from './drift/corrections.ts'
import { operationsOf } from './drift/operations.ts'
import { isVersion, readOwn, readOwnLike, type Version } from './drift/own-descriptions.ts'
import { parseDocument } from './drift/parse-document.ts'
import { readSource } from './drift/read-source.ts'
import { countChanges, formatDrifts, legend } from './drift/report.ts'
import { UnusableInput } from './drift/unusable-input.ts'
import { readDocument } from './generate/document.ts'

const usage = `Usage: pnpm openapi:drift <path or URL> [--against v1|v2] [--all]

Compares a published description of the API (Swagger 2.0, OpenAPI 3.0 or 3.1; JSON or YAML) with ours.

  --against v1|v2  our version to compare with (default: the one with more operations in common)
  --all            also show the differences that corrections.yaml explains

Exits with 1 if there are unexplained differences, and with 2 if the document cannot be used.`

const options = {
  against: { type: 'string' },
  all: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

interface Task {
  source: string
  against: Version | undefined
  all: boolean
}

function readArguments(): Task | 'help' {
  const { values, positionals } = parseStrictly()
  const { against, all, help } = values
  if (help) return 'help'
  const [source, ...more] = positionals
  if (source === undefined || more.length > 0) throw new UnusableInput(`Expected one path or URL.\n\n${usage}`)
  if (against !== undefined && !isVersion(against)) throw new UnusableInput(`There is no version ${against}.\n\n${usage}`)
  return { source, against, all }
}

function parseStrictly() {
  try {
    return parseArgs({ options, allowPositionals: true })
  } catch (error) {
    throw new UnusableInput(`${error instanceof Error ? error.message : error}\n\n${usage}`)
  }
}

/** @returns the exit code */
async function drift({ source, against, all }: Task): Promise<number> {
  const published = operationsOf(parseDocument(await readSource(source), source))
  const ours = against === undefined ? await readOwnLike(published) : await readOwn(against)
  const drifts = compareOperations(ours.operations, published)
  const { explained, unexplained } = applyCorrections(drifts, await readDocument<string[]>('corrections.yaml'))

  if (all && explained.length > 0) console.log(`Explained by corrections.yaml:\n\n${formatDrifts(explained)}\n`)
  if (unexplained.length > 0) console.log(`Unexplained:\n\n${formatDrifts(unexplained)}\n\n${legend}\n`)
  const [known, unknown] = [countChanges(explained), countChanges(unexplained)]
  console.log(
    `${ours.name}: ${ours.operations.length} operations, ${published.length} published. ` +
      `${known + unknown} ${known + unknown === 1 ? 'difference' : 'differences'}, ${known} explained by corrections.yaml, ${unknown} unexplained.`,
  )
  return unknown === 0 ? 0 : 1
}

try {
  const task = readArguments()
  if (task === 'help') console.log(usage)
  else process.exitCode = await drift(task)
} catch (error) {
  console.error(error instanceof UnusableInput ? error.message : error)
  // Also for faults of this command itself, as 1 means that there are differences.
  process.exitCode = 2
}
