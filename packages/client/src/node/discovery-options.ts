import type { CloudsmithOptions } from '../options.ts'
import type { Machine } from './environment.ts'

/** Where and how to look for a credential. What is given here is not looked for. */
export interface DiscoveryOptions extends CloudsmithOptions, Machine {
  /** Section `[profile:NAME]` of the files, laid over `[default]`. Default: `CLOUDSMITH_PROFILE`. */
  profile?: string | undefined
  /** Slug of the workspace whose service account to act as. Default: `CLOUDSMITH_WORKSPACE`, `CLOUDSMITH_ORG`, `org` of a config.ini. */
  workspace?: string | undefined
  /** Slug of the service account to act as. Default: `CLOUDSMITH_SERVICE_SLUG`, `oidc_service_slug` of a config.ini. */
  serviceSlug?: string | undefined
  /** Whom the identity token is for. Default: `CLOUDSMITH_OIDC_AUDIENCE`, `oidc_audience` of a config.ini, `cloudsmith`. */
  audience?: string | undefined
  /** Gives an identity token to exchange, from a system that is not known here. Asked at every exchange. */
  identityToken?: (() => string | Promise<string>) | undefined
  /** Throw where nothing is found. Default: false, and calls are made without a credential. */
  required?: boolean | undefined
}
