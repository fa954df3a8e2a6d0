import { type Origins, serviceOrigin } from '../../core/hosts.ts'

/** One of the service's own hosts, and what it serves. */
export interface OwnDomain {
  readonly host: string
  readonly type: string
}

/** Host names of formats that differ from the format's name. */
const hostNames: Readonly<Record<string, string>> = { GO: 'golang', HELM_OCI: 'helm.oci' }

/** Formats with a host of their own. @see docs/service.md#hosts */
const nativeFormats = [
  'CARGO',
  'COMPOSER',
  'CONAN',
  'CONDA',
  'DART',
  'DOCKER',
  'GENERIC',
  'GO',
  'HELM_OCI',
  'HEX',
  'HUGGINGFACE',
  'MAVEN',
  'NIX',
  'NPM',
  'NUGET',
  'PYTHON',
  'RUBY',
  'SWIFT',
  'TERRAFORM',
] as const

/** The hosts that serve every workspace. At another origin than the service's, this is the emulator's own host. */
export function ownDomains({ api, download, upload, docker }: Origins): readonly OwnDomain[] {
  const common = [
    { host: hostOf(download), type: 'DOWNLOAD' },
    { host: hostOf(upload), type: 'UPLOAD' },
    { host: hostOf(api), type: 'CLOUDSMITH_API' },
  ]
  if (api !== serviceOrigin) return [...common, { host: hostOf(docker), type: 'NATIVE_DOCKER' }]
  const suffix = hostOf(docker).slice('docker'.length)
  const native = nativeFormats.map((format) => ({
    host: (hostNames[format] ?? format.toLowerCase()) + suffix,
    type: `NATIVE_${format}`,
  }))
  return [...common, ...native]
}

/** Domains are listed without ports. */
const hostOf = (url: string): string => new URL(url).hostname
