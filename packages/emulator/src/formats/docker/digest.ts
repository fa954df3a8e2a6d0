/** A digest with SHA-256: `sha256:` and 64 hexadecimal digits. */
const digestPattern = /^sha256:([\da-f]{64})$/

/** The hexadecimal part of a digest; undefined if it is invalid. */
export function hexOf(reference: string): string | undefined {
  return digestPattern.exec(reference)?.[1]
}
