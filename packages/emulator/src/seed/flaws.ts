import { formatInfo, formats } from '../catalogue/formats.ts'
import type { FieldPath } from '../core/field-path.ts'
import { nearest } from '../core/nearest.ts'
import { errorsOf } from '../requests/check.ts'
import { rulesOf } from '../requests/rules.ts'
import { flatten } from './api-object.ts'
import type { PackageContent, RepositoryContent, SeedContent, WorkspaceContent } from './schema.ts'
import type { Flaw } from './seed-error.ts'

/** What is wrong with a seed whose fields have the right types. */
export function flawsOf({ workspaces = [] }: SeedContent): Flaw[] {
  return [
    ...sharedKeys(workspaces),
    ...repeated(
      workspaces.map(({ slug }) => slug),
      (index) => ['workspaces', index, 'slug'],
      'is already a workspace',
    ),
    ...workspaces.flatMap((workspace, index) => flawsOfWorkspace(workspace, ['workspaces', index])),
  ]
}

/** A key identifies an account, so no two accounts may share one. */
function sharedKeys(workspaces: readonly WorkspaceContent[]): Flaw[] {
  const owners = new Map<string, string>()
  return workspaces.flatMap(({ accounts }, workspace) =>
    accounts.flatMap(({ slug, key }, account) => {
      const owner = owners.get(key) ?? slug
      owners.set(key, owner)
      const path = ['workspaces', workspace, 'accounts', account, 'key']
      return owner === slug ? [] : [{ path, message: 'is the key of another account' }]
    }),
  )
}

function flawsOfWorkspace({ accounts, policies, domains = [], repositories = [] }: WorkspaceContent, path: FieldPath): Flaw[] {
  const slugs = repositories.map((repository) => (typeof repository === 'string' ? repository : repository.slug))
  const full = repositories.flatMap((repository, index) => (typeof repository === 'string' ? [] : [{ repository, index }]))
  const manages = accounts.some(({ role }) => role === 'Owner' || role === 'Manager')
  return [
    ...repeated(
      accounts.map(({ slug }) => slug),
      (index) => [...path, 'accounts', index, 'slug'],
      'is already an account',
    ),
    ...domains.flatMap((domain, index) => {
      const { repository } = typeof domain === 'string' ? {} : domain
      if (repository === undefined || slugs.includes(repository)) return []
      const message = `there is no repository ${JSON.stringify(repository)}: only ${slugs.join(', ')}`
      return [{ path: [...path, 'domains', index, 'repository'], message }]
    }),
    ...repeated(slugs, (index) => [...path, 'repositories', index], 'is already a repository'),
    ...(manages || (policies === undefined && full.length === 0)
      ? []
      : [{ path: [...path, 'accounts'], message: 'one has to be an Owner or Manager, to create policies and settings' }]),
    ...full.flatMap(({ repository, index }) => flawsOfRepository(repository, [...path, 'repositories', index], accounts)),
  ]
}

function flawsOfRepository(
  { packages = [], settings }: RepositoryContent,
  path: FieldPath,
  accounts: WorkspaceContent['accounts'],
): Flaw[] {
  const slugs = accounts.map(({ slug }) => slug)
  const isMoved = settings !== undefined && 'slug' in settings
  const moved: Flaw[] = isMoved
    ? [{ path: [...path, 'settings', 'slug'], message: 'the slug belongs next to the settings, not into them' }]
    : []
  return moved.concat(
    packages.flatMap((pkg, index) => {
      const here = [...path, 'packages', index]
      const isKnown = pkg.uploader === undefined || slugs.includes(pkg.uploader)
      return [
        ...flawsOfPackage(pkg, here),
        ...(isKnown
          ? []
          : [{ path: [...here, 'uploader'], message: `is not an account of the workspace, which has ${slugs.join(', ')}` }]),
      ]
    }),
  )
}

function flawsOfPackage({ format, file, name, version, fields }: PackageContent, path: FieldPath): Flaw[] {
  if (!Object.hasOwn(formats, format)) {
    const meant = nearest(format, Object.keys(formats))
    const hint = meant === undefined ? '' : `; did you mean ${meant}?`
    return [{ path: [...path, 'format'], message: `is not a format of Cloudsmith${hint}` }]
  }
  if (file !== undefined) return flawsOfFields(format, fields, path)
  if (formatInfo(format).make === undefined) {
    const makable = Object.keys(formats)
      .filter((slug) => formatInfo(slug).make)
      .join(', ')
    return [
      {
        path: [...path, 'format'],
        message: `packages of this format cannot be generated: give a file, or use one of ${makable}`,
      },
    ]
  }
  const missing = Object.entries({ name, version }).filter(([, value]) => value === undefined)
  return [
    ...missing.map(([field]) => ({ path: [...path, field], message: 'is missing: a package without a file needs it' })),
    ...flawsOfFields(format, fields, path),
  ]
}

/** What is wrong with the upload fields of a package. */
function flawsOfFields(format: string, fields: PackageContent['fields'] = {}, path: FieldPath): Flaw[] {
  const { properties = {} } = rulesOf(`packages_upload_${format}`).body ?? {}
  return Object.entries(fields).flatMap(([name, value]) => {
    const here = [...path, 'fields', name]
    const rule = Object.hasOwn(properties, name) ? properties[name] : undefined
    return rule === undefined ? [{ path: here, message: 'there is no such field' }] : flatten(errorsOf(rule, value), here)
  })
}

function repeated(values: readonly string[], path: (index: number) => FieldPath, message: string): Flaw[] {
  return values.flatMap((value, index) =>
    values.indexOf(value) === index ? [] : [{ path: path(index), message: `${JSON.stringify(value)} ${message}` }],
  )
}
