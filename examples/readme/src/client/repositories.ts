import { Cloudsmith } from '@cloudsmith-sdk/client'

const cloudsmith = new Cloudsmith()

const { repository, action } = await cloudsmith.repos.ensure({ owner: 'acme', slug: 'proxies', repository_type_str: 'Private' })
const at = { owner: 'acme', repo: repository.slug }
console.log(action) // created, updated or unchanged

await cloudsmith.repos.privileges.grant({ ...at, privileges: [{ team: 'ci', privilege: 'Write' }], others: 'revoke' })

const npm = { name: 'npm', upstream_url: 'https://npm.example.com', is_active: true }
await cloudsmith.repos.upstreams.create({ ...at, format: 'npm', ...npm })
for await (const { format, name } of cloudsmith.repos.upstreams.list(at)) console.log(format, name)
