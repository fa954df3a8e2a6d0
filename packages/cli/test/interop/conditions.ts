/** What a name in a condition stands for. */
export type Lookup = (name: string) => string | null | undefined

/** Conditions of GitLab and Buildkite as the recipes use them: comparisons with `&&` between them. */
export const holds = (condition: string, lookup: Lookup): boolean =>
  condition.split('&&').every((comparison) => {
    const [, left = '', operator, right = ''] = /^\s*(\S+)\s*(==|!=)\s*(\S+)\s*$/.exec(comparison) ?? []
    if (operator === undefined) throw new Error(`${comparison} is no comparison.`)
    return (operandOf(left, lookup) === operandOf(right, lookup)) === (operator === '==')
  })

function operandOf(text: string, lookup: Lookup): string | null | undefined {
  if (text === 'null') return null
  return /^".*"$/.test(text) ? text.slice(1, -1) : lookup(text)
}

/** Conditions of Azure Pipelines as the recipe uses them: `and`, `eq`, `ne`, `succeeded`, and `variables['…']`. */
export function azureHolds(condition: string, lookup: Lookup): boolean {
  const tokens = condition.match(/variables\['[^']+'\]|'[^']*'|\w+|[(),]/g) ?? []
  const read = (): string | boolean => {
    const token = tokens.shift() ?? ''
    const [, variable] = /^variables\['(.+)'\]$/.exec(token) ?? []
    if (variable !== undefined) return lookup(variable) ?? ''
    if (token.startsWith("'")) return token.slice(1, -1)
    const args: (string | boolean)[] = []
    for (tokens.shift(); tokens[0] !== ')'; ) {
      if (tokens[0] === ',') tokens.shift()
      else args.push(read())
    }
    tokens.shift()
    if (token === 'and') return args.every((each) => each === true)
    if (token === 'eq') return args[0] === args[1]
    if (token === 'ne') return args[0] !== args[1]
    if (token === 'succeeded' || token === 'succeededOrFailed') return true
    throw new Error(`The recipe asks for ${token}, which is not read here.`)
  }
  return read() === true
}
