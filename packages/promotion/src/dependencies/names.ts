import { type Identity, keyOf } from '../repository/identity.ts'

/** A name in a format, as packages write it. */
export interface Named {
  readonly format: string
  readonly name: string
}

/** A key that is equal for all spellings of a name. */
export const nameKeyOf = ({ format, name }: Named): string =>
  keyOf({ format, name: withoutArchitecture(format, name), version: '', filename: '' })

/** Like {@link nameKeyOf}, for a package. Maven packages are known by group and name together. */
export function nameKeyOfPackage({ format, name, identifiers }: Identity): string {
  const group = identifiers?.maven_group_id
  return nameKeyOf({ format, name: group === undefined ? name : `${group}:${name}` })
}

/** What to look up to find the packages with a name. */
export function soughtFor({ format, name }: Named): Identity {
  const own = format === 'maven' ? name.slice(name.lastIndexOf(':') + 1) : withoutArchitecture(format, name)
  return { format, name: own, version: '', filename: '' }
}

/** Removes the architecture from a Debian name such as `python3:any`. */
const withoutArchitecture = (format: string, name: string): string => (format === 'deb' ? name.replace(/:\w+$/, '') : name)
