import { mainDigest } from '../package/compact-row.ts'
import { compareFiles, type FileDifference, sameFiles } from '../package/files.ts'
import { byKey } from '../repository/identity.ts'
import type { Holding } from './holding.ts'

/** One package across the sides of a comparison: what each side holds of it, or nothing. */
export type Aligned = readonly (Holding | undefined)[]

/**
 * Says which of the packages of one identity, that several sides hold, are one and the same.
 *
 * Siblings, which have one identity and stand side by side in a repository, are told apart by their bytes: what has the same bytes belongs
 * together. Only what is left on two sides then, and has no counterpart anywhere, can be one package with other bytes.
 *
 * @param holdings all that any side holds of the identity
 * @returns in an order that does not depend on how the service lists them
 */
export function align(holdings: readonly Holding[], sides: number): readonly Aligned[] {
  const bySide = Array.from({ length: sides }, (_, side) => distinct(holdings.filter((holding) => holding.side === side)))
  const packages: (Holding | undefined)[][] = []
  // The side with most siblings knows best which there are.
  const order = bySide.toSorted((a, b) => b.length - a.length)
  for (const held of order) {
    const alone = held.filter((holding) => !join(holding, (row) => row.some((other) => hasBytesOf(other, holding))))
    for (const holding of alone) {
      if (join(holding, (row) => row.some((other) => hasFileOf(other, holding))) || join(holding, () => true)) continue
      packages.push(Array.from({ length: sides }, (_, side) => (side === holding.side ? holding : undefined)))
    }
  }
  return packages.toSorted((a, b) => byKey(sortKeyOf(a), sortKeyOf(b)))

  /** Adds it to the first package that fits and that its side does not have yet. */
  function join(holding: Holding, fits: (row: Aligned) => boolean): boolean {
    const found = packages.find((row) => row[holding.side] === undefined && fits(row))
    if (found !== undefined) found[holding.side] = holding
    return found !== undefined
  }
}

/**
 * The files that differ between two packages. Undefined where that cannot be told: a copy has no digests before it is synchronised, and some
 * formats have none at all.
 */
export function differencesOf(a: Holding, b: Holding): readonly FileDifference[] | undefined {
  const { differences } = compareFiles(a.files, b.files)
  return differences.length === 0 || [a, b].every(isComparable) ? differences : undefined
}

const isComparable = ({ files, state }: Holding): boolean => state !== 'in flight' && files.every(({ sha256 }) => sha256 !== null)

/** Of packages that nothing tells apart, not even their bytes, one. */
const distinct = (held: readonly Holding[]): readonly Holding[] =>
  held.length < 2 ? held : held.filter((holding, index) => !held.slice(0, index).some((other) => hasBytesOf(other, holding)))

const hasBytesOf = (a: Holding | undefined, b: Holding): boolean => a !== undefined && sameFiles(a.files, b.files)

const hasFileOf = (a: Holding | undefined, b: Holding): boolean => a?.package.filename === b.package.filename

const sortKeyOf = (row: Aligned): string => {
  const some = row.find((holding) => holding !== undefined)
  return some === undefined ? '' : JSON.stringify([some.package.filename, mainDigest(some)])
}
