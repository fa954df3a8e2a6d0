import { createHmac, timingSafeEqual } from 'node:crypto'
import { verify } from '@cloudsmith-sdk/webhooks'
import { Webhook } from 'standardwebhooks'

/** Something that verifies one body again and again. */
export interface Verifier {
  label: string
  /** Its figure is called `webhooks.${key}.microseconds`. */
  key: string
  /** It uses WebCrypto, so that it runs where this SDK does: peers of this kind count for the ratio. */
  webCrypto: boolean
  /** Whether the signature holds; some throw instead. */
  verify: () => unknown
}

/** The verifiers, each with a signature of the body that it takes. */
export async function verifiers(body: string): Promise<readonly Verifier[]> {
  const secret = 'a key as long as people make them'
  const hex = (algorithm: string) => createHmac(algorithm, secret).update(body).digest('hex')
  const headers = new Headers({ 'x-cloudsmith-signature': hex('sha1') })
  const bytes = new TextEncoder().encode(body)
  const octokit = await octokitOfTheWeb()
  const sha256 = `sha256=${hex('sha256')}`
  const standard = new Webhook(btoa(secret))
  const standardHeaders = signStandard(standard, body)
  const bareKey = await importKey(secret)
  const bareSignature = Buffer.from(hex('sha1'), 'hex')

  return [
    {
      label: '@cloudsmith-sdk/webhooks, verify',
      key: 'verify',
      webCrypto: true,
      verify: async () => (await verify(bytes, headers, { signatureKey: secret })).keyIndex === 0,
    },
    {
      label: '@octokit/webhooks-methods for the web, verify',
      key: 'octokit',
      webCrypto: true,
      verify: () => octokit.verify(secret, body, sha256),
    },
    {
      label: 'crypto.subtle.verify alone, SHA-1, key imported before',
      key: 'subtle',
      webCrypto: true,
      verify: () => crypto.subtle.verify('HMAC', bareKey, bareSignature, bytes),
    },
    {
      label: 'standardwebhooks, verify',
      key: 'standardWebhooks',
      webCrypto: false,
      verify: () => standard.verify(body, standardHeaders) !== undefined,
    },
    {
      label: 'createHmac of Node alone, SHA-1',
      key: 'createHmac',
      webCrypto: false,
      verify: () => timingSafeEqual(createHmac('sha1', secret).update(bytes).digest(), bareSignature),
    },
  ]
}

/** Under Node the package gives its build for Node, which does not use WebCrypto; its other build lies beside that one. */
async function octokitOfTheWeb(): Promise<typeof import('@octokit/webhooks-methods')> {
  const forNode = import.meta.resolve('@octokit/webhooks-methods')
  return import(new URL('../dist-web/index.js', forNode).href)
}

function importKey(secret: string) {
  return crypto.subtle.importKey('raw', new TextEncoder().encode(secret), { name: 'HMAC', hash: 'SHA-1' }, false, ['verify'])
}

function signStandard(webhook: Webhook, body: string): Record<string, string> {
  const now = new Date()
  return {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': webhook.sign('msg_1', now, body),
  }
}
