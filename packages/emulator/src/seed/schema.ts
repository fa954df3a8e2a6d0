import * as v from 'valibot'
import { releasePattern } from '../catalogue/distributions.ts'
import { formats } from '../catalogue/formats.ts'
import { upstreamFormats } from '../catalogue/upstreams.ts'
import { apiObject } from './api-object.ts'
import { switchesSchema, timingsSchema } from './settings-schema.ts'

const words = (description: string) =>
  v.pipe(v.string('must be text'), v.minLength(1, 'must not be empty'), v.description(description))
/** A slug, which is a segment of paths. */
const slug = (description: string) =>
  v.pipe(
    v.string('must be text'),
    v.regex(/^\w[\w.-]*$/, 'may have letters, digits, dots, dashes and underscores only'),
    v.description(description),
  )
const whole = (description: string, least: number) =>
  v.pipe(
    v.number('must be a number'),
    v.integer('must be a whole number'),
    v.minValue(least, `must be at least ${least}`),
    v.description(description),
  )
const list = <Item extends v.GenericSchema>(item: Item, description: string) =>
  v.pipe(v.array(item, 'must be a list'), v.description(description))

const accountSchema = v.strictObject({
  slug: words('User name in the API.'),
  key: words('The API key.'),
  name: v.optional(words('Name for people. Default: the slug.')),
  email: v.optional(words('Default: the slug at example.com.')),
  role: v.optional(
    v.pipe(
      v.picklist(['Owner', 'Manager', 'Member', 'Collaborator'], 'must be Owner, Manager, Member or Collaborator'),
      v.description('Owners and managers may do everything. Default: Member.'),
    ),
  ),
  privilege: v.optional(
    v.pipe(
      v.picklist(['Admin', 'Write', 'Read', 'None'], 'must be Admin, Write, Read or None'),
      v.description('What a member may do in every repository of the workspace. Default: None.'),
    ),
  ),
})

const packageSchema = v.strictObject({
  format: words('Format as in upload paths, for example npm.'),
  file: v.optional(words('The package file, relative to this one. Default: a package is generated from the other fields.')),
  name: v.optional(words('Name; for Maven, group:artifact.')),
  version: v.optional(words('Version.')),
  license: v.optional(words('Licence of the generated package, as an SPDX expression.')),
  description: v.optional(words('Description of the generated package.')),
  content: v.optional(
    v.pipe(v.string('must be text'), v.description('Text in the generated package, for another checksum. Default: none.')),
  ),
  fields: v.optional(
    v.pipe(v.record(v.string(), v.unknown()), v.description('Further fields of the upload request, for example distribution.')),
  ),
  tags: v.optional(list(words('A tag.'), 'Tags of the package.')),
  uploader: v.optional(words('Slug of the uploader. Default: the first account.')),
  uploadedAt: v.optional(
    v.pipe(
      v.string('must be text'),
      v.check((text) => !Number.isNaN(Date.parse(text)), 'must be a date and time, such as "2026-01-01T00:00:00Z"'),
      v.description('When it was uploaded. Default: when the emulator starts.'),
    ),
  ),
})

const upstreamSchema = v.looseObject({
  format: v.pipe(v.picklist(Object.keys(upstreamFormats), 'is not a format that has upstreams'), v.description('Format.')),
})

const repositorySchema = v.strictObject({
  slug: slug('Slug of the repository.'),
  name: v.optional(words('Name for people. Default: the slug.')),
  settings: v.optional(apiObject('repos_partial_update', 'Settings as the API takes them. Default: a private repository.')),
  retention: v.optional(apiObject('repo_retention_partial_update', 'Retention rules as the API takes them.')),
  privileges: v.optional(
    list(
      v.looseObject({ privilege: v.picklist(['Admin', 'Write', 'Read'], 'must be Admin, Write or Read') }),
      'Privileges of users, teams and services.',
    ),
  ),
  upstreams: v.optional(list(upstreamSchema, 'Upstreams as the API takes them, each with its format.')),
  webhooks: v.optional(list(apiObject('webhooks_create', 'A webhook as the API takes it.'), 'Webhooks. They are not pinged.')),
  packages: v.optional(
    list(packageSchema, 'Packages that exist from the start: synchronised, scanned and judged by the policies.'),
  ),
})

