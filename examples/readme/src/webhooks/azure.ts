import { app } from '@azure/functions'
import { toAzureHandler } from '@cloudsmith-sdk/webhooks/azure'
import { receiver } from './receiver.ts'

app.http('cloudsmith', { methods: ['POST'], authLevel: 'anonymous', handler: toAzureHandler(receiver) })
