import { Cloudsmith } from '@cloudsmith-sdk/client'

const cloudsmith = new Cloudsmith()
const development = { owner: 'acme', repo: 'development' }

for await (const pkg of cloudsmith.packages.list({ ...development, query: 'tag:dev' })) console.log(pkg.name, pkg.version)

const newest = await cloudsmith.packages.list({ ...development, sort: '-date' }).toArray({ limit: 10 })
const page = await cloudsmith.packages.list({ ...development, page: 2, page_size: 100 })
console.log(newest.length, page.items.length, page.count, page.pageCount, page.hasNext)
