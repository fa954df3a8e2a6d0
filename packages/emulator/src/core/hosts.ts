/** The base URLs that responses link to. */
export interface Origins {
  readonly api: string
  readonly upload: string
  readonly download: string
  readonly docker: string
  readonly html: string
  readonly webapp: string
}

/** The origin of the real service. */
export const serviceOrigin = 'https://api.cloudsmith.io'
const serviceHost = new URL(serviceOrigin).hostname

/**
 * Hosts below `cloudsmith.io` for the clients of single formats. Docker's host is a separate part.
 *
 * @see docs/service.md#hosts
 */
export const nativeHosts = [
  'cargo',
  'composer',
  'conan',
  'conda',
  'dart',
  'generic',
  'golang',
  'helm.oci',
  'hex',
  'huggingface',
  'maven',
  'nix',
  'npm',
  'nuget',
  'python',
  'ruby',
  'swift',
  'terraform',
] as const

/** One of {@link nativeHosts}. */
export type NativeHost = (typeof nativeHosts)[number]

/** The parts of the service: the API, the upload host, the download host, the image registry, and the hosts of single formats. */
export type Part = 'api' | 'upload' | 'download' | 'docker' | NativeHost

/** Whether a part of the service is the host of a format. */
export const isNativeHost = (part: Part): part is NativeHost => nativeHosts.some((host) => host === part)

/** The path segments that follow the name of an image. */
const partsOfImages = ['manifests', 'blobs', 'tags', 'referrers']

/** Whether a path belongs to the registry protocol. Its clients know hosts, but no path prefixes. The second version of the API has no such paths. */
function isOfRegistry(path: string): boolean {
  if (!path.startsWith('/v2')) return false
  const [, version, ...parts] = path.split('/')
  if (version !== 'v2') return false
  if (parts.length === 0 || (parts.length === 1 && parts[0] === '')) return true
  if (parts.length === 3 && parts[2] === '_catalog') return true
  // Workspace, repository and image come first; an image name may have several segments.
  return parts.findIndex((part, index) => index > 2 && partsOfImages.includes(part) && index < parts.length - 1) > 0
}

const hosts: Readonly<Record<string, Part>> = {
  'upload.cloudsmith.io': 'upload',
  'dl.cloudsmith.io': 'download',
  'docker.cloudsmith.io': 'docker',
  ...Object.fromEntries(nativeHosts.map((host) => [`${host}.cloudsmith.io`, host])),
}

/** First path segments that stand for a host. */
const prefixes: ReadonlyMap<string, Part> = new Map<string, Part>([
  ['upload', 'upload'],
  ['dl', 'download'],
  ['docker', 'docker'],
  ...nativeHosts.map((host) => [host, host] as const),
])

/** The URLs of the service's parts: separate hosts at the real origin, path prefixes at any other. */
export function originsOf(origin: string): Origins {
  const others = { html: 'https://cloudsmith.io', webapp: 'https://app.cloudsmith.com' }
  return origin === serviceOrigin
    ? {
        api: origin,
        upload: 'https://upload.cloudsmith.io',
        download: 'https://dl.cloudsmith.io',
        docker: 'https://docker.cloudsmith.io',
        ...others,
      }
    : { api: origin, upload: `${origin}/upload`, download: `${origin}/dl`, docker: `${origin}/docker`, ...others }
}

/** The URL of a format's host, without a trailing slash: a path prefix at any origin but the real one. */
export function nativeOrigin({ api }: Origins, host: NativeHost): string {
  return api === serviceOrigin ? `https://${host}.cloudsmith.io` : `${api}/${host}`
}

/** The path of a URL without the token that a download URL may contain. */
export function pathWithoutToken(url: URL, { part, path } = partOf(url)): string {
  if (part !== 'download') return url.pathname
  const open = path.replace(/^\/(?!basic\/|public\/)[^/]+(?=\/)/, '/…')
  return url.pathname.slice(0, url.pathname.length - path.length) + open
}

/** The part of the service that a URL belongs to, and the path there. */
export function partOf({ hostname, pathname }: URL): { part: Part; path: string } {
  const part = Object.hasOwn(hosts, hostname) ? hosts[hostname] : undefined
  if (part !== undefined) return { part, path: pathname }
  const found = prefixes.get(pathname.slice(1, pathname.indexOf('/', 1)))
  if (found !== undefined) return { part: found, path: pathname.slice(pathname.indexOf('/', 1)) }
  return { part: hostname !== serviceHost && isOfRegistry(pathname) ? 'docker' : 'api', path: pathname }
}
