import { Cloudsmith } from '@cloudsmith-sdk/client'
import { ArrivalError, ConflictError, promote } from '@cloudsmith-sdk/promotion'

const cloudsmith = new Cloudsmith({ apiKey: process.env.CLOUDSMITH_API_KEY })
const [pkg] = await cloudsmith.packages.list({ owner: 'acme', repo: 'staging', query: 'tag:approved' }).toArray({ limit: 1 })

if (pkg !== undefined) {
  const source = { owner: 'acme', repo: 'staging', identifier: pkg.slug_perm }
  try {
    const { files, scan } = await promote(cloudsmith, source, { to: 'production', tags: ['released'] })
    console.log(`${pkg.name} ${pkg.version} is in production: ${scan.status}`, files)
  } catch (error) {
    if (error instanceof ConflictError) console.log('production has other bytes under this version:', error.differences)
    else if (error instanceof ArrivalError) console.log('it arrived, but does not count as promoted:', error.problem)
    else throw error
  }
}
