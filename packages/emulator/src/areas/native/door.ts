import { formats } from '../../catalogue/formats.ts'
import type { NativeHost } from '../../core/hosts.ts'
import { segmentsOf } from '../../core/path.ts'
import type { Native } from '../../format/native.ts'

/** The parts of a path at the host of a format, or at the download host. */
export interface Door {
  readonly format: string
  readonly native: Native
  /** `basic`, `public` or a token at the download host; undefined at the host of a format. */
  readonly access: string | undefined
  readonly owner: string
  readonly repo: string
  /** The rest of the path, not decoded. */
  readonly rest: string
}

const byHost: ReadonlyMap<NativeHost, readonly [format: string, native: Native]> = new Map(
  Object.entries(formats).flatMap(([format, { native }]) =>
    native?.host === undefined ? [] : [[native.host, [format, native] as const] as const],
  ),
)

/** Parses a path at the host of a format; undefined if its clients are not served, or no repository is named. */
export function doorAtHost(host: NativeHost, path: string): Door | undefined {
  const [owner = '', repo = ''] = segmentsOf(path)
  const found = byHost.get(host)
  if (found === undefined || owner === '' || repo === '') return undefined
  const [format, native] = found
  return { format, native, access: undefined, owner, repo, rest: after(2, path) }
}

/** Parses a path at the download host; undefined for formats whose clients do not use it. */
export function doorAtDownloads(path: string): Door | undefined {
  const [access = '', owner = '', repo = '', format = ''] = segmentsOf(path)
  if (access === '' || owner === '' || repo === '') return undefined
  const beside = Object.entries(formats).find(([, { native }]) => native?.standsBeside?.(format))
  if (beside?.[1].native !== undefined)
    return { format: beside[0], native: beside[1].native, access, owner, repo, rest: after(3, path) }
  const native = Object.hasOwn(formats, format) ? formats[format]?.native : undefined
  if (native?.downloads === undefined) return undefined
  return { format, native, access, owner, repo, rest: after(4, path) }
}

/** A path without its first segments. */
function after(count: number, path: string): string {
  return path
    .split('/')
    .slice(count + 1)
    .join('/')
}
