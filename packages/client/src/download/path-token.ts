/** First segments of a download path that are not a token. @see docs/service.md#downloads */
const openPaths: ReadonlySet<string> = new Set(['', 'basic', 'public'])

/** The entitlement token that a download URL may contain, on any host: the first segment of its path. */
export function tokenIn({ pathname }: URL): string | undefined {
  const [, first = ''] = pathname.split('/')
  return openPaths.has(first) ? undefined : first
}
