/** The words of a list with commas, without the white space around them; none for undefined. */
export function splitList(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
}
