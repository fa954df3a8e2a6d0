import type { Client } from 'openapi-fetch'
import { later } from '../load-later.ts'
import { isIdempotent } from './operation.ts'
import type { RawOptions } from './raw.ts'

/**
 * An openapi-fetch client that is loaded when it is first called, so that programs that only use the methods do not load it. It has no `use`
 * and `eject`: to use middleware, pass `middleware` with each call.
 */
export type RawClient<Paths extends object> = Omit<Client<Paths>, 'use' | 'eject'>

const calls = ['request', 'GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE'] as const

/** Creates a raw client that loads itself when it is first called. */
export function createLazyRawClient<Paths extends object>(
  options: Omit<RawOptions, 'fillPath' | 'isIdempotent' | 'notJson'>,
): RawClient<Paths> {
  let loading: Promise<Client<Paths>> | undefined
  const load = () => {
    loading ??= Promise.all([import('./raw.ts'), later()]).then(([{ createRawClient }, { fillPath, notJson }]) =>
      createRawClient<Paths>({ ...options, fillPath, isIdempotent, notJson }),
    )
    return loading
  }
  // Each method has its own signature: the arguments are passed on unchanged.
  const forward =
    (name: (typeof calls)[number]) =>
    async (...args: readonly never[]) =>
      ((await load())[name] as (...passed: readonly never[]) => unknown)(...args)
  return Object.fromEntries(calls.map((name) => [name, forward(name)])) as unknown as RawClient<Paths>
}
