import { isNode, type Json, type Node } from './node.ts'

/** The areas of the API and their parts, in the order in which they are shown. */
const groups: Readonly<Record<string, readonly string[]>> = {
  Packages: ['packages', 'uploads', 'files', 'metadata', 'vulnerabilities', 'recycle-bin'],
  Repositories: [
    'repositories',
    'upstreams',
    'connected-repositories',
    'privileges',
    'retention',
    'signing-keys',
    'location-rules',
    'entitlements',
    'webhooks',
    'badges',
    'broadcasts',
  ],
  Policies: ['policies', 'license-policies', 'vulnerability-policies', 'deny-policies'],
  Workspaces: [
    'workspaces',
    'members',
    'invitations',
    'teams',
    'service-accounts',
    'custom-domains',
    'audit-log',
    'quota',
    'metrics',
  ],
  Authentication: ['account', 'openid-connect', 'saml', 'api-key-rules'],
  Service: ['formats', 'distros', 'storage-regions', 'rates', 'status'],
}

const spelling: Readonly<Record<string, string>> = {
  saml: 'SAML',
  'openid-connect': 'OpenID Connect',
  'api-key-rules': 'API key rules',
}

/**
 * Sorts the tags into groups, for viewers that show them as a tree (`x-tagGroups`), and gives them display names.
 *
 * @throws if a tag is in no group
 */
export function groupTags(document: Node): void {
  const tags = (Array.isArray(document.tags) ? document.tags : []).filter(isNode)
  const known = new Map(tags.map((tag) => [String(tag.name), tag]))
  const grouped = Object.entries(groups).map(([name, members]) => ({ name, tags: members.filter((member) => known.has(member)) }))
  const homeless = [...known.keys()].filter((name) => !grouped.some(({ tags }) => tags.includes(name)))
  if (homeless.length > 0) throw new Error(`no group for the tags ${homeless.join(', ')}: see scripts/emit/tag-groups.ts`)
  document['x-tagGroups'] = grouped.filter(({ tags }) => tags.length > 0) as Json
  document.tags = grouped.flatMap(({ tags }) =>
    tags.map((name) => ({ ...known.get(name), 'x-displayName': display(name) }) as Json),
  )
}

function display(name: string): string {
  const words = name.replaceAll('-', ' ')
  return spelling[name] ?? words.slice(0, 1).toUpperCase() + words.slice(1)
}
