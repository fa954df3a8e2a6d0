import type { Licence } from './expression.ts'

/**
 * Whether denying one licence denies another: the same version of the same family, with whatever is granted beyond it. `GPL-3.0`
 * denies `GPL-3.0-only`, `GPL-3.0-or-later` and `GPL-3.0-only WITH Classpath-exception-2.0`; it does not deny `GPL-2.0-or-later`, which
 * can be used as version 2. With an exception, only that is meant.
 */
export function denies(denied: Licence, licence: Licence): boolean {
  if (denied.exception !== undefined && denied.exception !== licence.exception) return false
  const [family] = basesOf(denied.id)
  return family !== undefined && basesOf(licence.id).includes(family)
}

/**
 * Whether allowing one licence allows another: itself, with whatever is granted beyond it, and one whose later versions reach it, as
 * whoever uses that may choose. `GPL-3.0-only` allows `GPL-2.0-or-later`; `GPL-2.0-or-later` does not allow `GPL-2.0-only`.
 */
export function allows(allowed: Licence, licence: Licence): boolean {
  if (allowed.exception !== undefined && allowed.exception !== licence.exception) return false
  if (allowed.id === licence.id && (allowed.orLater === licence.orLater || licence.orLater)) return true
  const [from, wanted] = [versionOf(licence), versionOf(allowed)]
  return (
    from.orLater &&
    !wanted.orLater &&
    from.family !== undefined &&
    from.family === wanted.family &&
    compareVersions(from.version, wanted.version) <= 0
  )
}

/** The licence without what it says of later versions, then without the variant of it. */
function basesOf(id: string): string[] {
  const base = id.replace(/-only$|-or-later$/, '')
  return [base, base.replace(/-(no-)?invariants$/, '')]
}

interface FamilyVersion {
  /** Undefined where the identifier does not end with a version: no licence is a later one of it. */
  readonly family: string | undefined
  readonly version: readonly number[]
  readonly orLater: boolean
}

function versionOf({ id, orLater }: Licence): FamilyVersion {
  const [, family, version = ''] = /^(.+?)-(\d[\d.]*)(?:-only|-or-later)?$/.exec(id) ?? []
  return { family, version: version.split('.').map(Number), orLater: orLater === true || id.endsWith('-or-later') }
}

function compareVersions(a: readonly number[], b: readonly number[]): number {
  const differing = Array.from({ length: Math.max(a.length, b.length) }, (_, index) => (a[index] ?? 0) - (b[index] ?? 0))
  return differing.find((difference) => difference !== 0) ?? 0
}
