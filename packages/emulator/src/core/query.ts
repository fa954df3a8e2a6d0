/** Query parameters that are numbers. */
const numbers = new Set(['page', 'page_size', 'part_number'])

/** Query parameters that are true or false. */
const flags = new Set([
  'include_connected_repositories',
  'hide_subcomponents',
  'show_tokens',
  'active',
  'exclude_other_user_tokens',
  'fuzzy',
  'is_active',
  'for_user',
  'match',
  'render',
  'shields',
  'show_latest',
])

/** The query parameters of a request, in the types that operations expect. What is no number counts as not given. */
export function readQuery(parameters: URLSearchParams): Record<string, string | number | boolean> {
  const query: Record<string, string | number | boolean> = {}
  for (const [name, value] of parameters) {
    if (flags.has(name)) query[name] = ['1', 'true', 'yes', 'on'].includes(value.toLowerCase())
    else if (!numbers.has(name)) query[name] = value
    else if (Number.isFinite(Number.parseInt(value, 10))) query[name] = Number.parseInt(value, 10)
  }
  return query
}
