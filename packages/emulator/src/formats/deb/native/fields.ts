/** A field of a block, with the lines that go on with it. */
export interface Field {
  readonly name: string
  /** As it stands there, with its name. */
  readonly text: string
}

/** The fields of a block in their order, as they are. What stands before the first one is none. */
export function fieldsIn(block: string): Field[] {
  const fields: Field[] = []
  for (const line of block.replaceAll('\r\n', '\n').trim().split('\n')) {
    const last = fields.at(-1)
    if (/^[ \t]/.test(line)) {
      if (last !== undefined) fields[fields.length - 1] = { ...last, text: `${last.text}\n${line}` }
    } else if (line.includes(':')) {
      fields.push({ name: line.slice(0, line.indexOf(':')).trim(), text: line })
    }
  }
  return fields
}

/** The block without some of its fields, whose names are in lower case. */
export function without(block: string, names: ReadonlySet<string>): string[] {
  return fieldsIn(block)
    .filter(({ name }) => !names.has(name.toLowerCase()))
    .map(({ text }) => text)
}
