import { ApiError, Cloudsmith, NotFoundError, RateLimitError, ValidationError } from '@cloudsmith-sdk/client'

const cloudsmith = new Cloudsmith()

try {
  await cloudsmith.repos.create({ owner: 'acme', name: '' })
} catch (error) {
  if (error instanceof ValidationError) console.log(error.fields)
  else if (error instanceof NotFoundError) console.log('check the slug of the workspace')
  else if (error instanceof RateLimitError) console.log('not before', error.retryAt)
  else if (error instanceof ApiError) console.log(error.status, error.detail, error.requestId)
  else throw error
}
