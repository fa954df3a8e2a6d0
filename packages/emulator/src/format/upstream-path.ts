/** Encodes a path that contains input from clients, so that it stays below the upstream's URL. Slashes separate names. */
export const upstreamPath = (path: string): string =>
  path
    .toWellFormed()
    .split('/')
    .map((part) => encodeURIComponent(part).replace(/%40|%2B|%3A/g, decodeURIComponent))
    .join('/')
