/** An object of a parsed document that others wrote, so nothing is known about its contents. */
export type Node = { readonly [key: string]: unknown }

/** Whether a value is an object with keys. */
export const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)

const nothing: Node = {}

/** The value if it is an object, otherwise an empty object. */
export const nodeOf = (value: unknown): Node => (isNode(value) ? value : nothing)

/** The value if it is an array, otherwise an empty array. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
