import { longestText, mostNamed } from './limits.ts'

const encoder = new TextEncoder()

/** Length of a text in bytes of UTF-8, which is never less than its number of characters, however those are counted. */
export const sizeOf = (text: string): number => encoder.encode(text).length

/** Formats a number for people: `4,980`. */
export const counted = (count: number): string => count.toLocaleString('en-US')

/**
 * Shortens a text that is too long, and states how many characters were left out.
 *
 * @param longest characters to keep. Default: 1,000.
 */
export function shortened(text: string, longest = longestText): string {
  if (text.length <= longest) return text
  const characters = Array.from(text)
  if (characters.length <= longest) return text
  return `${characters.slice(0, longest).join('')}… (and ${counted(characters.length - longest)} more characters)`
}

/** The first of many texts, and how many more there are. */
export function firstOf(texts: readonly string[], most = mostNamed): readonly string[] {
  // Showing one more takes no more room than counting it.
  if (texts.length <= most + 1) return texts
  return [...texts.slice(0, most), `and ${counted(texts.length - most)} more`]
}
