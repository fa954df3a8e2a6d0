import { describe, expect, test } from 'vitest'
import { compiled, searchable } from './fixture.ts'
import type { Searchable } from './searchable.ts'

const now = new Date('2024-06-20T00:00:00Z')

/** Packages by a word for their special property. */
type Shelf = Readonly<Record<string, Partial<Searchable>>>

const versions: Shelf = Object.fromEntries(
  ['1.0.9', '1.1.0', '1.1.7', '1.1.0.post1', '1.2.0', '2.0.0', '1.1.0rc1'].map((version) => [
    version,
    { format: 'python', version },
  ]),
)
const alphaAndBeta: Shelf = Object.fromEntries(
  ['AlphaLib-1.0', 'AlphaLib-1.1', 'AlphaLib-2.0', 'AlphaLib2-1.0', 'FreeAlphaLib-1.0', 'BetaLib-0.9'].map((label) => {
    const [name = '', version = ''] = label.split('-')
    return [label, { format: 'python', name, version }]
  }),
)
const names: Shelf = {
  same: { name: 'my-package', filename: 'a.tgz' },
  longer: { name: 'not-my-package-2', filename: 'b.tgz' },
  file: { name: 'other', filename: 'MY-PACKAGE.ext' },
  tagged: { name: 'other', filename: 'c.tgz', tags: { info: ['my-package'] } },
  neither: { name: 'mypackage', filename: 'd.tgz' },
}
const dependencies: Shelf = {
  old: { format: 'maven', dependencies: [{ name: 'log4j', version: '1.2.17' }] },
  core: { format: 'maven', dependencies: [{ name: 'log4j-core', version: '1.9' }] },
  new: { format: 'maven', dependencies: [{ name: 'log4j', version: '2.17.0' }] },
  none: { format: 'maven', dependencies: [{ name: 'slf4j', version: '1.2.17' }] },
}
const days: Shelf = {
  spring: { uploaded_at: '2024-04-01T00:00:00Z' },
  lastWeek: { uploaded_at: '2024-06-13T00:00:00Z' },
  today: { uploaded_at: '2024-06-19T12:00:00Z' },
  august: { uploaded_at: '2019-08-14T12:00:00Z' },
}
const downloads: Shelf = { never: { downloads: 0 }, once: { downloads: 1 }, eight: { downloads: 8 }, many: { downloads: 1000 } }
const sizes: Shelf = { small: { size: 9_999 }, medium: { size: 10_000 }, large: { size: 50_001 } }
const words: Shelf = {
  deb: { format: 'deb', distro: { slug: 'debian' }, distro_version: { slug: 'bookworm' }, tags: { info: ['latest'] } },
  rpm: { format: 'rpm', distro: { slug: 'el' }, distro_version: { slug: '7' }, architectures: [{ name: 'x86_64' }] },
  rpm8: { format: 'rpm', distro: { slug: 'el' }, distro_version: { slug: '8' }, tags: { info: ['latest-8'] } },
  source: { format: 'deb', package_type: 2, status_str: 'In Progress', is_sync_completed: false },
  held: { format: 'composer', status_str: 'Quarantined', is_quarantined: true, tags: { version: ['latest'] } },
}
const others: Shelf = {
  sum: { checksum_sha256: '005afba1' },
  token: { tokens: ['3lKPVJPosCsY'] },
  repository: { repository: 'repo-name' },
  component: { identifiers: { deb_component: 'component-name' } },
  image: { identifiers: { docker_image_digest: 'sha256:abcdef0123' } },
  layer: { identifiers: { docker_layer_digest: 'sha256:abcdef0123' } },
  group: { identifiers: { maven_group_id: 'io.cloudsmith.api' } },
  violated: { policy_violated: true, vulnerability_policy_violated: true },
  denied: { policy_violated: true, deny_policy_violated: true },
  unlicensed: { policy_violated: true, license_policy_violated: true },
}

