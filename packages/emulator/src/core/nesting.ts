/** How much there may be in JSON. */
export interface JsonBounds {
  /** Lists and objects in each other: whoever walks through more would run out of stack. */
  readonly depth: number
  /** What stands behind a comma or a bracket: whoever looks at more keeps others waiting. */
  readonly values: number
}

/** What there is more of in JSON than there may be, in words; nothing where there is not. It need not be well-formed. */
export function excessOf(json: string, most: JsonBounds): string | undefined {
  let [depth, values] = [0, 0]
  let isText = false
  for (let at = 0; at < json.length; at++) {
    const character = json[at]
    if (isText) {
      if (character === '\\') at++
      else if (character === '"') isText = false
    } else if (character === '"') isText = true
    else if (character === ']' || character === '}') depth--
    else if (character === '[' || character === '{' || character === ',') {
      if (++values > most.values) return `more than ${most.values} values`
      if (character !== ',' && ++depth > most.depth) return `nested deeper than ${most.depth} levels`
    }
  }
  return undefined
}
