import type { Stanza } from '../../files/stanza.ts'
import { anyVersion, comparison } from '../../format/constraint.ts'
import type { Constraint, Dependency } from '../../format/types.ts'

/** What metadata say in `Requires-Dist`: `Depends`, or `Suggests` where only an extra asks for it. */
export function dependencies(metadata: Stanza): Dependency[] {
  return metadata.all('Requires-Dist').flatMap((text) => dependency(text))
}

/**
 * What an egg needs, a line for each: first always, then by `[extra]`, `[extra:marker]` or `[:marker]`.
 *
 * @see https://setuptools.pypa.io/en/latest/deprecated/python_eggs.html
 */
export function eggDependencies(text: string): Dependency[] {
  let isExtra = false
  return text.split('\n').flatMap((each) => {
    const line = each.trim()
    const [, section] = /^\[([^\]]*)\]$/.exec(line) ?? []
    if (section !== undefined) isExtra = section !== '' && !section.startsWith(':')
    return section !== undefined || line.startsWith('#') ? [] : dependency(line, isExtra)
  })
}

const extra = /\bextra\s*(?:==|in\b)|(?:==|\bin)\s*extra\b/

/**
 * `idna<4,>=2.5; python_version < "3"`, `requests[socks] (>=2)`, `acme @ https://… ; extra == "test"`.
 *
 * @see https://packaging.python.org/en/latest/specifications/dependency-specifiers/
 */
function dependency(text: string, isExtra = false): Dependency[] {
  const whole = text.replace(/\s+/g, ' ').trim()
  const [, name, address, rest = ''] = /^([\w.-]+) ?(?:\[[^\]]*\])? ?(@)?(.*)$/s.exec(whole) ?? []
  if (!name) return []
  // An address may hold a semicolon, so there a space has to stand before the one that begins the marker.
  const end = rest.indexOf(address ? ' ;' : ';')
  const [versions, marker] = end < 0 ? [rest, ''] : [rest.slice(0, end), rest.slice(end)]
  return [
    { name, dep_type: isExtra || extra.test(marker) ? 'Suggests' : 'Depends', ...(address ? anyVersion : constraint(versions)) },
  ]
}

/** Versions may stand in parentheses. */
function constraint(text: string): Constraint {
  return comparison(text.trim().replace(/^\((.*)\)$/, '$1'), '=')
}
