import { type Identity, keyOf } from '../repository/identity.ts'

/** A name of a format, as packages write it. */
export interface Named {
  readonly format: string
  readonly name: string
}

/** Equal for names that the same packages have, as far as names go. */
export const nameKeyOf = ({ format, name }: Named): string =>
  keyOf({ format, name: withoutArchitecture(format, name), version: '', filename: '' })

/** As {@link nameKeyOf}, of a package: Maven's are known by their group and name. */
export function nameKeyOfPackage({ format, name, identifiers }: Identity): string {
  const group = identifiers?.maven_group_id
  return nameKeyOf({ format, name: group === undefined ? name : `${group}:${name}` })
}

/** What to look for, to find the packages of a name. */
export function soughtFor({ format, name }: Named): Identity {
  const own = format === 'maven' ? name.slice(name.lastIndexOf(':') + 1) : withoutArchitecture(format, name)
  return { format, name: own, version: '', filename: '' }
}

/** Debian's `python3:any`. */
const withoutArchitecture = (format: string, name: string): string => (format === 'deb' ? name.replace(/:\w+$/, '') : name)
