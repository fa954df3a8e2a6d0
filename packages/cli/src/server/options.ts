import type { Command, OptionValues } from '@commander-js/extra-typings'
import { UsageError } from '../core/usage-error.ts'

/** What says that a service is to do it. */
export interface ServerOptions {
  readonly server?: string | undefined
}

/** Adds the flag that has a service do it. */
export const onServer = <Args extends unknown[], Options extends OptionValues, Globals extends OptionValues>(
  command: Command<Args, Options, Globals>,
) =>
  command.option(
    '--server <url>',
    'have a promotion service do it, which --pipeline then names; its token is in CLOUDSMITH_PROMOTE_TOKEN, or in the file that CLOUDSMITH_PROMOTE_TOKEN_FILE names',
  )

/** @throws {UsageError} something is said that only this side could do */
export function mustNotBeSaid(flags: Readonly<Record<string, unknown>>): void {
  const said = Object.entries(flags).flatMap(([flag, value]) => (value === undefined ? [] : [flag]))
  if (said.length > 0) throw new UsageError(`With --server there is no ${said.join(', and no ')}: the service has its own.`)
}
