import { collect } from './collect.ts'

/** Bytes of an answer with a token, at most. */
const mostBytes = 2 ** 20

/**
 * Where a registry gives out the token that it wants.
 *
 * @param asked what was asked for
 * @returns nothing where it wants none
 * @see https://distribution.github.io/distribution/spec/auth/token/
 */
export function challengeIn(headers: { get(name: string): string | null }, asked: URL): URL | undefined {
  const told = headers.get('www-authenticate') ?? ''
  if (!/^bearer /i.test(told)) return undefined
  const parts = new Map(
    [...told.matchAll(/([a-z]+)="([^"]*)"/gi)].map(([, name = '', value = '']) => [name.toLowerCase(), value]),
  )
  const realm = URL.parse(parts.get('realm') ?? '', asked.href)
  if (!parts.has('realm') || realm === null) return undefined
  for (const name of ['service', 'scope']) {
    const value = parts.get(name)
    if (value !== undefined) realm.searchParams.set(name, value)
  }
  return realm
}

/** The token that a registry gave; nothing where it gave none. */
export async function tokenOf(response: Response): Promise<string | undefined> {
  const bytes = await collect(response, mostBytes)
  if (response.status !== 200 || bytes === undefined) return undefined
  try {
    const { token, access_token: other } = JSON.parse(new TextDecoder().decode(bytes))
    const given = token ?? other
    return typeof given === 'string' && /^[\x21-\x7e]+$/.test(given) ? given : undefined
  } catch {
    return undefined
  }
}
