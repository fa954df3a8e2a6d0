/** The anchor of a heading, as on GitHub, so that links work on the site, in an editor, and where code cites a fact. */
export function slugOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
}
