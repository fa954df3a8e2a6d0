/** The URLs that answers lead to. */
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
 * Hosts below `cloudsmith.io` at which clients of single formats ask; Docker's is a part of its own.
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

/** @see nativeHosts */
export type NativeHost = (typeof nativeHosts)[number]

/**
 * The parts of the service: the API, the host that takes bytes, the one that gives them out, the registry of images, and the hosts of single
 * formats.
 */
export type Part = 'api' | 'upload' | 'download' | 'docker' | NativeHost

/** Whether a part of the service is the host of a format. */
export const isNativeHost = (part: Part): part is NativeHost => nativeHosts.some((host) => host === part)

/** What of an image is asked for. */
const partsOfImages = ['manifests', 'blobs', 'tags', 'referrers']

/** What clients of the registry protocol ask for; they know hosts, and no paths before it. The second version of the API has none of these. */
function isOfRegistry(path: string): boolean {
  if (!path.startsWith('/v2')) return false
  const [, version, ...parts] = path.split('/')
  if (version !== 'v2') return false
  if (parts.length === 0 || (parts.length === 1 && parts[0] === '')) return true
  if (parts.length === 3 && parts[2] === '_catalog') return true
  // Workspace, repository and image, which may have a path of its own, come before what is asked of it.
  return parts.findIndex((part, index) => index > 2 && partsOfImages.includes(part) && index < parts.length - 1) > 0
}

const hosts: Readonly<Record<string, Part>> = {
  'upload.cloudsmith.io': 'upload',
  'dl.cloudsmith.io': 'download',
  'docker.cloudsmith.io': 'docker',
  ...Object.fromEntries(nativeHosts.map((host) => [`${host}.cloudsmith.io`, host])),
}

/** The first segments of paths that stand for a host. */
const prefixes: ReadonlyMap<string, Part> = new Map<string, Part>([
  ['upload', 'upload'],
  ['dl', 'download'],
  ['docker', 'docker'],
  ...nativeHosts.map((host) => [host, host] as const),
])

/** The URLs of the service's parts: hosts of their own at the real origin, paths at any other. */
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

/** The URL of a format's host: a path at any but the real origin, without a slash at the end. */
export function nativeOrigin({ api }: Origins, host: NativeHost): string {
  return api === serviceOrigin ? `https://${host}.cloudsmith.io` : `${api}/${host}`
}

/** The path of a URL without the token that a download may have in it. */
export function pathWithoutToken(url: URL, { part, path } = partOf(url)): string {
  if (part !== 'download') return url.pathname
  const open = path.replace(/^\/(?!basic\/|public\/)[^/]+(?=\/)/, '/…')
  return url.pathname.slice(0, url.pathname.length - path.length) + open
}

/** Which part of the service a URL means, and the path there. */
export function partOf({ hostname, pathname }: URL): { part: Part; path: string } {
  const part = Object.hasOwn(hosts, hostname) ? hosts[hostname] : undefined
  if (part !== undefined) return { part, path: pathname }
  const found = prefixes.get(pathname.slice(1, pathname.indexOf('/', 1)))
  if (found !== undefined) return { part: found, path: pathname.slice(pathname.indexOf('/', 1)) }
  return { part: hostname !== serviceHost && isOfRegistry(pathname) ? 'docker' : 'api', path: pathname }
}
