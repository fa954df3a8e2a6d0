import { brotliCompressSync, gzipSync } from 'node:zlib'
import { after, answer, bytes, forEver, head, json, type Script } from './raw-server.ts'

/** The key that the servers try to make an error reveal. */
export const secret = 'K3y-That-Nobody-May-Read'

/** How a call has to end: with this value, or with an error of this class, of this status. */
export type End = { readonly value: unknown } | readonly [name: string, status?: number]

export type Scenario = readonly [what: string, script: Script, end: End]

const pkg = `{"name":"ms","echo":"","format":"npm"}`
const good: End = { value: { name: 'ms', echo: '', format: 'npm' } }
const echo = `{"detail":"Bad key ${secret}","code":"${secret}","fields":{"${secret}":["${secret}"]}}`

const chunked = head('200 OK', 'Transfer-Encoding: chunked')
const sized = head('200 OK', 'Content-Type: application/json', 'Content-Length: 100')

const timing: Scenario[] = [
  ['says nothing', () => {}, ['TimeoutError']],
  ['falls silent in its first line', bytes('HTTP/1.1 2'), ['TimeoutError']],
  ['falls silent among its headers', bytes(`HTTP/1.1 200 OK\r\nX-Echo: ${secret}\r\n`), ['TimeoutError']],
  ['falls silent after its headers', bytes(sized), ['TimeoutError']],
  ['falls silent in the middle of its body', bytes(`${sized}{"name":"${secret}`), ['TimeoutError']],
  ['falls silent in the middle of a chunk', bytes(`${chunked}10\r\n{"name":`), ['TimeoutError']],
  ['falls silent before its last chunk', bytes(`${chunked}2\r\n{}\r\n`), ['TimeoutError']],
  ['sends a body byte by byte', forEver(head('200 OK', 'Content-Length: 99999'), ' ', 5), ['TimeoutError']],
  ['sends headers one by one, for ever', forEver('HTTP/1.1 200 OK\r\n', 'A: b\r\n', 5), ['TimeoutError']],
  ['refuses byte by byte', forEver(head('403 Forbidden', 'Content-Length: 99999'), 'x', 5), ['TimeoutError']],
  ['announces for ever that it is at work', forEver('', head('102 Processing'), 5), ['TimeoutError']],
  ['sends a body without end', forEver(head('200 OK'), Buffer.alloc(65_536, ' ')), ['ResponseTooLargeError']],
  ['sends chunks without end', forEver(chunked, `1000\r\n${' '.repeat(4096)}\r\n`), ['ResponseTooLargeError']],
  ['sends one string without end', forEver(`${head('200 OK')}{"name":"`, 'x'.repeat(65_536)), ['ResponseTooLargeError']],
  ['refuses without end', forEver(head('500 Oops'), Buffer.alloc(65_536, 'x')), ['ServerError', 500]],
  ['announces hints before it answers', after(head('103 Early Hints', 'Link: </a>'), json('200 OK', pkg)), good],
  ['says to continue, unasked', after(head('100 Continue'), json('200 OK', pkg)), ['ConnectionError']],
  [
    'switches protocols, unasked',
    bytes(head('101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade')),
    ['ConnectionError'],
  ],
]

