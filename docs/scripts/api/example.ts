import { inspect } from 'node:util'
import { rowOf } from './answer.ts'
import { fieldsOf } from './fields.ts'
import type { Method } from './methods.ts'

/** A call, as a program would write it. */
export function callOf(method: Method): string {
  const [{ parameters, example }] = method.operations
  const { required, all } = fieldsOf(method)
  const inBody = Object.keys(example).filter((name) => !parameters.some((parameter) => parameter.name === name))
  const given = all.filter((name) => name in example && (required.includes(name) || inBody.includes(name)))
  const values = Object.fromEntries(given.map((name) => [name, example[name]]))
  const args = given.length === 0 ? '' : inspect(values, { depth: null, breakLength: 96, maxArrayLength: null })
  const call = `cloudsmith.${inCode(method)}(${args})`
  if (rowOf(method) !== undefined) return `for await (const row of ${call}) console.log(row)`
  return method.operations[0].success.schema === undefined ? `await ${call}` : `const result = await ${call}`
}

/** A method as a program would write it: with one of its formats, if it has several. */
export function inCode({ name, operations }: Pick<Method, 'name' | 'operations'>): string {
  const { format = '' } = operations[0]
  return name.replace('{format}', format)
}
