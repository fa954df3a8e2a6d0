import type { CloudsmithOptions } from '../options.ts'
import type { Machine } from './environment.ts'

/** Where and how to look for a credential. Values given here are used instead of being looked up. */
export interface DiscoveryOptions extends CloudsmithOptions, Machine {
  /** Use the section `[profile:NAME]` of the files, with `[default]` as a fallback. Default: `CLOUDSMITH_PROFILE`. */
  profile?: string | undefined
  /** Slug of the workspace for the OIDC exchange. Default: `CLOUDSMITH_WORKSPACE`, `CLOUDSMITH_ORG` or `org` in a config.ini. */
  workspace?: string | undefined
  /** Slug of the service account for the OIDC exchange. Default: `CLOUDSMITH_SERVICE_SLUG` or `oidc_service_slug` in a config.ini. */
  serviceSlug?: string | undefined
  /** Audience of the identity token. Default: `CLOUDSMITH_OIDC_AUDIENCE`, `oidc_audience` in a config.ini, or `cloudsmith`. */
  audience?: string | undefined
  /** Returns an identity token to exchange, for a system that the SDK does not detect. Called for every exchange. */
  identityToken?: (() => string | Promise<string>) | undefined
  /** Throw if no credential is found. Default: false, and calls are made without a credential. */
  required?: boolean | undefined
}
