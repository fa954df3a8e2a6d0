import { isNode, type Json } from './node.ts'

/**
 * Says of lists of whole numbers that they are integers. The emitter calls every number of a union a `number`, of which generators for
 * other languages make floating-point constants, and some of them nothing that compiles.
 */
export function wholeNumbers(node: Json): void {
  if (Array.isArray(node)) for (const item of node) wholeNumbers(item)
  if (!isNode(node)) return
  if (node.type === 'number' && Array.isArray(node.enum) && node.enum.every(Number.isInteger)) node.type = 'integer'
  for (const value of Object.values(node)) wholeNumbers(value)
}
