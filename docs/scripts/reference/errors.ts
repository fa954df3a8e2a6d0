import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import ts from 'typescript'
import { exits } from '../../../packages/cli/src/core/exit-codes.ts'
import { code, parts, table } from '../markdown.ts'
import type { Page } from '../page.ts'
import { root } from '../root.ts'
import { type Docblock, docblockOf, sourceOf } from '../source/docblock.ts'
import { initializerOf } from '../source/find.ts'

/** An error class that a package exports. */
export interface PublicError {
  readonly name: string
  /** Where it is imported from: `@cloudsmith-sdk/client`. */
  readonly entry: string
  /** Folder of the package: `client`. */
  readonly folder: string
}

interface Manifest {
  readonly name: string
  readonly private?: boolean
  readonly exports?: Readonly<Record<string, string | { readonly default?: string }>>
}

/** Every error class that the entries of published packages export, each once. */
export async function publicErrors(): Promise<PublicError[]> {
  const found = new Map<string, PublicError>()
  for (const path of globSync('packages/*/package.json', { cwd: root }).sort(clientFirst)) {
    const folder = dirname(path)
    const { name, private: isPrivate, exports = {} } = JSON.parse(readFileSync(join(root, path), 'utf8')) as Manifest
    for (const [entry, place] of isPrivate === true ? [] : Object.entries(exports)) {
      if (typeof place === 'string' || place.default === undefined) continue
      const module = (await import(pathToFileURL(join(root, folder, place.default)).href)) as Record<string, unknown>
      for (const each of Object.keys(module).filter((key) => isErrorClass(module[key]))) {
        const known = { name: each, entry: `${name}${entry.slice(1)}`, folder: folder.replace(/^packages./, '') }
        if (!found.has(each)) found.set(each, known)
      }
    }
  }
  return [...found.values()].sort((one, other) => one.entry.localeCompare(other.entry) || one.name.localeCompare(other.name))
}

/** Other packages re-export the client's errors. */
const clientFirst = (one: string, other: string): number =>
  Number(other.includes('client')) - Number(one.includes('client')) || one.localeCompare(other)

const isErrorClass = (value: unknown): boolean => typeof value === 'function' && value.prototype instanceof Error

/** The docblock of the class; empty if its source is not found. */
export function docblockOfError({ name, folder }: PublicError): Docblock {
  const files = globSync(`packages/${folder}/src/**/*.ts`, { cwd: root, exclude: ['**/*.test.ts', '**/generated/**'] })
  const file = files.find((each) => readFileSync(join(root, each), 'utf8').includes(`export class ${name} extends`))
  const statements = file === undefined ? [] : sourceOf(file).statements
  const declared = statements.find((each) => ts.isClassDeclaration(each) && each.name?.text === name)
  return declared === undefined ? { text: '', tags: {} } : docblockOf(declared)
}

/** What to do about each exit code of the command line, by its name. */
export function remediesOfExits(): ReadonlyMap<string, string> {
  const told = initializerOf(sourceOf('packages/cli/src/core/exit-codes.ts'), 'exits')
  const list = ts.isSatisfiesExpression(told) ? told.expression : told
  const literal = ts.isAsExpression(list) ? list.expression : list
  if (!ts.isObjectLiteralExpression(literal)) throw new Error('Exits are not where they were')
  return new Map(
    literal.properties.map((each) => [each.name?.getText().replaceAll("'", '') ?? '', docblockOf(each).tags.remedy ?? '']),
  )
}

/** The page of every error class and every exit code: when it occurs, and what to do about it. */
export async function errorsPage(): Promise<Page> {
  const errors = await publicErrors()
  const remedies = remediesOfExits()
  const text = parts([
    '# Errors and what to do about them',
    'Each error is a class, and its message says how to fix the problem. `instanceof` works even if two copies of a package are installed. No message and no property contains a credential.',
    ...[...Map.groupBy(errors, ({ entry }) => entry)].flatMap(([entry, all]) => [
      `## ${entry}`,
      ...all.flatMap((each) => {
        const { text: when, tags } = docblockOfError(each)
        return [`### ${each.name}`, when, `**What to do.** ${tags.remedy ?? ''}`]
      }),
    ]),
    '## Exit codes',
    'The exit codes of `cloudsmith-promote`. Scripts can branch on them; the document on standard output has the details.',
    table(
      ['code', 'meaning', 'what to do'],
      Object.entries(exits).map(([name, { code: number, meaning }]) => [code(String(number)), meaning, remedies.get(name) ?? '']),
    ),
  ])
  const description = 'Every error class and exit code: when it occurs, and what to do about it.'
  return { path: 'errors.md', data: { title: 'Errors and remedies', description, section: 'reference', order: 8 }, text }
}
