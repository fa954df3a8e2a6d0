import { isNode, type Json } from './node.ts'

/**
 * Declares enums of whole numbers as integers. The emitter declares every number in a union as `number`, for which generators for other
 * languages write floating-point constants, some of which do not compile.
 */
export function wholeNumbers(node: Json): void {
  if (Array.isArray(node)) for (const item of node) wholeNumbers(item)
  if (!isNode(node)) return
  if (node.type === 'number' && Array.isArray(node.enum) && node.enum.every(Number.isInteger)) node.type = 'integer'
  for (const value of Object.values(node)) wholeNumbers(value)
}
