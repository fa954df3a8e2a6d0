import { compare, explain } from '@renovatebot/pep440'
import { own } from './own.ts'
import { comparing, comparisonsIn, not, type Order, type Range, type ReadTerm, stableUnlessNamed, when } from './range.ts'
import { defineScheme } from './scheme.ts'

interface PythonVersion {
  readonly text: string
  /** The version without its local part, which follows a `+`. */
  readonly public: string
  readonly isLocal: boolean
  readonly epoch: number
  readonly release: readonly number[]
  readonly isPrerelease: boolean
  /** For a post-release, the version that it follows; otherwise the version itself. */
  readonly before: string
}

const order: Order<PythonVersion> = {
  parse(text) {
    const version = explain(text)
    if (!version) return undefined
    const { epoch, release, local, pre, is_prerelease: isPrerelease, is_postrelease: isPostrelease } = version
    const before = isPostrelease ? `${version.base_version}${pre?.join('') ?? ''}` : text
    return { text, public: version.public, isLocal: local !== null, epoch, release, isPrerelease, before }
  },
  compare: (a, b) => compare(a.text, b.text),
  isPrerelease: ({ isPrerelease }) => isPrerelease,
}

type Family = Pick<PythonVersion, 'epoch' | 'release'>

const startsWith = (version: PythonVersion, { epoch, release }: Family) =>
  version.epoch === epoch && release.every((number, index) => (version.release[index] ?? 0) === number)

const isSameRelease = (a: PythonVersion, b: PythonVersion) => startsWith(a, b) && startsWith(b, a)

/** If the requirement has no local part, only the public part is compared. */
const compared = comparing(order, (version, wanted) => compare(wanted.isLocal ? version.text : version.public, wanted.text))

/** Operators that are more than a comparison. The library implements them too, but incompletely: there, `<1.0rc1` does not accept `1.0b1`. */
const tests: Readonly<Record<string, (version: PythonVersion, wanted: PythonVersion) => boolean>> = {
  '~=': (version, wanted) =>
    compare(version.public, wanted.text) >= 0 && startsWith(version, { ...wanted, release: wanted.release.slice(0, -1) }),
  // Neither accepts releases of the version itself: `<` excludes its pre-releases, `>` its post-releases and local versions.
  '<': (version, wanted) =>
    compare(version.text, wanted.text) < 0 && (wanted.isPrerelease || !version.isPrerelease || !isSameRelease(version, wanted)),
  '>': (version, wanted) =>
    compare(version.text, wanted.text) > 0 &&
    compare(version.before, wanted.text) !== 0 &&
    compare(version.public, wanted.text) !== 0,
}

const term: ReadTerm<PythonVersion> = (operator, text) => {
  if (operator === '===') return when((version) => version.text.toLowerCase() === text.toLowerCase())
  if (text.endsWith('.*')) return wildcard(operator, text.slice(0, -2))
  const wanted = order.parse(text)
  const test = own(tests, operator)
  const isShort = operator === '~=' && wanted && wanted.release.length < 2
  if (!wanted || isShort || (wanted.isLocal && !['=', '==', '!='].includes(operator))) return undefined
  return test
    ? when((version) => test(version, wanted), wanted.isPrerelease)
    : named(compared(operator, text), operator !== '!=' && wanted.isPrerelease)
}

function wildcard(operator: string, text: string): Range<PythonVersion> | undefined {
  const family = order.parse(text)
  if (!family || !/^v?[\d.!]+$/i.test(text)) return undefined
  const inside = when((version: PythonVersion) => startsWith(version, family))
  return operator === '=' || operator === '==' ? inside : operator === '!=' ? not(inside) : undefined
}

/** In Python, an upper bound that is a pre-release also allows pre-releases. */
const named = (range: Range<PythonVersion> | undefined, namesPrerelease: boolean) => range && { ...range, namesPrerelease }

const withoutPrereleases = stableUnlessNamed(order)

/**
 * Python: PEP 440.
 *
 * @see https://packaging.python.org/en/latest/specifications/version-specifiers/
 */
export const python = defineScheme(order, {
  term: (operator, text) => withoutPrereleases(term(operator, text)),
  range: (text) => withoutPrereleases(comparisonsIn(text.replace(/^\((.*)\)$/, '$1'), term)),
})
