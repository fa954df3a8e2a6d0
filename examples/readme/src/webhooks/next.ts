import { toFetchHandler } from '@cloudsmith-sdk/webhooks/fetch'
import { after } from 'next/server'
import { receiver } from './receiver.ts'

export const POST = toFetchHandler(receiver, { waitUntil: after })
