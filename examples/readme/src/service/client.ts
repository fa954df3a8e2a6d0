import { createServiceClient } from '@cloudsmith-sdk/service/client'

const service = createServiceClient({
  url: process.env.CLOUDSMITH_PROMOTE_SERVER ?? 'http://127.0.0.1:8080',
  token: process.env.CLOUDSMITH_PROMOTE_TOKEN,
})
const { data, error } = await service.GET('/plans', { params: { query: { state: 'approval' } } })
console.log(data?.rows ?? error?.detail)
