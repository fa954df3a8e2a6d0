import { Cloudsmith } from '@cloudsmith-sdk/client'
import { fileFromPath } from '@cloudsmith-sdk/client/node'

const cloudsmith = new Cloudsmith() // reads CLOUDSMITH_API_KEY from the environment, or pass { apiKey }

const file = await fileFromPath('dist/acme-api-1.0.0.tgz')
const pkg = await cloudsmith.push({ owner: 'acme', repo: 'development', format: 'npm', file, tags: ['dev'] })
console.log(pkg.name, pkg.version, pkg.checksum_sha256)
