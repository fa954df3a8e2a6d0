/** What a text is to contain: parts one after the other, with whatever lies between them. */
export interface Parts {
  readonly parts: readonly string[]
  /** Whether nothing comes before the first. */
  readonly start: boolean
  /** Whether nothing comes after the last. */
  readonly end: boolean
}

/**
 * Makes a test for parts that stand in a text one after the other.
 *
 * They are looked for from the left, each once, so the time is linear in the text however many there are.
 */
export function inOrder({ parts: [first = '', ...others], start, end }: Parts): (text: string) => boolean {
  const last = others.pop()
  if (last === undefined) return single(first, start, end)

  return (text) => {
    let at = start ? (text.startsWith(first) ? 0 : -1) : text.indexOf(first)
    if (at < 0) return false
    at += first.length
    for (const part of others) {
      at = text.indexOf(part, at)
      if (at < 0) return false
      at += part.length
    }
    return end ? text.length - last.length >= at && text.endsWith(last) : text.includes(last, at)
  }
}

function single(part: string, start: boolean, end: boolean): (text: string) => boolean {
  if (start && end) return (text) => text === part
  if (start) return (text) => text.startsWith(part)
  if (end) return (text) => text.endsWith(part)
  return (text) => text.includes(part)
}
