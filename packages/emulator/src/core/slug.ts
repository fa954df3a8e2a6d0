/** The slug that a request asks for, or one made of its name: lower case, with dashes for what a slug may not hold. */
export function slugOf({ slug, name }: { slug?: string | undefined; name: string }): string {
  if (slug !== undefined && slug !== '') return slug
  const made = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .trim()
    .replace(/[-\s]+/g, '-')
  return made || 'repository'
}