const connection: Scenario[] = [
  ['hangs up at once', bytes('', 'end'), ['ConnectionError']],
  ['resets at once', (socket) => socket.resetAndDestroy(), ['ConnectionError']],
  ['hangs up after its first line', bytes('HTTP/1.1 200 OK\r\n', 'end'), ['ConnectionError']],
  ['resets among its headers', bytes('HTTP/1.1 200 OK\r\nA: b\r\n', 'reset'), ['ConnectionError']],
  ['resets in the middle of its body', bytes(`${sized}{"name":"${secret}`, 'reset'), ['ConnectionError']],
  ['hangs up before its body is whole', bytes(`${sized}${pkg}`, 'end'), ['ConnectionError']],
  ['hangs up before its last chunk', bytes(`${chunked}2\r\n{}\r\n`, 'end'), ['ConnectionError']],
  ['sends more than its length', bytes(`${head('200 OK', `Content-Length: ${pkg.length}`)}${pkg}${secret}`, 'end'), good],
  ['tells of two lengths', bytes(`${head('200 OK', 'Content-Length: 2', 'Content-Length: 3')}{}`, 'end'), ['ConnectionError']],
  ['tells of a length below nothing', bytes(`${head('200 OK', 'Content-Length: -5')}{}`, 'end'), ['ConnectionError']],
  ['tells of a length that is no number', bytes(`${head('200 OK', `Content-Length: ${secret}`)}{}`, 'end'), ['ConnectionError']],
  [
    'tells of a length beyond all numbers',
    bytes(`${head('200 OK', `Content-Length: ${'9'.repeat(40)}`)}{}`, 'end'),
    ['ConnectionError'],
  ],
  [
    'tells of a length and of chunks',
    bytes(`${head('200 OK', 'Content-Length: 2', 'Transfer-Encoding: chunked')}{}`, 'end'),
    ['ConnectionError'],
  ],
  ['sends a chunk of no size', bytes(`${chunked}${secret}\r\n{}\r\n`, 'end'), ['ConnectionError']],
  ['sends a chunk beyond all sizes', bytes(`${chunked}ffffffffffffffffff\r\n{}\r\n`, 'end'), ['ConnectionError']],
  ['sends a chunk that is shorter than it says', bytes(`${chunked}5\r\n{}\r\n0\r\n\r\n`, 'end'), ['ConnectionError']],
  ['knows no head', bytes(`<html>${secret}</html>`, 'end'), ['ConnectionError']],
  ['speaks another version', bytes(`HTTP/9.9 200 ${secret}\r\n\r\n`, 'end'), ['ConnectionError']],
  ['speaks TLS', bytes(Buffer.from([21, 3, 1, 0, 2, 2, 40]), 'end'), ['ConnectionError']],
  ['speaks another protocol', bytes(`220 smtp.acme.example ESMTP ${secret}\r\n`, 'end'), ['ConnectionError']],
  ['answers with no status', bytes(`HTTP/1.1  ${secret}\r\n\r\n`, 'end'), ['ConnectionError']],
  ['answers with a status of four digits', bytes('HTTP/1.1 2000 OK\r\n\r\n', 'end'), ['ConnectionError']],
  ['sends a header of a megabyte', bytes(head('200 OK', `X-Big: ${'x'.repeat(2 ** 20)}`), 'end'), ['ConnectionError']],
  [
    'sends ten thousand headers',
    bytes(head('200 OK', ...Array.from({ length: 10_000 }, (_, n) => `X-${n}: ${secret}`)), 'end'),
    ['ConnectionError'],
  ],
  ['sends headers without end', forEver('HTTP/1.1 200 OK\r\n', 'A: b\r\n'.repeat(1000)), ['ConnectionError']],
  ['sends a NUL in a header', bytes(head('200 OK', `X-Echo: \0${secret}`), 'end'), ['ConnectionError']],
  ['sends a header without a colon', bytes(head('200 OK', secret), 'end'), ['ConnectionError']],
  ['sends a header without a name', bytes(head('200 OK', `: ${secret}`), 'end'), ['ConnectionError']],
]

