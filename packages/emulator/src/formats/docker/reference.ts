/** What an image is called, without the registry's host. */
export interface Reference {
  readonly name: string | undefined
  readonly tag: string | undefined
}

/**
 * Takes `[host/]name:tag[@digest]` apart, or a tag alone. What is longer than 255 characters is neither. The official images of Docker's
 * registry, `docker.io/library/alpine`, are called `alpine`.
 */
export function parseReference(reference: string): Reference {
  if (reference.length > 255) return { name: undefined, tag: undefined }
  const [, host = '', path, tag] = /^(?:([^/@]*[.:][^/@]*|localhost)\/)?([^:@]+):([\w.-]+)(?:@.*)?$/.exec(reference) ?? []
  if (path === undefined) return { name: undefined, tag: /^[\w.-]+$/.exec(reference)?.[0] }
  return { name: /^(index\.)?docker\.io$/.test(host) ? path.replace(/^library\//, '') : path, tag }
}
