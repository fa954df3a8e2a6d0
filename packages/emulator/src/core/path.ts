/** The segments of a path, with their escapes undone; one that cannot be undone stays as it is. */
export function segmentsOf(path: string): string[] {
  const start = path.startsWith('/') ? 1 : 0
  const end = path.endsWith('/') && path.length > start ? -1 : undefined
  const segments = path.slice(start, end).split('/')
  return path.includes('%') ? segments.map(decode) : segments
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
