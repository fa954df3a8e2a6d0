import { mainDigest } from '../package/compact-row.ts'
import { compareFiles, type FileDifference, sameFiles } from '../package/files.ts'
import { byKey } from '../repository/identity.ts'
import type { Holding } from './holding.ts'

/** One package across the sides of a comparison: its holding on each side, or undefined. */
export type Aligned = readonly (Holding | undefined)[]

/**
 * Matches the packages of one identity across the sides of a comparison.
 *
 * Siblings, which share an identity within one repository, are told apart by their bytes: packages with the same bytes belong together. Only those
 * that then remain on two sides without a counterpart are taken for one package with different bytes.
 *
 * @param holdings all holdings of the identity, on any side
 * @returns the packages, in an order that does not depend on how the service lists them
 */
export function align(holdings: readonly Holding[], sides: number): readonly Aligned[] {
  const bySide = Array.from({ length: sides }, (_, side) => distinct(holdings.filter((holding) => holding.side === side)))
  const packages: (Holding | undefined)[][] = []
  // The side with the most siblings shows best how many packages there are.
  const order = bySide.toSorted((a, b) => b.length - a.length)
  for (const held of order) {
    const alone = held.filter((holding) => !join(holding, (row) => row.some((other) => hasBytesOf(other, holding))))
    for (const holding of alone) {
      if (join(holding, (row) => row.some((other) => hasFileOf(other, holding))) || join(holding, () => true)) continue
      packages.push(Array.from({ length: sides }, (_, side) => (side === holding.side ? holding : undefined)))
    }
  }
  return packages.toSorted((a, b) => byKey(sortKeyOf(a), sortKeyOf(b)))

  /** Adds a holding to the first package that fits and has none on its side yet. */
  function join(holding: Holding, fits: (row: Aligned) => boolean): boolean {
    const found = packages.find((row) => row[holding.side] === undefined && fits(row))
    if (found !== undefined) found[holding.side] = holding
    return found !== undefined
  }
}

/**
 * The files that differ between two packages. Undefined if that is unknown: a copy has no digests until it is synchronised, and some formats have
 * none at all.
 */
export function differencesOf(a: Holding, b: Holding): readonly FileDifference[] | undefined {
  const { differences } = compareFiles(a.files, b.files)
  return differences.length === 0 || [a, b].every(isComparable) ? differences : undefined
}

const isComparable = ({ files, state }: Holding): boolean => state !== 'in flight' && files.every(({ sha256 }) => sha256 !== null)

/** Keeps one of several packages that nothing distinguishes, not even their bytes. */
const distinct = (held: readonly Holding[]): readonly Holding[] =>
  held.length < 2 ? held : held.filter((holding, index) => !held.slice(0, index).some((other) => hasBytesOf(other, holding)))

const hasBytesOf = (a: Holding | undefined, b: Holding): boolean => a !== undefined && sameFiles(a.files, b.files)

const hasFileOf = (a: Holding | undefined, b: Holding): boolean => a?.package.filename === b.package.filename

const sortKeyOf = (row: Aligned): string => {
  const some = row.find((holding) => holding !== undefined)
  return some === undefined ? '' : JSON.stringify([some.package.filename, mainDigest(some)])
}
