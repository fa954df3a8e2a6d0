import { UnreadableError } from '../../files/unreadable.ts'
import { anyVersion } from '../../format/constraint.ts'
import type { Dependency } from '../../format/types.ts'

/** A dependency without its type. */
export type Relation = Omit<Dependency, 'dep_type'>

const operators = ['=', '<', '<=', '>', '>='] as const

/** Longest rich dependency that is parsed: the longest real ones have some hundred characters. */
const longest = 4096

/** What follows these is a condition, or something that is excluded. */
const conditions: readonly string[] = ['if', 'unless', 'without']
const words: readonly string[] = [...conditions, 'and', 'or', 'with', 'else']

/** A dependency on a capability and its versions; `^` may be part of a version. */
export function relationTo(name: string, operator: string, version: string): Relation {
  const known = operators.find((each) => each === operator) ?? '='
  return { name, ...(version === '' ? anyVersion : { operator: known, version }) }
}

/**
 * The packages in a rich dependency such as `(a >= 1 or (b if c))`, listed separately: alternatives are included, as for Debian, but conditions are
 * not.
 *
 * @throws {UnreadableError} if its parentheses do not match
 * @see https://rpm-software-management.github.io/rpm/manual/boolean_dependencies.html
 */
export function richDependencies(text: string): Relation[] {
  const found: Relation[] = []
  /** For each open parenthesis, whether the current part is a condition. */
  const open: boolean[] = []
  let parts: string[] = []
  const close = () => {
    const [name, operator = '', version = ''] = parts
    if (name !== undefined && !open.includes(true)) found.push(relationTo(name, operator, version))
    parts = []
  }
  for (const token of tokensOf(text)) {
    if (token === '(') open.push(false)
    else if (token !== ')' && !words.includes(token)) parts.push(token)
    else {
      close()
      if (token === ')') open.pop()
      else open[open.length - 1] = conditions.includes(token)
    }
  }
  return found
}

/** Parentheses can be part of a name: `perl(Foo)`, `rpmlib(Foo)`. */
function tokensOf(text: string): string[] {
  const tokens: string[] = []
  let depth = 0
  const pieces = text.length > longest ? [] : text.split(/\s+/).filter((piece) => piece !== '')
  for (const piece of pieces) {
    const start = piece.search(/[^(]/)
    const opened = start < 0 ? piece.length : start
    const bare = piece.slice(opened)
    const within = bare.split('(').length - 1
    let end = bare.length
    for (let spare = bare.split(')').length - 1 - within; spare > 0 && bare[end - 1] === ')'; spare--) end--
    tokens.push(
      ...Array<string>(opened).fill('('),
      ...(end > 0 ? [bare.slice(0, end)] : []),
      ...Array<string>(bare.length - end).fill(')'),
    )
    depth += opened - (bare.length - end)
    if (depth < 0) break
  }
  if (depth !== 0 || tokens.length === 0)
    throw new UnreadableError(`the rich dependency ${JSON.stringify(text.slice(0, 80))} does not close what it opens`)
  return tokens
}
