import type { EventName } from './events.ts'

/** A key as a test would choose it: long and recognisable, so that a leak of it is found. */
export const key = 'k3y-that-must-never-be-shown'

let triggers = 0

/** An event with as much of a package as the tests look at, and a trigger of its own. */
export function anEvent(name: EventName | (string & {}) = 'package.synced', more: object = {}) {
  triggers += 1
  return {
    ...more,
    data: { slug_perm: 'qTgSzT0pPQyE', name: 'left-pad', version: '1.3.0', ...('data' in more ? (more.data as object) : {}) },
    meta: {
      attempt_at: '2026-01-02T03:04:06.000000+00:00',
      event_at: '2026-01-02T03:04:05.000000+00:00',
      event_id: name,
      trigger_id: `00000000-0000-4000-8000-${String(triggers).padStart(12, '0')}`,
      webhook_id: 7,
    },
  }
}

/** What a promise rejects with; fails where it does not reject. */
export async function rejection(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise
  } catch (error) {
    if (error instanceof Error) return error
  }
  throw new Error('expected an Error to be thrown')
}

/** A promise, and what settles it. */
export function deferred<T>() {
  let resolve: (value: T) => void = () => {}
  let reject: (reason: unknown) => void = () => {}
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve
    reject = onReject
  })
  return { promise, resolve, reject }
}
