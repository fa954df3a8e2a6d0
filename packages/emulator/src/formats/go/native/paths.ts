import { unescaped } from './escape.ts'

/** What a path below a module proxy refers to. */
export type GoPath = OfModule | OfVersion

interface OfModule {
  readonly about: 'list' | 'latest'
  readonly name: string
}

interface OfVersion {
  readonly about: 'info' | 'mod' | 'zip'
  readonly name: string
  readonly version: string
}

/** Parses a path. @param segments its decoded segments @see https://go.dev/ref/mod#goproxy-protocol */
export function goPath(segments: readonly string[]): GoPath | undefined {
  const last = segments.at(-1) ?? ''
  const isLatest = last === '@latest'
  const isVersion = !isLatest && segments.at(-2) === '@v'
  const name = unescaped(segments.slice(0, isLatest ? -1 : -2).join('/'))
  if (name === undefined || name === '' || !(isLatest || isVersion)) return undefined
  if (isLatest) return { about: 'latest', name }
  if (last === 'list') return { about: 'list', name }
  const [, escapedVersion = '', kind] = /^(.+)\.(info|mod|zip)$/.exec(last) ?? []
  const version = unescaped(escapedVersion)
  return version ? { about: kind as 'info' | 'mod' | 'zip', name, version } : undefined
}
