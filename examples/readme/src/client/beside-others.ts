import { Cloudsmith } from '@cloudsmith-sdk/client'

const cloudsmith = new Cloudsmith()
const nightly = cloudsmith.withOptions({ reserve: 0.25, deadline: Date.now() + 2 * 3_600_000 })

for await (const pkg of nightly.packages.list({ owner: 'acme', repo: 'development' })) {
  // waits for the next window where only a quarter of this one is left, and goes on at the same page
  console.log(pkg.name, nightly.rateLimit?.remaining)
}
