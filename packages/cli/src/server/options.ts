import type { Command, OptionValues } from '@commander-js/extra-typings'
import { UsageError } from '../core/usage-error.ts'

/** The options for using a service. */
export interface ServerOptions {
  readonly server?: string | undefined
}

/** Adds the flag for using a service. */
export const onServer = <Args extends unknown[], Options extends OptionValues, Globals extends OptionValues>(
  command: Command<Args, Options, Globals>,
) =>
  command.option(
    '--server <url>',
    'let the promotion service at this address do the work; --pipeline then names one of its pipelines. The token is read from CLOUDSMITH_PROMOTE_TOKEN, or from the file that CLOUDSMITH_PROMOTE_TOKEN_FILE names',
  )

const search = 'it would need a search from this machine: select with --tag, --query, --package, --slug-perm or --from-file'

/** Flags that have no effect with a service, and why. */
const refusals = {
  profile: ['--profile', 'the service has a credential of its own'],
  dockerRegistry: ['--docker-registry', 'the service has one of its own'],
  ledger: ['--ledger', 'the service has its own'],
  out: ['--out', 'the service stores it'],
  by: ['--by', 'the service knows the owner of the token; with --key or --oidc, the proof says who approves'],
  keyid: ['--keyid', 'it names the key of --key, which is missing'],
  requestedBy: ['--requested-by', 'the service knows the owner of the token'],
  build: ['--build', search],
  commit: ['--commit', search],
  newest: ['--newest', search],
} as const

/** @throws {UsageError} one of these flags is set; lists each with the reason */
export function mustNotBeSaid(options: object, ...names: readonly (keyof typeof refusals)[]): void {
  const told = names
    .filter((name) => Reflect.get(options, name) !== undefined)
    .map((name) => `${refusals[name][0]} does not work with --server: ${refusals[name][1]}.`)
  if (told.length > 0) throw new UsageError(told.join('\n'))
}
