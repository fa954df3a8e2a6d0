import type { Environment } from '../environment.ts'
import type { IdentityTransport } from '../request-identity.ts'

/** What a detector may use. */
export interface DetectorContext {
  environment: Environment
  /** Audience of the identity token, if the system lets the caller choose it. */
  audience: string
  send: IdentityTransport
  /** The user named this system in `CLOUDSMITH_OIDC_DETECTOR_ORDER`, so it need not be recognisable by its environment variables. */
  isNamed: boolean
}

/** The system was detected: it provides an identity token, or lacks something, which `lacks` describes so that the user can fix it. */
export type Detection = { readonly identityToken: () => Promise<string> } | { readonly lacks: string }

/** Detects a system that provides identity tokens for its jobs. */
export interface Detector {
  /** Its name in `CLOUDSMITH_OIDC_DETECTOR_ORDER` and `CLOUDSMITH_OIDC_<ID>_DISABLED`: the vendor's name, if the vendor supports the system. */
  readonly id: string
  readonly name: string
  /** Undefined if the program does not run on that system. Checks environment variables and files only, and sends nothing. */
  detect(context: DetectorContext): Detection | undefined
}

/** A token in an environment variable. Read for every exchange, because a long-running job may be given a new one. */
export function tokenIn({ variable }: Environment, ...names: readonly string[]): Detection | undefined {
  return variable(...names) === undefined ? undefined : { identityToken: async () => variable(...names) ?? '' }
}

/** Adds a query parameter to a URL. */
export function withQuery(address: string, name: string, value: string): string {
  return `${address}${address.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(value)}`
}
