import { flags, numbers } from '../generated/queries.ts'

const kinds = new Map([...numbers.map((name) => [name, 'number'] as const), ...flags.map((name) => [name, 'flag'] as const)])

/** The query parameters of a request, in the types that operations expect. What is no number counts as not given. */
export function readQuery(parameters: URLSearchParams): Record<string, string | number | boolean> {
  const query: Record<string, string | number | boolean> = {}
  for (const [name, value] of parameters) {
    const kind = kinds.get(name)
    if (kind === undefined) query[name] = value
    else if (kind === 'flag') query[name] = ['1', 'true', 'yes', 'on'].includes(value.toLowerCase())
    else if (Number.isFinite(Number.parseInt(value, 10))) query[name] = Number.parseInt(value, 10)
  }
  return query
}
