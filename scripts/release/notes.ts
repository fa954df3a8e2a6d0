/**
 * What a changelog says of one version.
 *
 * @throws {Error} it says nothing of it
 */
export function notesOf(changelog: string, version: string): string {
  const lines = changelog.split('\n')
  const start = lines.indexOf(`## ${version}`)
  if (start < 0) throw new Error(`The changelog says nothing of ${version}.`)
  const end = lines.findIndex((line, index) => index > start && line.startsWith('## '))
  return `${lines
    .slice(start + 1, end < 0 ? undefined : end)
    .join('\n')
    .trim()}\n`
}
