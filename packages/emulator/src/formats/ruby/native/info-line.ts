import { anyPlatform, numberOf } from './full-name.ts'
import { comparisonsOf, type Requirement, requirementIn } from './requirement.ts'
import type { GemDependency, Specification } from './specification.ts'

/** The entry of a version in an index. */
export interface Info {
  readonly version: string
  readonly platform: string
  readonly dependencies: readonly Pick<GemDependency, 'name' | 'requirement'>[]
  readonly ruby: Requirement
  readonly rubygems: Requirement
  readonly sha256: string | undefined
  /** The original line, to pass it on unchanged. */
  readonly line: string
}

/** Whether a value was made by {@link readInfoLine}. */
export const isInfo = (told: unknown): told is Info => typeof told === 'object' && told !== null && 'line' in told

/**
 * A line in the index of a name: number, dependencies, and after a bar the checksum and the required Ruby version.
 *
 * @see https://guides.rubygems.org/rubygems-org-compact-index-api/
 */
export function infoLine(specification: Specification, sha256: string | undefined): string {
  const { version, platform, dependencies, ruby, rubygems } = specification
  const needed = dependencies
    .filter(({ type }) => type === 'runtime')
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, requirement }) => `${name}:${written(comparisonsOf(requirement))}`)
  const wanted = [
    ...(sha256 === undefined ? [] : [`checksum:${sha256}`]),
    ...(ruby.length === 0 ? [] : [`ruby:${written(ruby)}`]),
    ...(rubygems.length === 0 ? [] : [`rubygems:${written(rubygems)}`]),
  ]
  return `${numberOf(version, platform)} ${needed.join(',')}|${wanted.join(',')}`
}

const written = (requirement: Requirement): string => requirement.map((pair) => pair.join(' ')).join('&')

/** Parses a line. @returns undefined if it is invalid */
export function readInfoLine(line: string): Info | undefined {
  const [needed, wants] = cut(line, '|')
  const [number, needs] = cut(needed, ' ')
  if (!/^\d/.test(number)) return undefined
  const { version, platform } = readNumber(number)
  const wanted = new Map(pairsIn(wants))
  return {
    version,
    platform,
    dependencies: pairsIn(needs).map(([name, requirement]) => ({ name, requirement: requirementIn(requirement) })),
    ruby: requirementIn(wanted.get('ruby') ?? ''),
    rubygems: requirementIn(wanted.get('rubygems') ?? ''),
    sha256: wanted.get('checksum'),
    line,
  }
}

/** Parses a number that {@link numberOf} made. */
export function readNumber(number: string): { readonly version: string; readonly platform: string } {
  const at = number.indexOf('-')
  return at < 0 ? { version: number, platform: anyPlatform } : { version: number.slice(0, at), platform: number.slice(at + 1) }
}

/** Splits a text at a mark. */
function cut(text: string, mark: string): [before: string, behind: string] {
  const at = text.indexOf(mark)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

function pairsIn(text: string): [name: string, value: string][] {
  return text.split(',').flatMap((pair): [string, string][] => {
    const [name, value] = cut(pair, ':')
    return name === '' ? [] : [[name.trim(), value.trim()]]
  })
}
