import type { Pattern } from '@cloudsmith-sdk/search-language'

/**
 * Makes a test for a pattern, without regard to case. Unanchored ends match anywhere.
 *
 * Parts are looked for one after the other from the left, so the time is linear in the text however many wildcards there are.
 */
export function matcher({ parts, start, end }: Pattern): (text: string) => boolean {
  const [first = '', ...others] = parts.map((part) => part.toLowerCase())
  const last = others.pop()
  if (last === undefined) return single(first, start, end)

  return (text) => {
    const folded = text.toLowerCase()
    let at = start ? (folded.startsWith(first) ? 0 : -1) : folded.indexOf(first)
    if (at < 0) return false
    at += first.length
    for (const part of others) {
      at = folded.indexOf(part, at)
      if (at < 0) return false
      at += part.length
    }
    return end ? folded.length - last.length >= at && folded.endsWith(last) : folded.includes(last, at)
  }
}

function single(part: string, start: boolean, end: boolean): (text: string) => boolean {
  if (start && end) return (text) => text.toLowerCase() === part
  if (start) return (text) => text.toLowerCase().startsWith(part)
  if (end) return (text) => text.toLowerCase().endsWith(part)
  return (text) => text.toLowerCase().includes(part)
}
