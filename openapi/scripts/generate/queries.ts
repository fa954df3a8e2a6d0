import type { Operation } from './document.ts'

/** The query parameters that are not text, by their types: names have one meaning throughout the API. */
export function writeQueries(operations: readonly Operation[]): string {
  const parameters = operations.flatMap((operation) => operation.parameters.filter((one) => one.in === 'query'))
  const named = (...types: readonly string[]) => {
    const names = parameters.filter(({ schema }) => [schema.type].flat().some((type) => types.includes(type ?? '')))
    return JSON.stringify([...new Set(names.map(({ name }) => name))].sort())
  }
  return `/** Query parameters that are numbers. */
export const numbers: readonly string[] = ${named('integer', 'number')}

/** Query parameters that are true or false. */
export const flags: readonly string[] = ${named('boolean')}
`
}