const bodies: Scenario[] = [
  ...(
    [
      '',
      ' \r\n',
      'null',
      '{}',
      '[]',
      '[{"name":"ms"}]',
      '"ms"',
      '5',
      'true',
      'NaN',
      `${pkg}${pkg}`,
      `${pkg}\n${pkg}`,
      `"${secret}"`,
    ] as const
  ).map((body): Scenario => [`answers with ${JSON.stringify(body.slice(0, 20))}`, json('200 OK', body), ['ParseError']]),
  ['answers with a page', answer('200 OK', `<!doctype html><title>${secret}</title>`, 'Content-Type: text/html'), ['ParseError']],
  ['answers with a page that it calls JSON', json('200 OK', `<html>${secret}`), ['ParseError']],
  [
    'answers with XML',
    answer('200 OK', `<?xml version="1.0"?><Key>${secret}</Key>`, 'Content-Type: application/xml'),
    ['ParseError'],
  ],
  ['answers with a type that holds the key', answer('200 OK', 'x', `Content-Type: ${secret}`), ['ParseError']],
  ['answers with half a text', json('200 OK', `{"name":"${secret}`), ['ParseError']],
  ['answers with a text and a rest', json('200 OK', `${pkg} ${secret}`), ['ParseError']],
  [
    'answers with UTF-16',
    answer('200 OK', Buffer.from(`\ufeff${pkg}`, 'utf16le'), 'Content-Type: application/json; charset=utf-16'),
    ['ParseError'],
  ],
  ['answers with NULs', json('200 OK', `\0${pkg}\0`), ['ParseError']],
  ['answers with 100,000 lists in each other', json('200 OK', `${'['.repeat(100_000)}${']'.repeat(100_000)}`), ['ParseError']],
  ['answers with 100,000 lists that never close', json('200 OK', '['.repeat(100_000)), ['ParseError']],
  ['answers with nothing, and says so', answer('204 No Content'), ['ParseError']],
  [
    'answers with a body where there can be none',
    bytes(`${head('204 No Content', 'Connection: close')}${secret}`, 'end'),
    ['ParseError'],
  ],
  ['answers that the form is to be cleared', answer('205 Reset Content'), ['ParseError']],
  ['begins with a byte order mark', json('200 OK', `\ufeff${pkg}`), good],
  ['calls JSON a text', answer('200 OK', pkg, 'Content-Type: text/plain'), good],
  ['says no type', answer('200 OK', pkg), good],
  ['says a type twice', json('200 OK', pkg, 'Content-Type: text/html'), good],
  ['accepts instead of answering', json('202 Accepted', pkg), good],
  ['answers with a part', json('206 Partial Content', pkg), good],
  ['answers with a status of its own', json('299 Whatever', pkg), good],
  ['has no reason for its status', json('200 ', pkg), good],
  ['has a reason of control characters', json('200 \x1b[2K', pkg), good],
  [
    'says another charset',
    answer('200 OK', Buffer.from('{"name":"\xfc"}', 'latin1'), 'Content-Type: application/json; charset=latin1'),
    { value: { name: '\ufffd' } },
  ],
  ['says a field twice', json('200 OK', '{"name":"a","name":"ms"}'), { value: { name: 'ms' } }],
  [
    'reaches for the prototype',
    json('200 OK', '{"name":"ms","__proto__":{"polluted":true}}'),
    { value: JSON.parse('{"name":"ms","__proto__":{"polluted":true}}') },
  ],
  ['says a number beyond all numbers', json('200 OK', '{"size":1e999}'), { value: { size: Number.POSITIVE_INFINITY } }],
  ['says half a surrogate pair', json('200 OK', '{"name":"\\ud800"}'), { value: { name: '\ud800' } }],
]

/** Some 300 MB of zeros, in as many gzip members as necessary. */
export const bomb = (): Buffer => {
  const member = gzipSync(Buffer.alloc(2 ** 24))
  return Buffer.concat(Array.from({ length: 18 }, () => member))
}

const encodings: Scenario[] = [
  ['sends 300 MB in 300 kB', answer('200 OK', bomb(), 'Content-Encoding: gzip'), ['ResponseTooLargeError']],
  ['refuses with 300 MB in 300 kB', answer('502 Bad Gateway', bomb(), 'Content-Encoding: gzip'), ['ServerError', 502]],
  ['sends gzip', answer('200 OK', gzipSync(pkg), 'Content-Encoding: gzip'), good],
  ['sends gzip, twice', answer('200 OK', gzipSync(gzipSync(pkg)), 'Content-Encoding: gzip, gzip'), good],
  ['sends Brotli', answer('200 OK', brotliCompressSync(pkg), 'Content-Encoding: br'), good],
  [
    'sends half of a gzip',
    answer('200 OK', gzipSync(`{"name":"${'abcdefg'.repeat(99)}"}`).subarray(0, 25), 'Content-Encoding: gzip'),
    ['ParseError'],
  ],
  ['calls a text gzip', answer('200 OK', `${pkg}${secret}`, 'Content-Encoding: gzip'), ['ConnectionError']],
  ['calls a text Brotli', answer('200 OK', `${pkg}${secret}`, 'Content-Encoding: br'), ['ConnectionError']],
  ['sends an encoding that nobody knows', answer('200 OK', pkg, 'Content-Encoding: acme'), good],
  [
    'sends a hundred encodings',
    answer('200 OK', pkg, `Content-Encoding: ${Array(100).fill('gzip').join(', ')}`),
    ['ConnectionError'],
  ],
]

