import { Cloudsmith } from '@cloudsmith-sdk/client'

const cloudsmith = new Cloudsmith()
const nightly = cloudsmith.withOptions({ reserve: 0.25, deadline: Date.now() + 2 * 3_600_000 })

for await (const pkg of nightly.packages.list({ owner: 'acme', repo: 'development' })) {
  // when only a quarter of the window is left, waits for the next one and continues at the same page
  console.log(pkg.name, nightly.rateLimit?.remaining)
}
