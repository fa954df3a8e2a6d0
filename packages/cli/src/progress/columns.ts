/** Cuts a line to the width of the terminal: if it wrapped, the next repaint would leave half of it behind. */
export function cut(line: string, width: number): string {
  if (widthOf(line) <= width) return line
  let kept = ''
  let left = width - 1
  for (const character of line) {
    left -= widthOf(character)
    if (left < 0) break
    kept += character
  }
  return width > 0 ? `${kept}…` : ''
}

/** Maximum number of columns of a text: two for each character that may be wide. */
export const widthOf = (text: string): number =>
  Array.from(text).reduce((sum, each) => sum + ((each.codePointAt(0) ?? 0) < 0x2e80 ? 1 : 2), 0)
