/** First segments of a download's path that are not an entitlement token. @see docs/service.md#downloads */
const openPaths: ReadonlySet<string> = new Set(['', 'basic', 'public'])

/** An address as it may be shown: without user name, query and fragment, and without the token that a download's path may hold. */
export function redactUrl(text: string): string {
  const { origin, hostname, pathname } = new URL(text)
  const [, first = ''] = pathname.split('/')
  if (!hostname.startsWith('dl.') || openPaths.has(first)) return origin + pathname
  return `${origin}/…${pathname.slice(first.length + 1)}`
}
