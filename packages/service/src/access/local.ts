import { userInfo } from 'node:os'
import type { MiddlewareHandler } from 'hono'
import { isLoopback } from '../core/loopback.ts'
import type { AccessEnv } from './env.ts'
import { AccessProblem } from './problem.ts'

/** What is said where nobody signs in. */
export const nobodySignsIn =
  'Nobody signs in here: whoever is at this machine may do everything, and no other machine is listened to.'

/**
 * Takes whoever asks for whoever is at the machine. A name that a foreign page has had point here is refused: its scripts would be at home.
 *
 * @param name default: as the system calls them
 */
export function atTheMachine(name: string | undefined): MiddlewareHandler<AccessEnv> {
  const person = { name: name ?? systemName(), groups: [], role: 'admin' } as const
  return async (context, next) => {
    const { hostname = '' } = URL.parse(`http://${context.req.header('host') ?? ''}`) ?? {}
    if (!isLoopback(hostname))
      throw new AccessProblem(421, 'Not by this name', 'This service answers on loopback only: as localhost, or 127.0.0.1.')
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
