import type { Licence } from './expression.ts'

/**
 * Whether denying one licence denies another: the same version of the same family, with any exceptions. `GPL-3.0` denies `GPL-3.0-only`,
 * `GPL-3.0-or-later` and `GPL-3.0-only WITH Classpath-exception-2.0`. It does not deny `GPL-2.0-or-later`, which can be used as version 2. A
 * denied licence with an exception only denies that combination.
 */
export function denies(denied: Licence, licence: Licence): boolean {
  if (denied.exception !== undefined && denied.exception !== licence.exception) return false
  const [family] = basesOf(denied.id)
  return family !== undefined && basesOf(licence.id).includes(family)
}

/**
 * Whether allowing one licence allows another: the same one, with any exceptions, or one whose later versions include it, because the user
 * may choose among them. `GPL-3.0-only` allows `GPL-2.0-or-later`; `GPL-2.0-or-later` does not allow `GPL-2.0-only`.
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

/** The identifier without its suffix for later versions, and then also without its variant. */
function basesOf(id: string): string[] {
  const base = id.replace(/-only$|-or-later$/, '')
  return [base, base.replace(/-(no-)?invariants$/, '')]
}

interface FamilyVersion {
  /** Undefined if the identifier does not end with a version, so that there are no later ones. */
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
