import { longestText, mostNamed } from './limits.ts'

const encoder = new TextEncoder()

/** Bytes of a text in UTF-8: never fewer than it has characters, however those are counted. */
export const sizeOf = (text: string): number => encoder.encode(text).length

/** A number as people read it: `4,980`. */
export const counted = (count: number): string => count.toLocaleString('en-US')

/** A text, cut where it is very long, and then with how much was left out. */
export function shortened(text: string, longest = longestText): string {
  if (text.length <= longest) return text
  const characters = Array.from(text)
  if (characters.length <= longest) return text
  return `${characters.slice(0, longest).join('')}… (and ${counted(characters.length - longest)} more characters)`
}

/** The first of many texts, and then how many more there are. */
export function firstOf(texts: readonly string[], most = mostNamed): readonly string[] {
  // One more takes no more room than to say so.
  if (texts.length <= most + 1) return texts
  return [...texts.slice(0, most), `and ${counted(texts.length - most)} more`]
}
