/** The segments of a path, with their escapes undone; one that cannot be undone stays as it is. */
export function segmentsOf(path: string): string[] {
  const start = path.startsWith('/') ? 1 : 0
  const end = path.endsWith('/') && path.length > start ? -1 : undefined
  return path.slice(start, end).split('/').map(decode)
}

function decode(segment: string): string {
  if (!segment.includes('%')) return segment
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
