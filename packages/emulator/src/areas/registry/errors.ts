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

/** 404 for a manifest that no image has, or that its archive does not keep. */
export const manifestUnknown = (): Refusal => registryRefusal(404, 'MANIFEST_UNKNOWN', 'manifest unknown to registry')

/** 404 for a blob that no image has. */
export const blobUnknown = (): Refusal => registryRefusal(404, 'BLOB_UNKNOWN', 'blob unknown to registry')

/** 403: known, but not given out to this caller. */
export const denied = (message: string): Refusal => registryRefusal(403, 'DENIED', message)

/** 400 for what is no digest, or that of something else. */
export const digestInvalid = (message: string): Refusal => registryRefusal(400, 'DIGEST_INVALID', message)

/** 405 for what the registry does not do. */
export const unsupported = (): Refusal => registryRefusal(405, 'UNSUPPORTED', 'the operation is unsupported')

const codes: Readonly<Record<number, string>> = { 401: 'UNAUTHORIZED', 403: 'DENIED', 404: 'NAME_UNKNOWN', 413: 'SIZE_INVALID' }

/** Puts what the world itself refuses into the registry's words. */
export function worded(error: Refusal): Refusal {
  const { status, body, headers } = error.reply
  if (typeof body === 'object' && body !== null && 'errors' in body) return error
  return status === 404 ? nameUnknown() : registryRefusal(status, codes[status] ?? 'UNKNOWN', error.reason, { ...headers })
}
