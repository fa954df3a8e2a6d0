/** A path of this service that a form names; the beginning for anything that may lead elsewhere. */
export function localPath(value: unknown): string {
  if (typeof value !== 'string' || !value.startsWith('/')) return '/'
  const there = URL.parse(value, 'http://here')
  return there?.origin === 'http://here' ? `${there.pathname}${there.search}` : '/'
}
