import { schemeOf } from './by-format.ts'
import { compareText } from './order.ts'
import { conjunction } from './range.ts'
import type { Reading, Requirement, Scheme } from './scheme.ts'

/** The version that was chosen, or why there is none. */
export type Choice = { version: string } | { none: 'nothing satisfies' } | { none: 'undecidable'; why: string }

/**
 * Whether a version satisfies all requirements, by the format's own rules; undefined if that cannot be decided. A requirement for any version is
 * always satisfied. For a format whose versions have no order, a requirement for exactly this version is satisfied, and others cannot be decided.
 */
export function satisfiesAll(format: string, version: string, requirements: readonly Requirement[]): boolean | undefined {
  const scheme = schemeOf(format)
  return conjunction(
    requirements.map((requirement) =>
      isAny(requirement) ? true : scheme ? scheme.satisfies(version, requirement) : isItself(version, requirement) || undefined,
    ),
  )
}

const isAny = ({ version }: Requirement): boolean => (version ?? '').trim() === ''

/** Whether the requirement accepts any version, or exactly this one. */
const isItself = (text: string, requirement: Requirement): boolean =>
  isAny(requirement) || (requirement.operator === '=' && requirement.version?.trim() === text)

/**
 * Chooses the version that the format's clients would: of those that satisfy all requirements, the highest, or for NuGet the lowest.
 *
 * Pre-releases are excluded unless a requirement names one, such as `>=1.0.0-rc.1`. If there are several spellings of a version, the choice does not
 * depend on the order in which they are passed.
 *
 * @param options.prereleases whether to choose a pre-release if no release satisfies the requirements (default false)
 * @returns `undecidable` if no version certainly satisfies the requirements but one may, because a version or requirement could not be parsed
 */
export function chooseVersion(
  format: string,
  versions: readonly string[],
  requirements: readonly Requirement[],
  options: { prereleases?: boolean } = {},
): Choice {
  if (versions.length === 0) return { none: 'nothing satisfies' }
  const scheme = schemeOf(format)
  if (!scheme) {
    const named = versions.find((version) => requirements.every((requirement) => isItself(version, requirement)))
    return named === undefined ? { none: 'undecidable', why: `the order of ${format} versions is unknown` } : { version: named }
  }
  const readings = requirements.map((requirement) => scheme.read(requirement))
  const isNamed = readings.some((reading) => reading?.namesPrerelease)

  const releases = isNamed ? versions : versions.filter((version) => !scheme.isPrerelease(version))
  const version =
    taken(scheme, admitted(releases, readings, false)) ??
    (options.prereleases ? taken(scheme, admitted(versions, readings, true)) : undefined)
  if (version !== undefined) return { version }

  const open = versions.find((each) => judge(each, readings, options.prereleases ?? false) === undefined)
  return open === undefined
    ? { none: 'nothing satisfies' }
    : { none: 'undecidable', why: reason(scheme, format, open, requirements) }
}

const admitted = (versions: readonly string[], readings: readonly (Reading | undefined)[], prereleases: boolean) =>
  versions.filter((version) => judge(version, readings, prereleases))

const judge = (version: string, readings: readonly (Reading | undefined)[], prereleases: boolean): boolean | undefined =>
  conjunction(readings.map((reading) => reading?.admits(version, prereleases)))

const taken = (scheme: Scheme, versions: readonly string[]): string | undefined =>
  versions.toSorted((a, b) => scheme.compare(a, b) || compareText(a, b)).at(scheme.taken === 'highest' ? -1 : 0)

function reason(scheme: Scheme, format: string, version: string, requirements: readonly Requirement[]): string {
  const unread = requirements.find((requirement) => scheme.read(requirement) === undefined)
  if (unread) return `${JSON.stringify(spelled(unread))} is not a valid version requirement for ${format} packages`
  if (!scheme.isVersion(version)) return `${JSON.stringify(version)} is not a valid version for ${format} packages`
  return `the version alone does not show whether ${version} satisfies ${requirements.map(spelled).join(' and ')}`
}

const spelled = ({ operator, version }: Requirement): string =>
  operator === 'matches' || operator === null ? `${version}` : `${operator} ${version}`
