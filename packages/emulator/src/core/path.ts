/** The decoded segments of a path. A segment that cannot be decoded is kept unchanged. */
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
