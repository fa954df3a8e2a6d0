/** A pattern: parts that a text has to contain in this order, with anything between them. */
export interface Parts {
  readonly parts: readonly string[]
  /** Whether the text starts with the first part. */
  readonly start: boolean
  /** Whether the text ends with the last part. */
  readonly end: boolean
}

/**
 * Creates a test for texts that contain parts in the given order.
 *
 * Each part is searched once, from left to right, so the time is linear in the length of the text.
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
