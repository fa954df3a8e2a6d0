import { describe, expect, test } from 'vitest'
import { type Confidential, redact, shownUrl } from './redact.ts'

const secret = 'k3y/That+nobody"may=read'
const call: Confidential = { secrets: [secret] }

test.each([
  ['as it is', secret],
  ['in another case, as in the name of a host', secret.toUpperCase()],
  ['in an address', encodeURIComponent(secret)],
  ['in a JSON text', JSON.stringify(secret).slice(1, -1)],
  ['as the password of a download', btoa(`token:${secret}`)],
])('a credential is not told: %s', (_, form) => {
  expect(redact(`before ${form} after ${form}`, call)).toBe('before … after …')
})

describe('what else a request holds that lets somebody in', () => {
  const sent = {
    params: { email: 'dev@acme.example', password: 'hunter-22', oidc_token: 'e30.e30.', show_tokens: true, name: 'production' },
    headers: { Authorization: 'Bearer own-token-1', Cookie: 'session=abcdef', 'X-Acme': 'public-value' },
  }

  test.each(['hunter-22', 'e30.e30.', 'own-token-1', 'session=abcdef'])('%s is not told', (text) => {
    expect(redact(`No: ${text}`, { secrets: [], sent })).toBe('No: …')
  })

  test.each(['dev@acme.example', 'production', 'public-value', 'true'])('%s is', (text) => {
    expect(redact(`No: ${text}`, { secrets: [], sent })).toBe(`No: ${text}`)
  })
})

test.each([
  ['https://s3.example/bucket?X-Amz-Signature=1#x', 'https://s3.example/bucket'],
  ['https://root:pass@proxy.example/a', 'https://proxy.example/a'],
  [`https://evil.example/${encodeURIComponent(secret)}/a`, 'https://evil.example/…/a'],
  ['no address', 'no address'],
])('%s is shown as %s', (url, shown) => expect(shownUrl(url, call)).toBe(shown))
