/** The sections of the sidebar, in order: folders of `docs`, and the values of `section` in pages. */
export const sections = [
  { name: 'start', title: 'Start' },
  { name: 'cookbook', title: 'Cookbook' },
  { name: 'concepts', title: 'Concepts' },
  { name: 'packages', title: 'Packages' },
  { name: 'reference', title: 'Reference' },
  { name: 'facts', title: 'Facts and proof' },
  { name: 'policies', title: 'Policies' },
  { name: 'decisions', title: 'Decisions' },
] as const

/** The section of a page without `section`: that of its folder, or the facts. */
export function sectionOf(path: string): string {
  const [folder = '', ...rest] = path.split('/')
  return rest.length > 0 && sections.some(({ name }) => name === folder) ? folder : 'facts'
}

/** Generated pages, which have no source that a reader could edit. */
export const isGenerated = (path: string): boolean =>
  ['errors.md', 'figures.md'].includes(path) || /^(packages|reference)\//.test(path)