const away = (location: string, status = '302 Found'): Script => answer(status, '', `Location: ${location}`)
const redirects: Scenario[] = [
  ...['301 Moved', '302 Found', '303 See', '307 Temporary', '308 Permanent'].flatMap((status): Scenario[] => [
    [
      `redirects inside (${status})`,
      (socket, at) => (at.number === 1 ? away('/moved/', status) : json('200 OK', pkg))(socket, at),
      good,
    ],
    [`redirects to another (${status})`, away(`https://evil.example/?key=${secret}`, status), ['RedirectError']],
    [`redirects in a circle (${status})`, away('/again/', status), ['RedirectError']],
  ]),
  ...['300 Choices', '304 Not Modified', '305 Proxy', '306 Unused'].map(
    (status): Scenario => [
      `redirects with ${status}`,
      away('https://evil.example/', status),
      ['ApiError', Number(status.slice(0, 3))],
    ],
  ),
  ['redirects to nowhere', answer('302 Found', echo), ['ApiError', 302]],
  ['redirects to no address', away('http://['), ['ApiError', 302]],
  ['redirects to an empty address', away(''), ['RedirectError']],
  ['redirects back and forth', (socket, at) => away(at.number % 2 === 0 ? '/a/' : '/b/')(socket, at), ['RedirectError']],
  ['redirects to a script', away(`javascript:alert("${secret}")`), ['RedirectError']],
  ['redirects to a file', away('file:///etc/passwd'), ['RedirectError']],
  ['redirects to data', away(`data:application/json,{"name":"${secret}"}`), ['RedirectError']],
  ['redirects without a scheme', away(`//evil.example/${secret}`), ['RedirectError']],
  ['redirects to a host of the name of the key', away(`https://${secret}.evil.example/`), ['RedirectError']],
  [
    'redirects to a user of the name of the key',
    (socket, at) => away(at.url.replace('//', `//${secret}:${secret}@`))(socket, at),
    ['RedirectError'],
  ],
  [
    'redirects to two addresses',
    answer('302 Found', '', 'Location: https://evil.example/', 'Location: https://evil.example/'),
    ['RedirectError'],
  ],
  ['redirects to a long address', away(`https://evil.example/${'x'.repeat(15_000)}`), ['RedirectError']],
  ['redirects to another port of this machine', away('http://127.0.0.1:9/'), ['RedirectError']],
]

