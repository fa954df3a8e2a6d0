import { itemsAt, textAt } from '../../../files/tree.ts'
import type { Constraint } from '../../../format/types.ts'

/** Comparisons that a version has to satisfy all of; none are no requirement. */
export type Requirement = readonly (readonly [operator: string, version: string])[]

/** What a specification says in YAML. `>= 0` is how it says that any version will do. */
export function requirementAt(value: unknown, ...path: readonly string[]): Requirement {
  return itemsAt(value, ...path, 'requirements').flatMap((pair) => {
    const [operator, version] = itemsAt(pair)
    const number = textAt(version, 'version')
    return number === undefined || isAny(textAt(operator), number) ? [] : [[textAt(operator) ?? '=', number] as const]
  })
}

/** What a text says, such as `>= 1.0, < 3`, or the same with `&` between. */
export function requirementIn(text: string): Requirement {
  return text.split(/[,&]/).flatMap((one) => {
    const [, operator = '=', version = ''] = /^([<>=!~]*)(.*)$/s.exec(one.trim()) ?? []
    const number = version.trim()
    return number === '' || isAny(operator, number) ? [] : [[operator || '=', number] as const]
  })
}

/** What the API knows of a dependency. */
export function requirementOf({ operator, version }: Constraint): Requirement {
  if (version === null) return []
  return requirementIn(operator === 'matches' ? version : `${operator} ${version}`)
}

/** As lists of comparisons are written: what is no requirement is said to be `>= 0`. */
export const comparisonsOf = (requirement: Requirement): Requirement => (requirement.length > 0 ? requirement : [['>=', '0']])

const isAny = (operator: string | undefined, version: string): boolean => operator === '>=' && version === '0'
