/** The items of a comma-separated list, trimmed; empty for undefined. */
export function splitList(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
}
