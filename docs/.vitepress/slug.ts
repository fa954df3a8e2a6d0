/** The anchor that a heading has, as GitHub makes it: one and the same on the site, in an editor, and where code cites a fact. */
export function slugOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
}
