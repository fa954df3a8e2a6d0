import type { MavenPlace } from './paths.ts'

/** The parts of a file name. */
export interface FileName {
  /** The version; for a snapshot with its time: `1.0-20260131.120000-3`. */
  readonly value: string
  readonly classifier: string | undefined
  /** For example `jar` or `tar.gz`. */
  readonly extension: string
}

const snapshot = '-SNAPSHOT'

/** Whether a version is a snapshot, which may change. */
export const isSnapshot = (version: string): boolean => version.endsWith(snapshot)

/** Parses `artifact-version[-classifier].extension`. @returns undefined if the name has another form */
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

/** Time and build number of a snapshot: `20260131.120000` and 3; undefined if it has none. */
export function timeOf(value: string): { readonly time: string; readonly build: number } | undefined {
  const [, time, build] = /-(\d{8}\.\d{6})-(\d+)$/.exec(value) ?? []
  return time === undefined ? undefined : { time, build: Number(build) }
}
