import { parse, type SemVer } from 'semver'
import { defineScheme, type VersionScheme } from './scheme.ts'

interface Release {
  readonly semver: SemVer
  /** The fourth number that NuGet allows; 0 where there is none. */
  readonly revision: number
}

const shape = /^[v=]?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:\.(\d+))?(-[0-9a-z.-]+)?(?:\+.*)?$/i

/**
 * SemVer 2, read leniently: a leading `v` (Go), missing numbers (`1.2`), leading zeros and a fourth number are accepted; build
 * metadata does not count.
 *
 * @see https://semver.org/#spec-item-11
 */
export const semverScheme = semverLike('semver', (text) => text)

/** SemVer with the habits of NuGet: labels compare without case. @see https://learn.microsoft.com/nuget/concepts/package-versioning */
export const nugetScheme = semverLike('nuget', (text) => text.toLowerCase())

function semverLike(name: string, fold: (text: string) => string): VersionScheme {
  return defineScheme<Release>(name, {
    parse(text) {
      const [matched, major, minor = '0', patch = '0', revision = '0', label = ''] = shape.exec(fold(text)) ?? []
      if (matched === undefined) return undefined
      const semver = parse(`${Number(major)}.${Number(minor)}.${Number(patch)}${label}`, { loose: true })
      return semver === null ? undefined : { semver, revision: Number(revision) }
    },
    compare: (a, b) => a.semver.compareMain(b.semver) || a.revision - b.revision || a.semver.comparePre(b.semver),
    prerelease: ({ semver }) => semver.prerelease.length > 0,
  })
}
