import { userInfo } from 'node:os'
import type { MiddlewareHandler } from 'hono'
import { isLoopback } from '../core/loopback.ts'
import type { AccessEnv } from './env.ts'
import { AccessProblem } from './problem.ts'

/** What is said where nobody signs in. */
export const nobodySignsIn =
  'There is no sign-in here: anyone on this machine may do everything, and other machines cannot connect.'

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
      throw new AccessProblem(421, 'Wrong host name', 'This service answers only on loopback: as localhost or 127.0.0.1.')
    context.set('person', person)
    await next()
  }
}

function systemName(): string {
  try {
    return userInfo().username
  } catch {
    // A user of a container need have no name.
    return 'someone on this machine'
  }
}
