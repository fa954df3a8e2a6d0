import { userInfo } from 'node:os'
import type { MiddlewareHandler } from 'hono'
import { isLoopback } from '../core/loopback.ts'
import type { AccessEnv } from './env.ts'
import { AccessProblem } from './problem.ts'

/** The message if there is no sign-in. */
export const nobodySignsIn =
  'There is no sign-in here: anyone on this machine may do everything, and other machines cannot connect.'

/**
 * Treats every request as one by the person at this machine. Host names that a foreign page has pointed here are rejected, because its scripts would
 * have full access.
 *
 * @param name name of the person. Default: their login
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
    // In a container, the user may have no name.
    return 'someone on this machine'
  }
}