const named: Readonly<Record<number, string>> = {
  400: 'BadRequestError',
  401: 'AuthenticationError',
  402: 'PaymentRequiredError',
  403: 'PermissionError',
  404: 'NotFoundError',
  422: 'ValidationError',
  429: 'RateLimitError',
}
const refusals: Scenario[] = [
  ...[400, 401, 402, 403, 404, 405, 409, 410, 413, 418, 422, 429, 451, 500, 501, 502, 503, 599].map(
    (status): Scenario => [
      `refuses with ${status} and the key everywhere`,
      json(`${status} ${secret}`, echo, `X-Echo: ${secret}`, `X-Request-Id: ${secret}`, `Set-Cookie: key=${secret}`),
      [named[status] ?? (status >= 500 ? 'ServerError' : 'ApiError'), status],
    ],
  ),
  ['refuses with a status that is none', json('999 Odd', echo), ['ApiError', 999]],
  ['wants a proxy to be paid', json('407 Proxy Authentication Required', echo), ['ConnectionError']],
  ['refuses with nothing', answer('403 Forbidden'), ['PermissionError', 403]],
  [
    'refuses with a page',
    answer('403 Forbidden', `<title>${secret}</title>`, 'Content-Type: text/html'),
    ['PermissionError', 403],
  ],
  [
    'refuses with XML',
    answer('403 Forbidden', `<Error><Code>${secret}</Code><Message>${secret}</Message></Error>`),
    ['PermissionError', 403],
  ],
  ['refuses with null', json('404 Not Found', 'null'), ['NotFoundError', 404]],
  ['refuses with a list', json('404 Not Found', `["${secret}"]`), ['NotFoundError', 404]],
  ['refuses with half a text', json('500 Oops', `{"detail":"${secret}`), ['ServerError', 500]],
  [
    'refuses with the Basic form of the key',
    json('400 Bad', `{"detail":"${btoa(`token:${secret}`)}"}`),
    ['BadRequestError', 400],
  ],
  ['refuses with the key in capitals', json('400 Bad', `{"detail":"${secret.toUpperCase()}"}`), ['BadRequestError', 400]],
  [
    'refuses with deep fields',
    json('422 No', `{"fields":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`),
    ['ValidationError', 422],
  ],
  [
    'refuses with deep sentences',
    json('422 No', `{"detail":${'{"string":'.repeat(50_000)}"x"${'}'.repeat(50_000)}}`),
    ['ValidationError', 422],
  ],
  [
    'refuses with deep lists',
    json('422 No', `{"fields":${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
    ['ValidationError', 422],
  ],
  ['refuses with escape sequences', json('400 Bad', '{"detail":"\\u001b[2J\\r\\n::error::x"}'), ['BadRequestError', 400]],
  ...[
    '1e30',
    '-5',
    'soon',
    '',
    '0x10',
    '1, 2',
    'Thu, 01 Jan 1970 00:00:00 GMT',
    'Fri, 31 Dec 9999 23:59:59 GMT',
    '9'.repeat(400),
    'NaN',
    'Infinity',
  ].map(
    (wait): Scenario => [
      `wants to be asked again after ${JSON.stringify(wait.slice(0, 30))}`,
      json('429 Slow', echo, `Retry-After: ${wait}`),
      ['RateLimitError', 429],
    ],
  ),
  ['wants two waits', json('429 Slow', echo, 'Retry-After: 1', 'Retry-After: 2'), ['RateLimitError', 429]],
  ['wants to be asked again at once, for ever', json('503 Busy', echo, 'Retry-After: 0'), ['ServerError', 503]],
]

const limits: Scenario[] = [
  ['-1', '-5', '-1', '-1'],
  ['NaN', 'many', 'later', 'often'],
  ['1e300', '1e300', '1e300', '1e300'],
  ['0', '0', '0', '0'],
  ['5', '10', '1', ''],
  ['5, 5', '5, 5', '5, 5', '5, 5'],
  [secret, secret, secret, secret],
].map(([limit, remaining, reset, interval]) => [
  `tells of an allowance of ${[limit, remaining, reset, interval].join(' / ')}`,
  json(
    '200 OK',
    pkg,
    `X-RateLimit-Limit: ${limit}`,
    `X-RateLimit-Remaining: ${remaining}`,
    `X-RateLimit-Reset: ${reset}`,
    `X-RateLimit-Interval: ${interval}`,
  ),
  good,
])

/** What a server may do to a caller who reads one package. */
export const hostileToReads: readonly Scenario[] = [
  ...timing,
  ...connection,
  ...bodies,
  ...encodings,
  ...redirects,
  ...refusals,
  ...limits,
]

const rows = '[{"slug_perm":"a"},{"slug_perm":"b"}]'
const two: End = { value: [{ slug_perm: 'a' }, { slug_perm: 'b' }] }
const paged = (count: string, pages: string, size: string, ...more: string[]) =>
  json(
    '200 OK',
    rows,
    `X-Pagination-Count: ${count}`,
    `X-Pagination-PageTotal: ${pages}`,
    `X-Pagination-PageSize: ${size}`,
    ...more,
  )

/** What a server may do to a caller who reads a list, with two rows per page. */
export const hostileToLists: readonly Scenario[] = [
  ['sends nothing', answer('200 OK'), ['ParseError']],
  ['sends null', json('200 OK', 'null'), ['ParseError']],
  ['sends an object', json('200 OK', echo), ['ParseError']],
  ['sends rows that are none', json('200 OK', '[null]'), ['ParseError']],
  ['sends rows of numbers', json('200 OK', '[1,2]'), ['ParseError']],
  ['sends the same rows for ever', json('200 OK', rows), ['ParseError']],
  ['sends the same rows for ever, and tells of many', paged('9999999', '9999999', '2'), ['ParseError']],
  ['tells of too few', paged('1', '1', '2'), ['ParseError']],
  ['tells of none', paged('0', '0', '2'), ['ParseError']],
  ['tells of less than nothing', paged('-2', '-1', '-2'), ['ParseError']],
  ['tells of no numbers', paged('NaN', 'Infinity', secret), ['ParseError']],
  ['tells of pages of no size', paged('2', '1', '0'), two],
  ['tells of another origin', paged('2', '1', '2', `Link: <https://evil.example/?key=${secret}>; rel="next"`), two],
  [
    'is gone after the first page',
    (socket, at) => (at.number === 1 ? paged('9', '5', '2') : json('404 Gone', echo))(socket, at),
    two,
  ],
  [
    'breaks after the first page',
    (socket, at) => (at.number === 1 ? paged('9', '5', '2') : bytes('', 'reset'))(socket, at),
    ['ConnectionError'],
  ],
]
