import { UnreadableError } from '../../files/unreadable.ts'
import { comparison } from '../../format/constraint.ts'
import type { DebDependencyType, Dependency } from '../../format/types.ts'
import { schemeOfFormat } from '../../format/version-scheme.ts'
import type { Control } from './control.ts'

/** The API's names for fields with relations. It has none for relations of one architecture's build. */
const fields: readonly (readonly [field: string, type: DebDependencyType])[] = [
  ['Depends', 'Depends'],
  ['Pre-Depends', 'Pre-Depends'],
  ['Recommends', 'Recommends'],
  ['Suggests', 'Suggests'],
  ['Enhances', 'Enhances'],
  ['Replaces', 'Replaces'],
  ['Breaks', 'Breaks'],
  ['Conflicts', 'Conflicts'],
  ['Provides', 'Provides'],
  ['Built-Using', 'Built-Using'],
  ['Build-Depends', 'Build-Depends'],
  ['Build-Depends-Arch', 'Build-Depends'],
  ['Build-Depends-Indep', 'Build-Depends-Indep'],
  ['Build-Conflicts', 'Build-Conflicts'],
  ['Build-Conflicts-Arch', 'Build-Conflicts'],
  ['Build-Conflicts-Indep', 'Build-Conflicts-Indep'],
]

const withoutAlternatives: readonly string[] = ['Replaces', 'Breaks', 'Conflicts', 'Provides']
const relation = /^([a-z\d][a-z\d.+_-]*)(?::[a-z\d][a-z\d-]*)?(?:\s*\(\s*(?:(<<|<=|<|=|>=|>>|>)\s*)?([^\s()<>=]+)\s*\))?$/i

/**
 * The relations of a package. Alternatives (`a | b`) are listed separately; limits to architectures and build profiles in source packages are
 * dropped.
 *
 * @throws {UnreadableError} if dpkg would not understand a relation
 * @see https://www.debian.org/doc/debian-policy/ch-relationships.html
 */
export function relationsOf(control: Control, isSource: boolean): Dependency[] {
  return fields.flatMap(([field, type]) => {
    const text = control(field)
    return text === undefined ? [] : relations(text, field, type, isSource)
  })
}

function relations(text: string, field: string, dep_type: DebDependencyType, isSource: boolean): Dependency[] {
  // Tools for source packages ignore extra commas, which dpkg does not accept.
  const items = text.split(',').filter((item) => !isSource || item.trim() !== '')
  return items.flatMap((item) => {
    const alternatives = item.split('|')
    if (alternatives.length > 1 && withoutAlternatives.includes(field)) throw wrong(field, item)
    return alternatives.map((each) => {
      const bare = (isSource ? withoutLimits(each) : each).trim()
      const [, name, operator = '=', version = ''] = relation.exec(bare) ?? []
      if (!name || (version !== '' && !schemeOfFormat('deb').isVersion(version))) throw wrong(field, each)
      return { name, dep_type, ...comparison(version && operator + version, '=') }
    })
  })
}

/** Removes the architectures `[…]` and build profiles `<…>` that a relation of a source package is limited to. */
function withoutLimits(text: string): string {
  const versionEnd = text.indexOf(')') + 1
  const start = text.slice(versionEnd).search(/[[<]/)
  return start < 0 ? text : text.slice(0, versionEnd + start)
}

function wrong(field: string, text: string): UnreadableError {
  return new UnreadableError(`the control field ${field} has ${JSON.stringify(text.trim())}, which dpkg does not understand`)
}
