import { InvalidRequestError } from '../errors/base.ts'
import { resolveOptions } from '../options.ts'
import type { Secret } from '../transport/credentials.ts'
import { chooseDetectors } from './choose-detectors.ts'
import type { DiscoveryOptions } from './discovery-options.ts'
import { type Environment, saysYes } from './environment.ts'
import { prepareExchange } from './exchange.ts'
import { renewedSecret } from './renewed-secret.ts'
import { identityTransport } from './request-identity.ts'
import type { Settings } from './settings.ts'

/** A secret, and where it was found, for messages. */
export interface Found {
  readonly apiKey: Secret
  readonly source: string
}

/** No secret was found in these places. */
export interface NotFound {
  readonly searched: readonly string[]
}

/**
 * Finds an identity that a CI system or cloud platform provides. Nothing is sent before the secret is requested.
 *
 * @throws {InvalidRequestError} `identityToken` was given without a workspace or a service account
 */
export function findIdentity(options: DiscoveryOptions, config: Settings, environment: Environment): Found | NotFound {
  const { variable } = environment
  const account = findServiceAccount(options, config, environment)
  if (options.identityToken !== undefined) {
    if ('lacks' in account) throw new InvalidRequestError(`identityToken needs a service account: ${account.lacks}.`)
    return exchanged(account, 'the identityToken option', options.identityToken, options)
  }
  if (saysYes(variable('CLOUDSMITH_OIDC_DISCOVERY_DISABLED'))) {
    return { searched: ['identity of a CI job: turned off by CLOUDSMITH_OIDC_DISCOVERY_DISABLED'] }
  }
  if ('lacks' in account) return { searched: [`identity of a CI job: ${account.lacks}`] }

  const { send, clock } = resolveOptions(options)
  const audience = options.audience ?? variable('CLOUDSMITH_OIDC_AUDIENCE') ?? config.find('oidc_audience')?.value ?? 'cloudsmith'
  const context = { environment, audience, send: identityTransport(send, clock) }
  const chosen = chooseDetectors(config, environment)
  const searched = chosen.length === 0 ? ['identity of a CI job: every detector is turned off'] : []
  for (const { detector, isNamed } of chosen) {
    const { name } = detector
    const detection = detector.detect({ ...context, isNamed })
    if (detection !== undefined && 'identityToken' in detection) {
      return exchanged(account, name, detection.identityToken, options)
    }
    searched.push(`identity from ${name}: ${detection?.lacks ?? 'not detected'}`)
  }
  return { searched }
}

interface ServiceAccount {
  readonly workspace: string
  readonly serviceSlug: string
}

function findServiceAccount(
  options: DiscoveryOptions,
  config: Settings,
  { variable }: Environment,
): ServiceAccount | { lacks: string } {
  const workspace =
    options.workspace ??
    variable('CLOUDSMITH_WORKSPACE', 'CLOUDSMITH_ORG') ??
    config.find('workspace', 'org', 'organization', 'oidc_org')?.value
  const serviceSlug = options.serviceSlug ?? variable('CLOUDSMITH_SERVICE_SLUG') ?? config.find('oidc_service_slug')?.value
  if (workspace !== undefined && serviceSlug !== undefined) return { workspace, serviceSlug }
  const missing = [workspace === undefined && 'CLOUDSMITH_ORG', serviceSlug === undefined && 'CLOUDSMITH_SERVICE_SLUG']
  return { lacks: `${missing.filter(Boolean).join(' and ')} not set` }
}

function exchanged(
  { workspace, serviceSlug }: ServiceAccount,
  from: string,
  identityToken: () => string | Promise<string>,
  client: DiscoveryOptions,
): Found {
  const exchange = prepareExchange({ workspace, serviceSlug, from, identityToken, client })
  return {
    apiKey: renewedSecret(exchange, resolveOptions(client).clock.now),
    source: `${from}, as the service account ${serviceSlug} of ${workspace}`,
  }
}