const policiesSchema = v.strictObject({
  license: v.optional(list(apiObject('orgs_license-policy_create', 'As the API takes it.'), 'Licence policies.')),
  vulnerability: v.optional(
    list(apiObject('orgs_vulnerability-policy_create', 'As the API takes it.'), 'Vulnerability policies.'),
  ),
  deny: v.optional(list(apiObject('orgs_deny-policy_create', 'As the API takes it.'), 'Deny policies.')),
})

const domainSchema = v.strictObject({
  host: words('Host name, for example packages.example.com.'),
  repository: v.optional(words('Slug of the only repository that it serves. Default: all of the workspace.')),
})

const workspaceSchema = v.strictObject({
  slug: slug('Slug of the workspace.'),
  name: v.optional(words('Name for people. Default: the slug.')),
  accounts: v.pipe(
    v.array(accountSchema, 'must be a list'),
    v.minLength(1, 'must have at least one account'),
    v.description('Users and services. The first must be an Owner if the workspace has more than accounts and repositories.'),
  ),
  domains: v.optional(
    list(
      v.union([words('Host name.'), domainSchema], 'must be a host name or a domain'),
      'Download domains. The API returns them, but the emulator does not serve them.',
    ),
  ),
  policies: v.optional(policiesSchema),
  repositories: v.optional(
    list(v.union([slug('Slug of a private repository.'), repositorySchema], 'must be a slug or a repository'), 'Repositories.'),
  ),
})

const formatsWithDistributions = Object.keys(formats).filter((format) => formats[format]?.distributions)

const releaseSchema = v.pipe(
  v.string('must be text'),
  v.regex(releasePattern, 'must be a distribution and its release, such as ubuntu/noble'),
  v.description('Distribution and release, for example ubuntu/noble.'),
)

/** The content of a seed file. */
export const seedSchema = v.strictObject({
  workspaces: v.optional(
    list(
      workspaceSchema,
      'Workspaces. Default: acme with the repositories dev, staging and production, and a key for each kind of user.',
    ),
  ),
  distributions: v.optional(
    v.pipe(
      v.record(v.picklist(formatsWithDistributions, 'is not a format with distributions'), list(releaseSchema, 'Releases.')),
      v.description('Additional releases of distributions by format, for those that the service has added since.'),
    ),
  ),
  switches: v.optional(v.pipe(switchesSchema, v.description('Behaviours of the service that no source documents.'))),
  timings: v.optional(v.pipe(timingsSchema, v.description('How long things take, in milliseconds of the emulated time.'))),
  latency: v.optional(whole('Milliseconds of the emulated time that each request takes. Default: 0.', 0)),
  rateLimit: v.optional(
    v.strictObject({
      limit: v.optional(whole('Requests in a window. Default: 10800.', 1)),
      windowSeconds: v.optional(whole('Length of the window. Default: 3600.', 1)),
      enforce: v.optional(
        v.pipe(
          v.boolean('must be true or false'),
          v.description('Whether requests beyond the limit are answered with 429. Default: false.'),
        ),
      ),
    }),
  ),
  seed: v.optional(whole('Seed of the identifiers: the same seed gives the same identifiers. Default: 1.', 0)),
})

/** A parsed seed file. */
export type SeedContent = v.InferOutput<typeof seedSchema>
export type WorkspaceContent = v.InferOutput<typeof workspaceSchema>
export type RepositoryContent = v.InferOutput<typeof repositorySchema>
export type PackageContent = v.InferOutput<typeof packageSchema>
