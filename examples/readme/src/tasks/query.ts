import { all, any, type Cloudsmith, field, not } from '@cloudsmith-sdk/client'

/** Names and versions of what is released and small, or of one package, the newest first. */
export async function find(cloudsmith: Cloudsmith) {
  const query = all(
    any(field.tag('release'), field.name.exactly('ms')),
    not(field.status('quarantined')),
    field.size.below(10_000_000),
  )
  const found = cloudsmith.packages.list({ owner: 'acme', repo: 'development', query, sort: ['name', '-date'] })
  const names: string[] = []
  for await (const { name, version, format } of found) names.push(`${format} ${name} ${version}`)
  return names
}
