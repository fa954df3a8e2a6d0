import type { Stanza } from '../../files/stanza.ts'
import { anyVersion, comparison } from '../../format/constraint.ts'
import type { Constraint, Dependency, DependencyType } from '../../format/types.ts'

/**
 * What metadata say in `Requires-Dist`: `Depends`; `Suggests` where only an extra asks for it; `Recommends` where another marker does, so that it is
 * needed in some surroundings.
 */
export function dependencies(metadata: Stanza): Dependency[] {
  return metadata.all('Requires-Dist').flatMap((text) => dependency(text))
}

/**
 * What an egg needs, a line for each: first always, then by `[extra]`, `[extra:marker]` or `[:marker]`.
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

/** Where there is an alternative to an extra, it may be asked for without. */
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
  // An address may hold a semicolon, so there a space has to stand before the one that begins the marker.
  const end = rest.indexOf(address ? ' ;' : ';')
  const [versions, marker] = end < 0 ? [rest, ''] : [rest.slice(0, end), rest.slice(end)]
  const dep_type = kind ?? kindUnder(marker.replace(/^ ?;/, '').trim())
  return [{ name, dep_type, ...(address ? anyVersion : constraint(versions)) }]
}

/** Versions may stand in parentheses. */
function constraint(text: string): Constraint {
  return comparison(text.trim().replace(/^\((.*)\)$/, '$1'), '=')
}
