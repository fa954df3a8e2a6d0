/**
 * Parses the origin under which others reach a server.
 *
 * @throws {TypeError} for anything else, such as a URL with a path
 */
export function readPublicUrl(text: string): URL {
  const url = URL.parse(text)
  const isWeb = url?.protocol === 'http:' || url?.protocol === 'https:'
  // Anything that is not part of an origin has been dropped.
  if (url === null || !isWeb || url.href !== `${url.origin}/`) {
    throw new TypeError(
      `The public URL has to be http(s)://HOST or http(s)://HOST:PORT, not ${JSON.stringify(withoutPassword(url, text))}.`,
    )
  }
  return url
}

function withoutPassword(url: URL | null, text: string): string {
  return url?.password ? text.replace(url.password, '…') : text
}
