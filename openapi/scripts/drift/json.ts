/** An object of a parsed document, of which nothing is known yet: it was written by others. */
export type Node = { readonly [key: string]: unknown }

/** Whether a value is an object with keys. */
export const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)

const nothing: Node = {}

/** The value where it is an object, else an empty one. */
export const nodeOf = (value: unknown): Node => (isNode(value) ? value : nothing)

/** The value where it is a list, else an empty one. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
