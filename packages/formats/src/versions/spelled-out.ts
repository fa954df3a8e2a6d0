import type { VersionScheme } from './scheme.ts'

/**
 * A version as people write it in queries and advisories, in a spelling that the scheme takes: npm wants three numbers without a `v`, so
 * `v1.2` is `1.2.0` there. What the scheme takes in no spelling stays as it is.
 */
export function spelledOut({ isVersion }: VersionScheme, text: string): string {
  if (isVersion(text)) return text
  const bare = text.replace(/^v(?=\d)/i, '')
  const [numbers = ''] = /^\d+(?:\.\d+)?(?=[-+]|$)/.exec(bare) ?? []
  const whole = `${numbers}${numbers.includes('.') ? '.0' : '.0.0'}${bare.slice(numbers.length)}`
  return [bare, whole].find((spelling) => isVersion(spelling)) ?? text
}
