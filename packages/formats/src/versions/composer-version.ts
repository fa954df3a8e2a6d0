import { compareDigits, compareLists, compareNumbers, compareText, isDigits } from './order.ts'
import type { Order } from './range.ts'

export interface ComposerVersion {
  /** The name of a branch that is not a version, such as `main` in `dev-main`. Branches have no meaningful order. */
  readonly branch: string
  readonly numbers: readonly string[]
  /** The stability and its numbers, such as `beta`, `2`, `dev`. */
  readonly suffix: readonly string[]
}

/** In ascending order. The empty string stands for a version without such a word, and numbers come directly after it. */
const words = ['dev', 'alpha', 'beta', 'rc', '', 'patch']
const synonyms: Readonly<Record<string, string>> = { a: 'alpha', b: 'beta', pl: 'patch', p: 'patch', stable: '' }

/** Stands for the open numbers of a branch such as `1.x-dev`. */
const open = '9999999'

const suffixShape = '(?:[._-]?(stable|beta|b|rc|alpha|a|patch|pl|p)([.-]?\\d+(?:[.-]\\d+)*)?)?([.-]?dev)?'
const shape = new RegExp(
  `^v?(\\d+(?:\\.\\d+){0,3}|\\d{4}(?:[.:-]?\\d{2}){1,6}(?:[.:-]?\\d{1,3}){0,2})${suffixShape}(?:\\+\\S+)?$`,
)
const branchShape = /^v?(\d+(?:\.\d+){0,3})(?:\.[x*]){1,3}-dev$/

/** How Composer parses and orders versions. @see https://getcomposer.org/doc/articles/versions.md */
export const composerOrder: Order<ComposerVersion> = {
  parse(written) {
    const text = written.toLowerCase()
    if (/^dev-\S+$/.test(text)) return { branch: written.slice('dev-'.length), numbers: [], suffix: ['dev'] }
    const [, line] = branchShape.exec(text) ?? []
    if (line) return { branch: '', numbers: [...line.split('.'), open, open, open].slice(0, 4), suffix: ['dev'] }
    const [matched, numbers = '', word = 'stable', counter = '', dev] = shape.exec(text) ?? []
    if (matched === undefined) return undefined
    const stability = synonyms[word] ?? word
    const suffix = stability === '' ? [] : [stability, ...(counter.match(/\d+/g) ?? [])]
    // Composer ignores what follows the word `stable`.
    const isDev = dev !== undefined && !matched.includes('stable')
    return { branch: '', numbers: numbers.split(/[.:-]/), suffix: isDev ? [...suffix, 'dev'] : suffix }
  },
  compare: (a, b) =>
    Number(a.branch === '') - Number(b.branch === '') ||
    compareText(a.branch, b.branch) ||
    compareNumbers(a.numbers, b.numbers) ||
    compareLists(a.suffix, b.suffix, compareSuffix, ''),
  isPrerelease: (version) => stabilityOf(version) < stable,
}

const stable = words.indexOf('')

/** A number ranks above the end of the suffix and below `patch`. */
const rank = (part: string): number => (isDigits(part) ? stable + 0.5 : words.indexOf(part))

const compareSuffix = (a: string, b: string): number => rank(a) - rank(b) || (isDigits(a) ? compareDigits(a, b) : 0)

/** The stability of a version, in levels that rise from `dev`. */
export function stabilityOf({ suffix }: ComposerVersion): number {
  const [word = ''] = suffix
  return suffix.includes('dev') ? 0 : Math.min(words.indexOf(word), stable)
}

/** The stability level of a flag such as `@beta`. */
export const stabilityOfFlag = (flag: string): number => words.indexOf(synonyms[flag.toLowerCase()] ?? flag.toLowerCase())
