/**
 * Downloads real packages with their formats' own clients, pushes them into an emulator, and holds what it reads against what the formats' own
 * tools read, and both against the table: `pnpm corpus`. For maintainers, after a change of a reader; it needs the registries that the clients
 * are set up for.
 *
 * `pnpm corpus --record` writes the table's facts anew, from what the tools say. `pnpm corpus npm lodash` runs the lines that have these words.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual, parseArgs, styleText } from 'node:util'
import { parse, stringify } from 'yaml'
import { emulated } from './emulated.ts'
import type { Facts, Source } from './source.ts'
import { cargo } from './sources/cargo.ts'
import { deb } from './sources/deb.ts'
import { go } from './sources/go.ts'
import { maven } from './sources/maven.ts'
import { npm } from './sources/npm.ts'
import { pythonSource } from './sources/python.ts'

const sources: readonly Source[] = [npm, pythonSource, cargo, go, maven, deb]
const table = join(import.meta.dirname, '..', 'packages.yaml')

/** What a line of the table expects: facts by name; none for packages that a distribution replaces in time. */
type Expected = Partial<Facts> | null

const { values, positionals } = parseArgs({ options: { record: { type: 'boolean', default: false } }, allowPositionals: true })
const listed: Record<string, Record<string, Expected>> = parse(await readFile(table, 'utf8'))
const scratch = await mkdtemp(join(tmpdir(), 'corpus-'))
const counts = { passed: 0, failed: 0, skipped: 0 }

try {
  for (const source of sources) await runSource(source)
  if (values.record) await writeFile(table, stringify(listed, { lineWidth: 140 }))
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
  process.exitCode = counts.failed === 0 ? 0 : 1
} finally {
  await rm(scratch, { recursive: true, force: true })
}

async function runSource(source: Source): Promise<void> {
  const lines = listed[source.format] ?? {}
  const wanted = Object.keys(lines).filter((what) => positionals.every((word) => `${source.format} ${what}`.includes(word)))
  if (wanted.length === 0) return
  const folder = join(scratch, source.format)
  await mkdir(folder)
  try {
    await source.prepare(folder)
  } catch (error) {
    counts.skipped += wanted.length
    console.log(`${styleText('yellow', 'skipped')} ${wanted.length} of ${source.format}: ${firstLine(error)}`)
    return
  }
  for (const [index, what] of wanted.entries()) {
    const differences = await hold(source, what, lines, join(folder, `${index}`)).catch((error: unknown) => [firstLine(error)])
    counts[differences.length === 0 ? 'passed' : 'failed']++
    console.log(
      `${differences.length === 0 ? styleText('green', 'passed') : styleText('red', 'failed')} ${source.format} ${what}`,
    )
    for (const each of differences) console.log(`  ${each}`)
  }
}

/** @returns how the emulator, the tool and the table differ */
async function hold(source: Source, what: string, lines: Record<string, Expected>, folder: string): Promise<string[]> {
  await mkdir(folder)
  const fetched = await source.fetch(what, folder)
  const told = await source.facts(fetched, folder)
  if (values.record && lines[what] !== null) lines[what] = definedOf(told)
  return [
    ...differences(told, 'the tool', lines[what] ?? {}, 'the table'),
    ...differences(await emulated(source.format, fetched), 'the emulator', definedOf(told), 'the tool'),
  ]
}

function definedOf(facts: Facts): Partial<Facts> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))
}

/** Compared as far as `right` says something. */
function differences(left: Facts, leftName: string, right: Partial<Facts>, rightName: string): string[] {
  return Object.entries(right).flatMap(([field, expected]) => {
    const found = left[field as keyof Facts]
    if (isDeepStrictEqual(found, expected)) return []
    return [`${field}: ${leftName} says ${shown(found)}, ${rightName} ${shown(expected)}`]
  })
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 300 ? `${text.slice(0, 300)}…` : text
}

function firstLine(error: unknown): string {
  const text = error instanceof Error && 'stderr' in error ? `${error.stderr}\n${error.message}` : String(error)
  return text.trim().split('\n')[0] ?? ''
}
