import { Refusal } from '../../core/errors.ts'

/**
 * A refusal in the registry's words.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes
 */
export function registryRefusal(status: number, code: string, message: string, headers: Record<string, string> = {}): Refusal {
  return new Refusal({ status, body: { errors: [{ code, message }] }, headers })
}

/** 404 for a repository or an image that is not there, or not for this caller to know of. */
export const nameUnknown = (): Refusal => registryRefusal(404, 'NAME_UNKNOWN', 'repository name not known to registry')

/** 403: known, but not given out to this caller. */
export const denied = (): Refusal => registryRefusal(403, 'DENIED', 'requested access to the resource is denied')
