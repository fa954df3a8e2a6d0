import { collect } from './collect.ts'

/** Most bytes of a response with a token. */
const mostBytes = 2 ** 20

/**
 * The URL at which a registry issues the token that it requires.
 *
 * @param asked the requested URL
 * @returns undefined if it requires none
 * @see https://distribution.github.io/distribution/spec/auth/token/
 */
export function challengeIn(headers: { get(name: string): string | null }, asked: URL): URL | undefined {
  const told = headers.get('www-authenticate') ?? ''
  if (!/^bearer /i.test(told)) return undefined
  const parts = partsOf(told.slice('bearer '.length))
  const realm = URL.parse(parts.get('realm') ?? '', asked.href)
  if (!parts.has('realm') || realm === null) return undefined
  for (const name of ['service', 'scope']) {
    const value = parts.get(name)
    if (value !== undefined) realm.searchParams.set(name, value)
  }
  return realm
}

/** The parameters of a challenge, such as `realm="…",scope="…"`. */
function partsOf(told: string): ReadonlyMap<string, string> {
  const pieces = told.split('"')
  const names = pieces.filter((_, index) => index % 2 === 0).map((piece) => piece.replace(/[\s,=]/g, '').toLowerCase())
  const values = pieces.filter((_, index) => index % 2 === 1)
  return new Map(values.map((value, index) => [names[index] ?? '', value]))
}

/** The token in a registry's response; undefined if there is none. */
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
