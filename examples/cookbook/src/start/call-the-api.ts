import { Cloudsmith, NotFoundError } from '@cloudsmith-sdk/client'

const cloudsmith = new Cloudsmith() // takes CLOUDSMITH_API_KEY and CLOUDSMITH_API_HOST from the environment
const development = { owner: 'acme', repo: 'development' }

const manual = new File(['Read me before every release.\n'], 'manual.md')
await cloudsmith.push({ ...development, format: 'raw', name: 'manual', version: '1.0.0', file: manual })

for await (const pkg of cloudsmith.packages.list({ ...development, sort: 'name' })) {
  console.log(`${pkg.format} ${pkg.name} ${pkg.version}: ${pkg.security_scan_status}`)
}

try {
  await cloudsmith.packages.read({ ...development, identifier: 'nothing-here' })
} catch (error) {
  if (!(error instanceof NotFoundError)) throw error
  console.log(error.message)
}
