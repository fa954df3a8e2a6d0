/** What a path below a registry refers to. Names may have a scope: `@scope/name` or `@scope%2fname`. */
export type NpmPath =
  | { readonly about: 'package'; readonly name: string; readonly revision: string | undefined }
  | { readonly about: 'version'; readonly name: string; readonly version: string }
  | { readonly about: 'tarball'; readonly name: string; readonly version: string; readonly revision: string | undefined }
  | { readonly about: 'dist-tags'; readonly name: string; readonly tag: string | undefined }
  | { readonly about: 'registry'; readonly what: string }

/** Parses a path. @param given its decoded segments */
export function npmPath(given: readonly string[]): NpmPath | undefined {
  // A scope and a name in one segment are split, so that both forms are equal.
  const segments = given.flatMap((segment) => (segment.startsWith('@') ? segment.split('/') : [segment]))
  if (segments[0] === '-' && segments[1] !== 'package') return { about: 'registry', what: segments.slice(1).join('/') }
  if (segments[0] === '-') return distTagsPath(segments.slice(2))
  const [name, rest] = nameFirst(segments)
  if (name === undefined) return undefined
  const [first, second, third, fourth] = rest
  if (first === undefined) return { about: 'package', name, revision: undefined }
  if (first === '-rev' && second !== undefined) return { about: 'package', name, revision: second }
  if (first === '-' && second !== undefined) {
    const version = versionIn(name, second)
    return version === undefined
      ? undefined
      : { about: 'tarball', name, version, revision: third === '-rev' ? fourth : undefined }
  }
  return rest.length === 1 ? { about: 'version', name, version: first } : undefined
}

function distTagsPath(segments: readonly string[]): NpmPath | undefined {
  const [name, [what, tag]] = nameFirst(segments)
  return name === undefined || what !== 'dist-tags' ? undefined : { about: 'dist-tags', name, tag }
}

function nameFirst(segments: readonly string[]): [name: string | undefined, rest: readonly string[]] {
  const [first, second] = segments
  if (first === undefined || first === '') return [undefined, []]
  if (!first.startsWith('@')) return [first, segments.slice(1)]
  return second === undefined ? [undefined, []] : [`${first}/${second}`, segments.slice(2)]
}

/** The version in the file name of a tarball. */
function versionIn(name: string, file: string): string | undefined {
  const start = `${name.slice(name.indexOf('/') + 1)}-`
  return file.startsWith(start) && file.endsWith('.tgz') ? file.slice(start.length, -'.tgz'.length) : undefined
}
