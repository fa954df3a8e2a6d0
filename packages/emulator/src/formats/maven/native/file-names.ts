import type { MavenPlace } from './paths.ts'

/** What the name of a file says. */
export interface FileName {
  /** The version, of a snapshot with its time: `1.0-20260131.120000-3`. */
  readonly value: string
  readonly classifier: string | undefined
  /** Such as `jar` or `tar.gz`. */
  readonly extension: string
}

const snapshot = '-SNAPSHOT'

/** Whether a version is one that changes. */
export const isSnapshot = (version: string): boolean => version.endsWith(snapshot)

/** Reads `artifact-version[-classifier].extension`. @returns nothing for what is called otherwise */
export function readFileName(
  { artifact, version }: Pick<MavenPlace, 'artifact' | 'version'>,
  filename: string,
): FileName | undefined {
  if (!filename.startsWith(`${artifact}-`)) return undefined
  const rest = filename.slice(artifact.length + 1)
  const value = rest.startsWith(version) ? version : timedVersion(version, rest)
  if (value === undefined) return undefined
  const tail = rest.slice(value.length)
  const [ending, extension] = /\.((?:tar\.)?\w+(?:\.asc)?)$/.exec(tail) ?? []
  if (ending === undefined || extension === undefined) return undefined
  const between = tail.slice(0, -ending.length)
  if (between !== '' && !/^-./.test(between)) return undefined
  return { value, classifier: between === '' ? undefined : between.slice(1), extension }
}

function timedVersion(version: string, rest: string): string | undefined {
  const start = version.slice(0, -snapshot.length)
  if (!isSnapshot(version) || !rest.startsWith(`${start}-`)) return undefined
  const [time] = /^-\d{8}\.\d{6}-\d+/.exec(rest.slice(start.length)) ?? []
  return time && start + time
}

/** Time and number of a snapshot: `20260131.120000` and 3; nothing where it has none. */
export function timeOf(value: string): { readonly time: string; readonly build: number } | undefined {
  const [, time, build] = /-(\d{8}\.\d{6})-(\d+)$/.exec(value) ?? []
  return time === undefined ? undefined : { time, build: Number(build) }
}
