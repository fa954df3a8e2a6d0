import { composerScheme } from './versions/composer.ts'
import { mavenScheme } from './versions/maven.ts'
import { naturalScheme } from './versions/natural.ts'
import { pypiScheme } from './versions/pypi.ts'
import { rubyScheme } from './versions/ruby.ts'
import type { VersionScheme } from './versions/scheme.ts'
import { nugetScheme, semverScheme } from './versions/semver.ts'

export type { VersionScheme } from './versions/scheme.ts'
export { semverScheme } from './versions/semver.ts'

/** Ecosystems by the names that OSV gives them. @see https://ossf.github.io/osv-schema/#defined-ecosystems */
const byEcosystem: Readonly<Record<string, VersionScheme>> = {
  ConanCenter: semverScheme,
  'crates.io': semverScheme,
  Go: semverScheme,
  Hex: semverScheme,
  Maven: mavenScheme,
  npm: semverScheme,
  NuGet: nugetScheme,
  Packagist: composerScheme,
  Pub: semverScheme,
  PyPI: pypiScheme,
  RubyGems: rubyScheme,
  SwiftURL: semverScheme,
}

/** Formats of the service that OSV has no ecosystem for, but that order their versions by known rules. */
const byFormat: Readonly<Record<string, VersionScheme>> = {
  cocoapods: rubyScheme,
  conda: pypiScheme,
  helm: semverScheme,
  terraform: semverScheme,
  vagrant: rubyScheme,
  vsx: semverScheme,
}

const ecosystemByFormat: Readonly<Record<string, string>> = {
  cargo: 'crates.io',
  composer: 'Packagist',
  conan: 'ConanCenter',
  dart: 'Pub',
  go: 'Go',
  hex: 'Hex',
  maven: 'Maven',
  npm: 'npm',
  nuget: 'NuGet',
  python: 'PyPI',
  ruby: 'RubyGems',
  swift: 'SwiftURL',
}

/**
 * The OSV ecosystem whose advisories speak about packages of a format of the service (`python` → `PyPI`).
 *
 * Undefined where there is none: such packages cannot be matched with advisories by name and version. Docker images are among them;
 * the service scans what is inside of them.
 *
 * @see docs/service.md#formats
 */
export function ecosystemOfFormat(format: string): string | undefined {
  return own(ecosystemByFormat, format)
}

/** The version scheme of an OSV ecosystem (`Maven:https://…` and the like included), or a natural order where none is known. */
export function schemeOfEcosystem(ecosystem: string): VersionScheme {
  return own(byEcosystem, ecosystem.split(':', 1)[0] ?? '') ?? naturalScheme
}

/** The version scheme of a format of the service, or a natural order where none is known. */
export function schemeOfFormat(format: string): VersionScheme {
  return own(byFormat, format) ?? schemeOfEcosystem(ecosystemOfFormat(format) ?? '')
}

/** Orders two versions of an ecosystem: negative, zero or positive. */
export function compareVersions(ecosystem: string, a: string, b: string): number {
  return schemeOfEcosystem(ecosystem).compare(a, b)
}

/** A lookup that does not find `constructor`: the keys come from users. */
function own<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined
}
