import type { EventName } from './events.ts'

/** A signature key for tests, long and recognisable so that a leak would be found. */
export const key = 'k3y-that-must-never-be-shown'

let triggers = 0

/** An event with only the fields of a package that the tests use, and a `trigger_id` of its own. */
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

/** The error that a promise rejects with; throws if it does not reject. */
export async function rejection(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise
  } catch (error) {
    if (error instanceof Error) return error
  }
  throw new Error('expected an Error to be thrown')
}

/** A promise, and the functions that settle it. */
export function deferred<T>() {
  let resolve: (value: T) => void = () => {}
  let reject: (reason: unknown) => void = () => {}
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve
    reject = onReject
  })
  return { promise, resolve, reject }
}
