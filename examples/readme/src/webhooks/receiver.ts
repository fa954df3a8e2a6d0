import { createReceiver } from '@cloudsmith-sdk/webhooks'

export const receiver = createReceiver({ signatureKey: process.env.CLOUDSMITH_SIGNATURE_KEY }).on(
  'package.synced',
  async ({ data }) => console.log(`${data.name} ${data.version} can be deployed`),
)
