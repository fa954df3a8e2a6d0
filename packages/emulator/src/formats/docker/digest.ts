/** The SHA-256 of a digest as it is written in references: `sha256:` and 64 hexadecimal digits. */
const digestPattern = /^sha256:([\da-f]{64})$/

/** The hexadecimal part of a digest; undefined for what is none. */
export function hexOf(reference: string): string | undefined {
  return digestPattern.exec(reference)?.[1]
}
