import { comparison, range } from '../../format/constraint.ts'
import type { Constraint, Dependency, DependencyType } from '../../format/types.ts'

/**
 * Parses a match specification: `numpy 1.26.*`, `numpy>=1.8`, `libzlib 1.3.1 h4ab18f5_1`, `conda-forge::numpy`, `numpy[version='>=1.11']`. Everything
 * after `#` is a comment.
 *
 * @see https://docs.conda.io/projects/conda/en/stable/user-guide/concepts/pkg-specs.html
 */
export function dependency(text: string, dep_type: DependencyType): Dependency[] {
  const [code = ''] = text.split('#', 1)
  const channel = /^[^\s:[]*::/.exec(code.trim())?.[0] ?? ''
  const [, name, rest = ''] = /^([\w.-]+)(.*)$/s.exec(code.trim().slice(channel.length)) ?? []
  if (!name) return []
  const [, bracketed] = /^\[[^\]]*\bversion\s*=\s*["']?([^"'\]]+)/.exec(rest.trim()) ?? []
  const [wanted = '', build] = (bracketed ?? rest.replace(/\[.*/, ''))
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/([,|<>=!~]) /g, '$1')
    .replace(/ ([,|])/g, '$1')
    .split(' ')
  return [{ name, dep_type, ...constraint(wanted, build) }]
}

/** `1.2` and `==1.2` are exact, but `=1.2` is the range `1.2.*`. A version with a build string is a range as well. */
function constraint(wanted: string, build: string | undefined): Constraint {
  if (build) return range(`${wanted} ${build}`)
  return /^=(?!=)/.test(wanted) ? range(wanted) : comparison(wanted, '=')
}
