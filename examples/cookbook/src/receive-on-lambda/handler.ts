import { createReceiver } from '@cloudsmith-sdk/webhooks'
import { toLambdaHandler } from '@cloudsmith-sdk/webhooks/lambda'

const receiver = createReceiver({ signatureKey: process.env.CLOUDSMITH_SIGNATURE_KEY }).on('package.synced', ({ data }) =>
  console.log(`${data.name} ${data.version} can be deployed`),
)

export const handler = toLambdaHandler(receiver)
