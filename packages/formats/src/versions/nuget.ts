import { compareIdentifiers } from './identifiers.ts'
import { intervalsIn, isInterval } from './interval.ts'
import { compareDigits, compareNumbers } from './order.ts'
import { comparing, type Order, type Range, type ReadTerm } from './range.ts'
import { defineScheme } from './scheme.ts'

interface NugetVersion {
  /** Up to four numbers. */
  readonly numbers: readonly string[]
  /** In lower case, because NuGet ignores case. */
  readonly label: readonly string[]
}

const shape = /^(\d+(?:\.\d+){0,3})(?:-([\da-z-]+(?:\.[\da-z-]+)*))?(?:\+[\da-z.-]+)?$/i

const order: Order<NugetVersion> = {
  parse(text) {
    const [matched, numbers = '', label] = shape.exec(text) ?? []
    return matched === undefined ? undefined : { numbers: numbers.split('.'), label: label?.toLowerCase().split('.') ?? [] }
  },
  compare(a, b) {
    const labelled = Number(order.isPrerelease(b)) - Number(order.isPrerelease(a))
    return compareNumbers(a.numbers, b.numbers) || labelled || compareIdentifiers(a.label, b.label)
  },
  isPrerelease: ({ label }) => label.length > 0,
}

const compared = comparing(order)

const floatingShape = /^((?:\d+\.){0,3})\*(?:-(.*)\*)?$|^(\d+(?:\.\d+){0,3})-([^*]*)\*$/

/** `1.*` matches releases, `1.*-*` all versions, and `1.0.0-beta*` that version and its pre-releases that begin with `beta`. */
function floating(text: string): Range<NugetVersion> | undefined {
  const [matched, prefix = '', prefixLabel, numbers, label = ''] = floatingShape.exec(text) ?? []
  if (matched === undefined) return undefined
  const wanted = numbers?.split('.') ?? prefix.split('.').slice(0, -1)
  const begin = (numbers === undefined ? prefixLabel : label)?.toLowerCase()
  const isInside = (version: NugetVersion) =>
    numbers === undefined
      ? wanted.every((number, index) => compareDigits(number, version.numbers[index] ?? '') === 0)
      : compareNumbers(version.numbers, wanted) === 0
  const takes = ({ label }: NugetVersion) => label.length === 0 || (begin !== undefined && label.join('.').startsWith(begin))
  return {
    admits: (version, prereleases) => isInside(version) && (prereleases || takes(version)),
    namesPrerelease: begin !== undefined,
  }
}

const term: ReadTerm<NugetVersion> = (operator, text) =>
  text.includes('*') ? floating(text) : compared(operator === '' ? '>=' : operator, text)

/**
 * NuGet: SemVer with a fourth number. A bare version is a minimum, and clients choose the lowest version that satisfies a requirement.
 *
 * @see https://learn.microsoft.com/nuget/concepts/dependency-resolution
 * @see https://learn.microsoft.com/nuget/concepts/package-versioning
 */
export const nuget = defineScheme(order, {
  term,
  taken: 'lowest',
  range: (text) => (isInterval(text) ? intervalsIn(text, term) : term('', text)),
})
