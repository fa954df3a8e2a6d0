import { Refusal } from '../../core/errors.ts'

/**
 * A refusal in the registry's format.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes
 */
export function registryRefusal(status: number, code: string, message: string, headers: Record<string, string> = {}): Refusal {
  return new Refusal({ status, body: { errors: [{ code, message }] }, headers })
}

/** 404 for a repository or image that does not exist, or that the caller may not know of. */
export const nameUnknown = (): Refusal => registryRefusal(404, 'NAME_UNKNOWN', 'repository name not known to registry')

/** 404 for a manifest that no image has, or that is not part of its archive. */
export const manifestUnknown = (): Refusal => registryRefusal(404, 'MANIFEST_UNKNOWN', 'manifest unknown to registry')

/** 404 for a blob that no image has. */
export const blobUnknown = (): Refusal => registryRefusal(404, 'BLOB_UNKNOWN', 'blob unknown to registry')

/** 403: it exists, but is not served to this caller. */
export const denied = (message: string): Refusal => registryRefusal(403, 'DENIED', message)

/** 400 for an invalid digest, or one that does not match. */
export const digestInvalid = (message: string): Refusal => registryRefusal(400, 'DIGEST_INVALID', message)

/** 405 for operations that the registry does not support. */
export const unsupported = (): Refusal => registryRefusal(405, 'UNSUPPORTED', 'the operation is unsupported')

const codes: Readonly<Record<number, string>> = { 401: 'UNAUTHORIZED', 403: 'DENIED', 404: 'NAME_UNKNOWN', 413: 'SIZE_INVALID' }

/** Converts a refusal of the world to the registry's format. */
export function worded(error: Refusal): Refusal {
  const { status, body, headers } = error.reply
  if (typeof body === 'object' && body !== null && 'errors' in body) return error
  return status === 404 ? nameUnknown() : registryRefusal(status, codes[status] ?? 'UNKNOWN', error.reason, { ...headers })
}
