/** Whether JSON has lists and objects in each other deeper than so many: whoever walks through them would run out of stack. */
export function isNestedDeeper(json: string, most: number): boolean {
  let depth = 0
  let isText = false
  for (let at = 0; at < json.length; at++) {
    const character = json[at]
    if (isText) {
      if (character === '\\') at++
      else if (character === '"') isText = false
    } else if (character === '"') isText = true
    else if (character === '[' || character === '{') {
      depth++
      if (depth > most) return true
    } else if (character === ']' || character === '}') depth--
  }
  return false
}
