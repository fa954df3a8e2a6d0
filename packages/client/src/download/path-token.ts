/** What the path of a download begins with where there is no token in it. @see docs/service.md#downloads */
const openPaths: ReadonlySet<string> = new Set(['', 'basic', 'public'])

/** The entitlement token that the address of a download may hold, on whatever host: the first part of its path. */
export function tokenIn({ pathname }: URL): string | undefined {
  const [, first = ''] = pathname.split('/')
  return openPaths.has(first) ? undefined : first
}
