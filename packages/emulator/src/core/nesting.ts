/** Limits for the structure of JSON. */
export interface JsonBounds {
  /** Nesting of arrays and objects: deeper ones would overflow the stack of whoever walks through them. */
  readonly depth: number
  /** Values after a comma or a bracket: processing more would block other requests. */
  readonly values: number
}

/** Describes which limit a JSON text exceeds; undefined if it exceeds none. The text need not be well-formed. */
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
