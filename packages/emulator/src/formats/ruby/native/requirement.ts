import { itemsAt, textAt } from '../../../files/tree.ts'
import type { Constraint } from '../../../format/types.ts'

/** Comparisons that all have to hold; an empty list is no requirement. */
export type Requirement = readonly (readonly [operator: string, version: string])[]

/** Parses a requirement in the YAML of a specification, where `>= 0` means any version. */
export function requirementAt(value: unknown, ...path: readonly string[]): Requirement {
  return itemsAt(value, ...path, 'requirements').flatMap((pair) => {
    const [operator, version] = itemsAt(pair)
    const number = textAt(version, 'version')
    return number === undefined || isAny(textAt(operator), number) ? [] : [[textAt(operator) ?? '=', number] as const]
  })
}

/** Parses a requirement in a text, such as `>= 1.0, < 3`, or with `&` between the comparisons. */
export function requirementIn(text: string): Requirement {
  return text.split(/[,&]/).flatMap((one) => {
    const [, operator = '=', version = ''] = /^([<>=!~]*)(.*)$/s.exec(one.trim()) ?? []
    const number = version.trim()
    return number === '' || isAny(operator, number) ? [] : [[operator || '=', number] as const]
  })
}

/** Converts a dependency of the API. */
export function requirementOf({ operator, version }: Constraint): Requirement {
  if (version === null) return []
  return requirementIn(operator === 'matches' ? version : `${operator} ${version}`)
}

/** The comparisons as they are written: no requirement becomes `>= 0`. */
export const comparisonsOf = (requirement: Requirement): Requirement => (requirement.length > 0 ? requirement : [['>=', '0']])

const isAny = (operator: string | undefined, version: string): boolean => operator === '>=' && version === '0'
