/** The slug of a request, or one made from its name: in lower case, with dashes for characters that slugs cannot contain. */
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