/** Queries from the vendor's documentation, with the packages that they find according to it. @see docs/service.md#search */
describe.each<[what: string, shelf: Shelf, found: Record<string, string>]>([
  [
    'text contains, unless it is held at its ends',
    names,
    {
      'name:my-package': 'same longer',
      'name:^my-package$': 'same',
      'name:^my': 'same neither',
      'name:-2$': 'longer',
      'name:my*package': 'same longer neither',
      'filename:my-package.ext': 'file',
      'tag:my-package': 'tagged',
      'my-package': 'same longer file tagged',
      '~my-package': 'neither',
    },
  ],
  [
    'versions are compared as such, unless they are held or have a wildcard',
    versions,
    {
      'version:1.1.0': '1.1.0',
      'version:1.1': '1.1.0',
      'version:^1.1.0$': '1.1.0',
      'version:1.1.0*post1': '1.1.0.post1',
      'version:>1.1.0': '1.1.7 1.1.0.post1 1.2.0 2.0.0',
      'version:<1.1.0': '1.0.9 1.1.0rc1',
      'version:>=1.2.0': '1.2.0 2.0.0',
      'version:<=1.0.9': '1.0.9',
      'version:~=1.1.0': '1.1.0 1.1.7 1.1.0.post1',
      'prerelease:true': '1.1.0rc1',
      'prerelease:false': '1.0.9 1.1.0 1.1.7 1.1.0.post1 1.2.0 2.0.0',
    },
  ],
  [
    'a dot at the end of a version means nothing',
    alphaAndBeta,
    {
      'name:^AlphaLib$ AND version:~=1.0.': 'AlphaLib-1.0 AlphaLib-1.1',
      'name:^AlphaLib$ AND version:~=1.0': 'AlphaLib-1.0 AlphaLib-1.1',
      'name:^AlphaLib$ AND version:>1.0.': 'AlphaLib-1.1 AlphaLib-2.0',
      'name:^AlphaLib$ AND version:1.0.': 'AlphaLib-1.0',
    },
  ],
  [
    'a dependency is named, and may be compared',
    dependencies,
    {
      'dependency:log4j': 'old core new',
      'dependency:log4j=1.2.17': 'old',
      'dependency:log4j<2.0.0': 'old core',
    },
  ],
  [
    'dates are words in quotes, and without a sign older or on that day',
    days,
    {
      "uploaded:'1 day ago'": 'spring lastWeek august',
      "uploaded:'August 14, 2019 EST'": 'august',
      "uploaded: >'1 month ago'": 'lastWeek today',
    },
  ],
  ['downloads below a number leave zero out', downloads, { 'downloads:>8': 'many', 'downloads:<1000': 'once eight' }],
  ['sizes are bytes', sizes, { 'size:>50000': 'large', 'size:<10000': 'small' }],
  [
    'words are meant whole, and AND binds stronger than OR',
    words,
    {
      'architecture:x86_64': 'rpm',
      'distribution:el/7': 'rpm',
      'distribution:el': 'rpm rpm8',
      'format:deb': 'deb source',
      'type:source': 'source',
      'type:binary': 'deb rpm rpm8 held',
      'status:in_progress': 'source',
      'status:quarantined': 'held',
      'tag:latest': 'deb rpm8 held',
      'tag:~latest': 'rpm source',
      'tag:latest AND (format:rpm OR format:composer)': 'rpm8 held',
      'tag:latest AND format:rpm OR format:composer': 'rpm8 held',
      'format:composer OR format:rpm AND tag:~latest': 'rpm held',
      'tag:latest format:rpm': 'rpm8',
      'NOT format:rpm': 'deb source held',
    },
  ],
  [
    'what else packages are known by',
    others,
    {
      'checksum:5afba': 'sum',
      'token:3lKPVJPosCsY': 'token',
      'repository:repo-name': 'repository',
      'deb_component:component-name': 'component',
      'docker_image_digest:sha256:abcdef': 'image',
      'docker_layer_digest:sha256:abcdef': 'layer',
      'maven_group_id:io.cloudsmith': 'group',
      'policy_violated:true': 'violated denied unlicensed',
      'vulnerability_policy_violated:true': 'violated',
      'deny_policy_violated:true': 'denied',
      'license_policy_violated:true': 'unlicensed',
    },
  ],
])('%s', (_what, shelf, found) => {
  test.each(Object.entries(found))('%s finds %s', (query, expected) => {
    const isFound = compiled(query)
    const labels = Object.keys(shelf).filter((label) => isFound(searchable(shelf[label]), now))
    expect(labels).toEqual(expected.split(' '))
  })
})
