import { type Origins, serviceOrigin } from '../../core/hosts.ts'

/** A host of the service's own, and what it serves. */
export interface OwnDomain {
  readonly host: string
  readonly type: string
}

/** Formats that the service has a host for, where that is not called as the format is. */
const hostNames: Readonly<Record<string, string>> = { GO: 'golang', HELM_OCI: 'helm.oci' }

/** Formats that have a host of their own. @see docs/service.md#hosts */
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

/** The hosts that serve every workspace. Away from the service's origin, that is the one host that the emulator answers at. */
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

/** Domains are told without ports. */
const hostOf = (url: string): string => new URL(url).hostname
