import type { Stanza } from '../../files/stanza.ts'
import { anyVersion, comparison } from '../../format/constraint.ts'
import type { Constraint, Dependency, DependencyType } from '../../format/types.ts'

/**
 * The dependencies in `Requires-Dist`: `Depends` by default, `Suggests` if they belong to an extra, `Recommends` with another marker, because they
 * are only needed in some environments.
 */
export function dependencies(metadata: Stanza): Dependency[] {
  return metadata.all('Requires-Dist').flatMap((text) => dependency(text))
}

/**
 * The requirements of an egg, one per line: unconditional ones first, then those under `[extra]`, `[extra:marker]` or `[:marker]`.
 *
 * @see https://setuptools.pypa.io/en/latest/deprecated/python_eggs.html
 */
export function eggDependencies(text: string): Dependency[] {
  let section = ''
  return text.split('\n').flatMap((each) => {
    const line = each.trim()
    const [, next] = /^\[([^\]]*)\]$/.exec(line) ?? []
    section = next ?? section
    if (next !== undefined || line.startsWith('#')) return []
    return dependency(line, section === '' ? undefined : section.startsWith(':') ? 'Recommends' : 'Suggests')
  })
}

const extra = /\bextra\s*(?:==|in\b)|(?:==|\bin)\s*extra\b/

/** If there is an alternative to the extra, the dependency may be needed without it. */
function kindUnder(marker: string): DependencyType {
  if (marker === '') return 'Depends'
  const hasAlternative = /\bor\b/.test(marker.replace(/"[^"]*"|'[^']*'/g, ''))
  return extra.test(marker) && !hasAlternative ? 'Suggests' : 'Recommends'
}

/**
 * `idna<4,>=2.5; python_version < "3"`, `requests[socks] (>=2)`, `acme @ https://… ; extra == "test"`.
 *
 * @see https://packaging.python.org/en/latest/specifications/dependency-specifiers/
 */
function dependency(text: string, kind?: DependencyType): Dependency[] {
  const whole = text.replace(/\s+/g, ' ').trim()
  const [, name, address, rest = ''] = /^([\w.-]+) ?(?:\[[^\]]*\])? ?(@)?(.*)$/s.exec(whole) ?? []
  if (!name) return []
  // A URL may contain a semicolon, so a space has to precede the one that starts the marker.
  const end = rest.indexOf(address ? ' ;' : ';')
  const [versions, marker] = end < 0 ? [rest, ''] : [rest.slice(0, end), rest.slice(end)]
  const dep_type = kind ?? kindUnder(marker.replace(/^ ?;/, '').trim())
  return [{ name, dep_type, ...(address ? anyVersion : constraint(versions)) }]
}

/** Versions may be in parentheses. */
function constraint(text: string): Constraint {
  return comparison(text.trim().replace(/^\((.*)\)$/, '$1'), '=')
}
