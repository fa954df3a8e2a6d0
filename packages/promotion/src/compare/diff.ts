import type { Cloudsmith } from '@cloudsmith-sdk/client'
import { differenceText, nameOf } from '../package/describe.ts'
import type { FileDifference } from '../package/files.ts'
import { byKey, type Identity } from '../repository/identity.ts'
import { markdownSection, markdownTable } from '../text/markdown.ts'
import { textTable } from '../text/tables.ts'
import { differencesBetween, type HoldingsOptions, holdingsOf } from './holding.ts'

/** How a package stands between two repositories. `not comparable`: the service does not tell its digests, or not yet. */
export type DiffKind = 'only in a' | 'only in b' | 'other bytes' | 'not comparable' | 'same'

/** A package of either repository. */
export interface DiffItem {
  readonly package: Identity
  readonly kind: DiffKind
  /** For `other bytes`: `source` is of a, `destination` of b. */
  readonly differences: readonly FileDifference[]
}

/** What two repositories have in common, and what not. */
export interface Diff {
  readonly owner: string
  readonly a: string
  readonly b: string
  /** By format, name, version and file name. */
  readonly items: readonly DiffItem[]
}

/** What {@link diff} takes. */
export interface DiffOptions extends HoldingsOptions {
  /** Slug of the workspace. */
  owner: string
  /** Slugs of the repositories. */
  a: string
  b: string
}

/**
 * Compares two repositories, package by package, by the bytes of every file. Reads only.
 *
 * @throws {PlanError} a repository changed while it was read
 */
export async function diff(cloudsmith: Cloudsmith, { owner, a, b, ...options }: DiffOptions): Promise<Diff> {
  const [left, right] = await Promise.all([
    holdingsOf(cloudsmith, { owner, repo: a }, options),
    holdingsOf(cloudsmith, { owner, repo: b }, options),
  ])
  const keys = [...new Set([...left.keys(), ...right.keys()])].sort(byKey)
  const items = keys.flatMap((key): DiffItem[] => {
    const [inA = [], inB = []] = [left.get(key), right.get(key)]
    const [some] = [...inA, ...inB]
    if (some === undefined) return []
    if (inB.length === 0) return [{ package: some.package, kind: 'only in a', differences: [] }]
    if (inA.length === 0) return [{ package: some.package, kind: 'only in b', differences: [] }]
    const differences = differencesBetween(inA, inB)
    const kind = differences === undefined ? 'not comparable' : differences.length === 0 ? 'same' : 'other bytes'
    return [{ package: some.package, kind, differences: differences ?? [] }]
  })
  return { owner, a, b, items }
}

const kinds: readonly DiffKind[] = ['only in a', 'only in b', 'other bytes', 'not comparable', 'same']

/** The differences for a person at a terminal; what is the same is only counted. */
export const diffText = (result: Diff): string => [heading(result), ...textTable(rowsOf(result))].join('\n')

/** The differences for a pull request or a job summary. */
export const diffMarkdown = (result: Diff): string =>
  markdownSection(heading(result), markdownTable(['', 'package', 'files'], rowsOf(result)))

function heading({ owner, a, b, items }: Diff): string {
  const counts = kinds
    .map((kind) => [kind, items.filter((item) => item.kind === kind).length] as const)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count} ${named(kind, a, b)}`)
  return `${owner}: ${a} and ${b}: ${counts.join(', ') || 'both are empty'}`
}

const rowsOf = ({ a, b, items }: Diff): string[][] =>
  items
    .filter(({ kind }) => kind !== 'same')
    .map((item) => [
      named(item.kind, a, b),
      nameOf(item.package),
      item.differences.map((file) => differenceText(file, a, b)).join('; '),
    ])

const named = (kind: DiffKind, a: string, b: string): string =>
  kind === 'only in a' ? `only in ${a}` : kind === 'only in b' ? `only in ${b}` : kind
