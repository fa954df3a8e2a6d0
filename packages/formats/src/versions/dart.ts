import { anyVersion, between, comparing, comparisonsIn, every, type Range, type ReadTerm } from './range.ts'
import { defineScheme } from './scheme.ts'
import { before, released, type SemVer, semver, semverWithBuild } from './semver.ts'

const compared = comparing(semverWithBuild)

const term: ReadTerm<SemVer> = (operator, text) => {
  const wanted = semver.parse(text)
  if (operator === '^') return wanted && between(semverWithBuild, wanted, before(wanted, wanted.major > 0 ? 'major' : 'minor'))
  return compared(operator, text)
}

/** `<2.0.0` excludes `2.0.0-dev`, unless the range begins with another pre-release of the same version. */
function range(text: string): Range<SemVer> | undefined {
  if (text === 'any') return anyVersion
  const terms: { operator: string; wanted: SemVer }[] = []
  const all = comparisonsIn(text, (operator, version) => {
    const wanted = semver.parse(version)
    if (wanted) terms.push({ operator, wanted })
    return term(operator, version)
  })
  const end = terms.find(({ operator }) => operator === '<')?.wanted
  const begins = terms.some(
    ({ operator, wanted }) => operator !== '<' && wanted.prerelease.length > 0 && end?.compareMain(wanted) === 0,
  )
  if (!end || end.prerelease.length > 0 || begins) return all
  return every([all, term('<', `${released(end)}-0`)])
}

/** Dart: SemVer in which build metadata is significant. @see https://dart.dev/tools/pub/dependencies#version-constraints */
export const dart = defineScheme(semverWithBuild, {
  range,
  term: (operator, version) => (operator === '<' ? range(`<${version}`) : term(operator, version)),
})
