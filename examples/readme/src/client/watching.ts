import { Cloudsmith } from '@cloudsmith-sdk/client'
import { tracing } from '@cloudsmith-sdk/client/opentelemetry' // needs @opentelemetry/api

const cloudsmith = new Cloudsmith({
  ...tracing(), // a client span for each HTTP request
  onResponse: ({ operation, status, duration }) => console.log(operation, status, duration < 30_000),
  userAgent: 'acme-release/2.1',
})
await cloudsmith.user.self()
