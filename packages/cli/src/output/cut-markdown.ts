/** Bytes for the note that lines were left out, and for closing a code fence. */
const room = 64

/** Cuts Markdown to a number of bytes of UTF-8. Lines at the end are left out, and a note says how many. An open code fence is closed. */
export function cutMarkdown(text: string, limit: number): string {
  if (Buffer.byteLength(text) <= limit) return text
  const lines = text.trimEnd().split('\n')
  const kept: string[] = []
  let left = limit - room
  for (const line of lines) {
    left -= Buffer.byteLength(line) + 1
    if (left < 0) break
    kept.push(line)
  }
  const isOpen = kept.filter((line) => line.startsWith('```')).length % 2 === 1
  const missing = lines.length - kept.length
  return [...kept, ...(isOpen ? ['```'] : []), '', `…and ${missing} more ${missing === 1 ? 'line' : 'lines'}.`].join('\n')
}
