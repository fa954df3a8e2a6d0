import { Cloudsmith } from '@cloudsmith-sdk/client'
import { promote } from '@cloudsmith-sdk/promotion'

const cloudsmith = new Cloudsmith({ apiKey: process.env.CLOUDSMITH_API_KEY })
const source = { owner: 'acme', repo: 'staging', identifier: process.argv[2] ?? '' }

const { files, scan } = await promote(cloudsmith, source, { to: 'production', tags: ['released'] })
console.log(files, scan.status)
