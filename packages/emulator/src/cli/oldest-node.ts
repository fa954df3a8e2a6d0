/** The oldest Node version that the emulator supports, as in `engines` of the package. */
export const oldestNode = '22.12'

/** Explains why a Node version is too old; undefined if it is not. @param version such as `24.1.0` */
export function tooOld(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldestMajor = 0, oldestMinor = 0] = oldestNode.split('.').map(Number)
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return undefined
  return `The Cloudsmith emulator needs Node ${oldestNode} or later, but this is ${version}. Install a newer version: see engines in its package.json.`
}
