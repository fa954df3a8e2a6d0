import { toFetchHandler } from '@cloudsmith-sdk/webhooks/fetch'
import type { RequestHandler } from '@sveltejs/kit'
import { receiver } from './receiver.ts'

const answer = toFetchHandler(receiver)

export const POST: RequestHandler = ({ request }) => answer(request)
