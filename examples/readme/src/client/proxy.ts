import { Cloudsmith } from '@cloudsmith-sdk/client'
import { ProxyAgent } from 'undici' // of the major version in process.versions.undici

const dispatcher = new ProxyAgent(process.env.ACME_PROXY ?? 'http://proxy.acme.example:3128')
const cloudsmith = new Cloudsmith({ fetch: (request, init) => fetch(request, Object.assign(init, { dispatcher })) })
console.log((await cloudsmith.user.self()).slug)
