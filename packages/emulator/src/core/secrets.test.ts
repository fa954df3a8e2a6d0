import { expect, test } from 'vitest'
import { headersWithoutSecrets, withoutSecrets } from './secrets.ts'

test.each([
  ['{"name":"ci","token":"abc","limit":3}', '{"name":"ci","token":"…","limit":3}'],
  ['{ "key" : "a\\"b", "slug_perm": "x" }', '{ "key" : "…", "slug_perm": "x" }'],
  // The text was cut off in the middle of a secret.
  ['{"oidc_token":"eyJhbGci', '{"oidc_token":"…"'],
  ['grant_type=password&password=secret&service=x', 'grant_type=password&password=…&service=x'],
  ['https://me:secret@dl.example.com/a?token=abc#b', 'https://…@dl.example.com/a?token=…#b'],
  ['?page=1&api_key=abc', '?page=1&api_key=…'],
  ['{"gpg_private_key":"-----BEGIN","gpg_passphrase":"hush"}', '{"gpg_private_key":"…","gpg_passphrase":"…"}'],
  ['{"auth_certificate_key":"-----BEGIN","public_key":"ssh"}', '{"auth_certificate_key":"…","public_key":"ssh"}'],
  ['{"tokens":3,"name":"tokenizer"}', '{"tokens":3,"name":"tokenizer"}'],
])('%s is shown as %s', (text, shown) => {
  expect(withoutSecrets(text)).toBe(shown)
})

test('of credentials in headers the scheme is left, and the signature of a webhook is shown', () => {
  expect(
    headersWithoutSecrets(
      Object.entries({
        'x-api-key': 'abc',
        authorization: 'Basic dG9rZW46YWJj',
        cookie: 'a=b',
        location: '/x?signature=abc',
        'x-cloudsmith-signature': 'f00d',
        'www-authenticate': 'Bearer realm="x"',
        accept: '*/*',
      }),
    ),
  ).toEqual({
    'x-api-key': '…',
    authorization: 'Basic …',
    cookie: '…',
    location: '/x?signature=…',
    'x-cloudsmith-signature': 'f00d',
    'www-authenticate': 'Bearer realm="x"',
    accept: '*/*',
  })
})
