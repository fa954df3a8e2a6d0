import { Cloudsmith } from '@cloudsmith-sdk/client'
import { subscribe } from '@cloudsmith-sdk/webhooks/subscribe'

const signature_key = process.env.CLOUDSMITH_SIGNATURE_KEY
if (signature_key === undefined) throw new Error('Set CLOUDSMITH_SIGNATURE_KEY.')

const cloudsmith = new Cloudsmith({ apiKey: process.env.CLOUDSMITH_API_KEY })
const { action, changed, unchecked } = await subscribe(
  cloudsmith,
  { owner: 'acme', repo: 'production' },
  { target_url: 'https://hooks.example/cloudsmith', events: ['package.synced'], signature_key },
)
console.log(action, changed, unchecked)
