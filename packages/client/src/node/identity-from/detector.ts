import type { Environment } from '../environment.ts'
import type { IdentityTransport } from '../request-identity.ts'

/** What a detector may use. */
export interface DetectorContext {
  environment: Environment
  /** Whom the identity token is for, where the system lets one choose. */
  audience: string
  send: IdentityTransport
  /** The user asks for this very system, by `CLOUDSMITH_OIDC_DETECTOR_ORDER`: it need not be told by its variables. */
  isNamed: boolean
}

/** The system is there: it gives an identity token, or it lacks something, said so that a reader can put it right. */
export type Detection = { readonly identityToken: () => Promise<string> } | { readonly lacks: string }

/** A system that vouches for the jobs that it runs. */
export interface Detector {
  /** The word for it in `CLOUDSMITH_OIDC_DETECTOR_ORDER` and `CLOUDSMITH_OIDC_<ID>_DISABLED`: the vendor's, where it knows the system. */
  readonly id: string
  readonly name: string
  /** Undefined where this is not that system. Looks at variables and files only: nothing is sent, and nothing is waited for. */
  detect(context: DetectorContext): Detection | undefined
}

/** Read at every exchange: what runs for long may be given a new one. */
export function tokenIn({ variable }: Environment, ...names: readonly string[]): Detection | undefined {
  return variable(...names) === undefined ? undefined : { identityToken: async () => variable(...names) ?? '' }
}

/** An address with one more parameter. */
export function withQuery(address: string, name: string, value: string): string {
  return `${address}${address.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(value)}`
}
