/** What is read of a JSON Schema. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, Schema | boolean>>
  readonly required?: readonly string[]
  readonly items?: Schema | boolean
  readonly additionalProperties?: Schema | boolean
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly $defs?: Readonly<Record<string, Schema>>
  readonly definitions?: Readonly<Record<string, Schema>>
}

/**
 * The keys that a schema takes, a line each: `stages[].gates[]?: string | object`, where `?` says that it may be left out. Sorted, so that a key
 * that went or is asked for now is one line of a difference.
 */
export function keysOf(root: Schema): string[] {
  const types = new Map<string, { kinds: Set<string>; isNeeded: boolean }>()
  visit(root, '', new Set())
  return [...types].map(([path, { kinds, isNeeded }]) => `${path}${isNeeded ? '' : '?'}: ${[...kinds].sort().join(' | ')}`).sort()

  function visit(given: Schema | boolean | undefined, path: string, above: ReadonlySet<string>): void {
    if (typeof given !== 'object') return
    const name = given.$ref?.split('/').at(-1)
    if (name !== undefined) {
      // What holds itself, such as rules within rules, is told once.
      if (!above.has(name)) visit((root.$defs ?? root.definitions)?.[name], path, new Set([...above, name]))
      return
    }
    for (const [key, property] of Object.entries(given.properties ?? {})) {
      const here = path === '' ? key : `${path}.${key}`
      const known = types.get(here)
      const isNeeded = given.required?.includes(key) ?? false
      types.set(here, {
        kinds: new Set([...(known?.kinds ?? []), ...kindsOf(property, new Set())]),
        isNeeded: (known?.isNeeded ?? true) && isNeeded,
      })
      visit(property, here, above)
    }
    visit(given.items, `${path}[]`, above)
    visit(given.additionalProperties, `${path}.*`, above)
    for (const part of [...(given.anyOf ?? []), ...(given.oneOf ?? []), ...(given.allOf ?? [])]) visit(part, path, above)
  }

  function kindsOf(given: Schema | boolean | undefined, above: ReadonlySet<string>): string[] {
    if (typeof given !== 'object') return ['anything']
    const name = given.$ref?.split('/').at(-1)
    if (name !== undefined)
      return above.has(name) ? [] : kindsOf((root.$defs ?? root.definitions)?.[name], new Set([...above, name]))
    if ('const' in given) return [JSON.stringify(given.const)]
    if (given.enum) return given.enum.map((word) => JSON.stringify(word))
    const parts = [...(given.anyOf ?? []), ...(given.oneOf ?? []), ...(given.allOf ?? [])]
    const own = given.type === undefined ? [] : [given.type].flat()
    const all = own.length > 0 ? own : parts.flatMap((part) => kindsOf(part, above))
    return all.length > 0 ? all : ['anything']
  }
}
