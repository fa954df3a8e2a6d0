import { formats } from '../../catalogue/formats.ts'
import type { NativeHost } from '../../core/hosts.ts'
import { segmentsOf } from '../../core/path.ts'
import type { Native } from '../../format/native.ts'

/** What a path at the host of a format, or at the download host, names. */
export interface Door {
  readonly format: string
  readonly native: Native
  /** `basic`, `public` or a token at the download host; a format's own host has none. */
  readonly access: string | undefined
  readonly owner: string
  readonly repo: string
  /** What follows, as it was sent. */
  readonly rest: string
}

const byHost: ReadonlyMap<NativeHost, readonly [format: string, native: Native]> = new Map(
  Object.entries(formats).flatMap(([format, { native }]) =>
    native?.host === undefined ? [] : [[native.host, [format, native] as const] as const],
  ),
)

/** What is asked for at the host of a format; nothing where its clients are not answered, or no repository is named. */
export function doorAtHost(host: NativeHost, path: string): Door | undefined {
  const [owner = '', repo = ''] = segmentsOf(path)
  const found = byHost.get(host)
  if (found === undefined || owner === '' || repo === '') return undefined
  const [format, native] = found
  return { format, native, access: undefined, owner, repo, rest: after(2, path) }
}

/** What is asked for at the download host; nothing for formats whose clients do not ask there. */
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
