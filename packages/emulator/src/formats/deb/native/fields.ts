/** A field of a block, with its continuation lines. */
export interface Field {
  readonly name: string
  /** The original text, including its name. */
  readonly text: string
}

/** The fields of a block in order, unchanged. Anything before the first field is dropped. */
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

/** The block without some of its fields. Names are in lower case. */
export function without(block: string, names: ReadonlySet<string>): string[] {
  return fieldsIn(block)
    .filter(({ name }) => !names.has(name.toLowerCase()))
    .map(({ text }) => text)
}
