/** The reference of an image, without the registry's host. */
export interface Reference {
  readonly name: string | undefined
  readonly tag: string | undefined
}

/**
 * Parses `[host/]name:tag[@digest]`, or a tag alone. Anything longer than 255 characters is neither. Docker's official images, such as
 * `docker.io/library/alpine`, are named `alpine`.
 */
export function parseReference(reference: string): Reference {
  if (reference.length > 255) return { name: undefined, tag: undefined }
  const [named = ''] = reference.split('@', 1)
  const host = named.slice(0, Math.max(named.indexOf('/'), 0))
  const isHost = host === 'localhost' || /[.:]/.test(host)
  const [, path, tag] = /^([^:]+):([\w.-]+)$/.exec(isHost ? named.slice(host.length + 1) : named) ?? []
  if (path === undefined) return { name: undefined, tag: /^[\w.-]+$/.exec(reference)?.[0] }
  return { name: /^(index\.)?docker\.io$/.test(host) ? path.replace(/^library\//, '') : path, tag }
}
