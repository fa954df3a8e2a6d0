import { constructEvent, isEvent, scanResults, WebhookVerificationError } from '@cloudsmith-sdk/webhooks'

const signatureKey = process.env.CLOUDSMITH_SIGNATURE_KEY

export async function receive(request: Request): Promise<Response> {
  try {
    const event = await constructEvent(await request.arrayBuffer(), request.headers, { signatureKey })
    if (isEvent(event, 'package.security_scanned') && scanResults(event)?.has_vulnerabilities) {
      console.log(event.data.self_webapp_url)
    }
    return new Response('ok')
  } catch (error) {
    return new Response(null, { status: error instanceof WebhookVerificationError ? 401 : 400 })
  }
}
