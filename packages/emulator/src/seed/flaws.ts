import { formats } from '../catalogue/formats.ts'
import { makers } from './makers.ts'
import type { PackageContent, RepositoryContent, SeedContent, WorkspaceContent } from './schema.ts'
import type { FieldPath, Flaw } from './seed-error.ts'

/** What is wrong with a seed whose fields have the right types. */
export function flawsOf({ workspaces = [] }: SeedContent): Flaw[] {
  return [
    ...repeated(
      workspaces.map(({ slug }) => slug),
      (index) => ['workspaces', index, 'slug'],
      'is a workspace already',
    ),
    ...workspaces.flatMap((workspace, index) => flawsOfWorkspace(workspace, ['workspaces', index])),
  ]
}

function flawsOfWorkspace({ accounts, policies, repositories = [] }: WorkspaceContent, path: FieldPath): Flaw[] {
  const slugs = repositories.map((repository) => (typeof repository === 'string' ? repository : repository.slug))
  const full = repositories.flatMap((repository, index) => (typeof repository === 'string' ? [] : [{ repository, index }]))
  const manages = accounts.some(({ role }) => role === 'Owner' || role === 'Manager')
  return [
    ...repeated(
      accounts.map(({ slug }) => slug),
      (index) => [...path, 'accounts', index, 'slug'],
      'is an account already',
    ),
    ...repeated(slugs, (index) => [...path, 'repositories', index], 'is a repository already'),
    ...(manages || (policies === undefined && full.length === 0)
      ? []
      : [{ path: [...path, 'accounts'], message: 'one has to be an Owner or Manager, to make policies and settings' }]),
    ...full.flatMap(({ repository, index }) => flawsOfRepository(repository, [...path, 'repositories', index], accounts)),
  ]
}

function flawsOfRepository(
  { packages = [] }: RepositoryContent,
  path: FieldPath,
  accounts: WorkspaceContent['accounts'],
): Flaw[] {
  const slugs = accounts.map(({ slug }) => slug)
  return packages.flatMap((pkg, index) => {
    const here = [...path, 'packages', index]
    const isKnown = pkg.uploader === undefined || slugs.includes(pkg.uploader)
    return [
      ...flawsOfPackage(pkg, here),
      ...(isKnown
        ? []
        : [{ path: [...here, 'uploader'], message: `is no account of the workspace: there are ${slugs.join(', ')}` }]),
    ]
  })
}

function flawsOfPackage({ format, file, name, version }: PackageContent, path: FieldPath): Flaw[] {
  if (!Object.hasOwn(formats, format)) return [{ path: [...path, 'format'], message: 'is no format of the service' }]
  if (file !== undefined) return []
  if (!Object.hasOwn(makers, format)) {
    const makable = Object.keys(makers).join(', ')
    return [
      { path: [...path, 'format'], message: `packages of this format are not made: give a file, or take one of ${makable}` },
    ]
  }
  const missing = Object.entries({ name, version }).filter(([, value]) => value === undefined)
  return missing.map(([field]) => ({ path: [...path, field], message: 'is missing: a package without a file needs it' }))
}

function repeated(values: readonly string[], path: (index: number) => FieldPath, message: string): Flaw[] {
  return values.flatMap((value, index) =>
    values.indexOf(value) === index ? [] : [{ path: path(index), message: `${JSON.stringify(value)} ${message}` }],
  )
}
