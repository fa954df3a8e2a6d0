import type { Cloudsmith } from '@cloudsmith-sdk/client'
import { mainDigest } from '../package/compact-row.ts'
import { differenceText } from '../package/describe.ts'
import type { FileDifference } from '../package/files.ts'
import { namesOf } from '../package/names.ts'
import { byKey, type Identity } from '../repository/identity.ts'
import { groupsOf } from '../text/groups.ts'
import type { MarkdownOptions } from '../text/limits.ts'
import { markdownOf, rowsOfGroups } from '../text/markdown.ts'
import { textTable } from '../text/tables.ts'
import { type Aligned, align, differencesOf } from './align.ts'
import { type HoldingsOptions, readHoldings } from './holding.ts'

/** How a package differs between two repositories. `not comparable`: the service does not report its digests, or not yet. */
export type DiffKind = 'only in a' | 'only in b' | 'other bytes' | 'not comparable' | 'same'

/** A package of either repository. */
export interface DiffItem {
  readonly package: Identity
  /** SHA-256 of the main file, in hex: of the package in a, or in b if only b has it. Null if the service reports none. */
  readonly sha256: string | null
  readonly kind: DiffKind
  /** The files that differ, for `other bytes`: `source` is in a, `destination` in b. */
  readonly differences: readonly FileDifference[]
}

/** The packages of two repositories, and where they differ. */
export interface Diff {
  /** Slug of the workspace. */
  readonly owner: string
  /** Slug of the first repository. */
  readonly a: string
  /** Slug of the second repository. */
  readonly b: string
  /** Sorted by format, name, version and the other parts of the identity. */
  readonly items: readonly DiffItem[]
}

/** Options of {@link diff}. */
export interface DiffOptions extends HoldingsOptions {
  /** Slug of the workspace. */
  owner: string
  /** Slugs of the repositories. */
  a: string
  /** Slug of the second repository. */
  b: string
}

/**
 * Compares two repositories, package by package, by the bytes of every file. Only reads. Packages that share an identity within one repository are
 * told apart by their bytes.
 *
 * @throws {PlanError} the service counts more packages than it lists
 */
export async function diff(cloudsmith: Cloudsmith, { owner, a, b, ...options }: DiffOptions): Promise<Diff> {
  const sides = [a, b].map((repo) => ({ owner, repo }))
  const holdings = [...(await readHoldings(cloudsmith, sides, options))].sort(([left], [right]) => byKey(left, right))
  return { owner, a, b, items: holdings.flatMap(([, held]) => align(held, sides.length).flatMap(itemsOf)) }
}

function itemsOf([inA, inB]: Aligned): DiffItem[] {
  const some = inA ?? inB
  if (some === undefined) return []
  const base = { package: some.package, sha256: mainDigest(some), differences: [] }
  if (inB === undefined) return [{ ...base, kind: 'only in a' }]
  if (inA === undefined) return [{ ...base, kind: 'only in b' }]
  const differences = differencesOf(inA, inB)
  if (differences === undefined) return [{ ...base, kind: 'not comparable' }]
  return [{ ...base, kind: differences.length === 0 ? 'same' : 'other bytes', differences }]
}

const kinds: readonly DiffKind[] = ['only in a', 'only in b', 'other bytes', 'not comparable', 'same']

/** Formats the differences for a terminal. Equal packages are only counted. */
export const diffText = (result: Diff): string => textTable(heading(result), rowsOf(result))

/**
 * Formats the differences as Markdown, for a pull request or a job summary. To stay within the limit, packages with the same differences are reduced
 * to their number and the first few.
 */
export function diffMarkdown(result: Diff, options?: MarkdownOptions): string {
  const said = rowsOf(result).map(([label = '', name = '', files = '']) => ({ label, name, details: [files] }))
  const rows = rowsOfGroups(groupsOf(said, ['other bytes']), 'package')
  return markdownOf({ heading: heading(result), columns: ['', 'package', 'files'], rows, noun: 'package' }, options)
}

function heading({ owner, a, b, items }: Diff): string {
  const counts = kinds
    .map((kind) => [kind, items.filter((item) => item.kind === kind).length] as const)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count} ${kindText(kind, a, b)}`)
  return `${owner}: ${a} and ${b}: ${counts.join(', ') || 'both are empty'}`
}

function rowsOf({ a, b, items }: Diff): string[][] {
  const names = namesOf(items)
  return items.flatMap((item, index) => {
    const files = item.differences.map((file) => differenceText(file, a, b)).join('; ')
    return item.kind === 'same' ? [] : [[kindText(item.kind, a, b), names[index] ?? '', files]]
  })
}

const kindText = (kind: DiffKind, a: string, b: string): string =>
  kind === 'only in a' ? `only in ${a}` : kind === 'only in b' ? `only in ${b}` : kind
