import type { VersionScheme } from './scheme.ts'

/**
 * Converts a version as people write it in queries and advisories to a spelling that the scheme accepts: npm needs three numbers without a `v`, so
 * `v1.2` becomes `1.2.0`. A text that the scheme does not accept in any spelling is returned unchanged.
 */
export function spelledOut({ isVersion }: VersionScheme, text: string): string {
  if (isVersion(text)) return text
  const bare = text.replace(/^v(?=\d)/i, '')
  const [numbers = ''] = /^\d+(?:\.\d+)?(?=[-+]|$)/.exec(bare) ?? []
  const whole = `${numbers}${numbers.includes('.') ? '.0' : '.0.0'}${bare.slice(numbers.length)}`
  return [bare, whole].find((spelling) => isVersion(spelling)) ?? text
}
