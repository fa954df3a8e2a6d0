/** The path of a file in a repository, without empty parts; undefined if nothing is left. */
export function filePath(text: string): string | undefined {
  const parts = text.split('/').filter((part) => part.trim() !== '')
  return parts.length === 0 ? undefined : parts.join('/')
}
