/**
 * A path below an upstream's address in which clients have a say: whatever they ask for is a name there, and nothing else of an address. Slashes
 * part names.
 */
export const upstreamPath = (path: string): string =>
  path
    .toWellFormed()
    .split('/')
    .map((part) => encodeURIComponent(part).replace(/%40|%2B|%3A/g, decodeURIComponent))
    .join('/')
