import { compareLists } from './order.ts'
import { own } from './own.ts'
import { comparing, type Order, type ReadTerm, when } from './range.ts'
import { defineScheme } from './scheme.ts'

interface RockVersion {
  /** Numbers. A word is converted to a number, and a number after it only counts if the words are equal. */
  readonly parts: readonly Part[]
  /** undefined if the text has none, like most requirements. */
  readonly revision: number | undefined
}

type Part = readonly [value: number, behind: number]

/** The values of words: stages come before the release, and development versions from a repository come after all numbers. */
const stages: Readonly<Record<string, number>> = { rc: -1000, pre: -10_000, beta: -100_000, alpha: -1_000_000 }
const branches: Readonly<Record<string, number>> = { dev: Number.MAX_VALUE, scm: 1.1e300, cvs: 1e300 }

const order: Order<RockVersion> = {
  parse(text) {
    if (!/^(?:\d|scm|dev|cvs)[\w.-]*$/i.test(text)) return undefined
    const [, main = '', revision] = /^(.*?)(?:-(\d+))?$/.exec(text.toLowerCase()) ?? []
    const parts = [...main.matchAll(/([a-z]+)[._-]*(\d*)|(\d+)/g)].map(
      ([, word, behind = '', digits]): Part => (word === undefined ? [Number(digits), 0] : [countOf(word), Number(behind)]),
    )
    return { parts, revision: revision === undefined ? undefined : Number(revision) }
  },
  compare: (a, b) => compareWithoutRevision(a, b) || compareValues(a.revision ?? -1, b.revision ?? -1),
  // A development version from a repository is only chosen if it is requested explicitly.
  isPrerelease: ({ parts }) => parts.some(([value]) => value < 0 || Object.values(branches).includes(value)),
}

const countOf = (word: string): number => own(stages, word) ?? own(branches, word) ?? word.charCodeAt(0) / 1000

const compareValues = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0)

const comparePart = (a: Part, b: Part): number => compareValues(a[0], b[0]) || compareValues(a[1], b[1])

const compareWithoutRevision = (a: RockVersion, b: RockVersion): number => compareLists(a.parts, b.parts, comparePart, [0, 0])

/** A requirement without a revision accepts every revision. */
const compareWanted = (version: RockVersion, wanted: RockVersion): number =>
  version.revision === undefined || wanted.revision === undefined
    ? compareWithoutRevision(version, wanted)
    : order.compare(version, wanted)

const compared = comparing(order, compareWanted)

/** `~=` means "not equal", as in Lua; `~> 1.2` accepts versions that begin with 1.2. */
const term: ReadTerm<RockVersion> = (operator, text) => {
  if (operator !== '~>') return compared(operator === '~=' ? '!=' : operator, text)
  const wanted = order.parse(text)
  if (!wanted) return undefined
  const isLine = (version: RockVersion) =>
    compareWanted({ ...version, parts: version.parts.slice(0, wanted.parts.length) }, wanted) === 0
  return when(isLine, order.isPrerelease(wanted))
}

/**
 * LuaRocks: numbers and words, followed by the revision of the rockspec.
 *
 * @see https://github.com/luarocks/luarocks/blob/main/docs/rockspec_format.md
 */
export const luarocks = defineScheme(order, { term })
