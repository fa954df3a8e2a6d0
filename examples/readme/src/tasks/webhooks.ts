import type { Cloudsmith } from '@cloudsmith-sdk/client'

/** Tells a chat of finished and of failed packages, in words of one's own. */
export async function announce(cloudsmith: Cloudsmith, url: string, signatureKey: string) {
  const text = (words: string) => `{ "text": "{{data.name}} {{data.version}} ${words}" }`
  const { slug_perm, events } = await cloudsmith.webhooks.create({
    owner: 'acme',
    repo: 'development',
    target_url: url,
    events: ['package.synced', 'package.failed'],
    request_body_format: 3,
    request_body_template_format: 1,
    request_content_type: 'application/json',
    templates: [
      { event: 'package.synced', template: text('is there') },
      { event: 'package.failed', template: text('could not be read') },
      { event: 'ping', template: '{ "text": "hello" }' },
    ],
    signature_key: signatureKey,
  })
  await cloudsmith.webhooks.update({ owner: 'acme', repo: 'development', identifier: slug_perm, package_query: 'format:npm' })
  return events
}
