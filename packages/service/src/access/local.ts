import { userInfo } from 'node:os'
import type { MiddlewareHandler } from 'hono'
import { SettingsError } from '../core/errors.ts'
import { isLoopback } from '../core/loopback.ts'
import type { Settings } from '../settings/read-settings.ts'
import type { AccessEnv } from './env.ts'

/** What is said where nobody signs in. */
export const nobodySignsIn =
  'Nobody signs in here: whoever is at this machine may do everything, and no other machine is listened to.'

/**
 * Makes sure that only this machine is listened to where nobody signs in.
 *
 * @throws {SettingsError} others would be listened to
 */
export function requireLoopback({ signIn, host, roles }: Pick<Settings, 'signIn' | 'host' | 'roles'>): void {
  if (signIn !== undefined || isLoopback(host) || !roles.includes('web')) return
  throw new SettingsError([`host: without signIn the service listens on loopback only, not on ${host}: say how people sign in.`])
}

/**
 * Takes whoever asks for whoever is at the machine. A name that a foreign page has had point here is refused: its scripts would be at home.
 *
 * @param name default: as the system calls them
 */
export function atTheMachine(name: string | undefined): MiddlewareHandler<AccessEnv> {
  const person = { name: name ?? systemName(), groups: [], role: 'admin' } as const
  return async (context, next) => {
    const { hostname = '' } = URL.parse(`http://${context.req.header('host') ?? ''}`) ?? {}
    if (!isLoopback(hostname)) return context.text('This service answers on loopback only.\n', 421)
    context.set('person', person)
    await next()
  }
}

function systemName(): string {
  try {
    return userInfo().username
  } catch {
    // A user of a container need have no name.
    return 'somebody at this machine'
  }
}
