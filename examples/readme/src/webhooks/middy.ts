import { type LambdaEvent, toLambdaHandler } from '@cloudsmith-sdk/webhooks/lambda'
import middy from '@middy/core'
import jsonBodyParser from '@middy/http-json-body-parser'
import { receiver } from './receiver.ts'

export const handler = middy<LambdaEvent>()
  .before(({ event }) => {
    event.rawBody = event.body
  })
  .use(jsonBodyParser())
  .handler(toLambdaHandler(receiver))
