import { Cloudsmith } from '@cloudsmith-sdk/client'

const cloudsmith = new Cloudsmith({ apiKey: process.env.CLOUDSMITH_API_KEY })

for await (const pkg of cloudsmith.packages.list({ owner: 'acme', repo: 'development', query: 'format:npm AND tag:dev' })) {
  console.log(pkg.name, pkg.version, pkg.security_scan_status)
}
