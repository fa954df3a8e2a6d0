import type { ReposUpstreamsMethods } from '@cloudsmith-sdk/client'

/** The formats that repositories can fetch from elsewhere, as the service calls them. @see docs/service.md#upstreams */
export const upstreamFormats = [
  'alpine',
  'cargo',
  'composer',
  'conda',
  'cran',
  'dart',
  'deb',
  'docker',
  'generic',
  'go',
  'helm',
  'hex',
  'huggingface',
  'maven',
  'nix',
  'npm',
  'nuget',
  'python',
  'rpm',
  'ruby',
  'swift',
] as const satisfies readonly (keyof ReposUpstreamsMethods)[]

/** A format that has upstreams. */
export type UpstreamFormat = (typeof upstreamFormats)[number]

/** Where a repository fetches from what it does not hold. */
export interface UpstreamDefinition {
  readonly format: UpstreamFormat
  /** What the repository calls it. */
  readonly name: string
  /** Address that packages are fetched from. */
  readonly url: string
}
