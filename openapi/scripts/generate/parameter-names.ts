import type { Operation } from './document.ts'

/** Names that the service's paths use for the workspace, in addition to `owner`. */
const workspaceNames: ReadonlySet<string> = new Set(['org', 'workspace'])

/**
 * Gives the parameters of a path the names that callers use: `owner` for every workspace and `repo` for every repository, whatever the
 * path calls them. The service identifies them by position only.
 */
export function withOurNames(operation: Operation): Operation {
  const names = new Map(operation.parameters.map(({ name }) => [name, nameOf(name, operation.path)]))
  return {
    ...operation,
    path: operation.path.replace(/\{(\w+)\}/g, (_, name: string) => `{${names.get(name) ?? name}}`),
    parameters: operation.parameters.map((parameter) =>
      parameter.in === 'path' ? { ...parameter, name: names.get(parameter.name) ?? parameter.name } : parameter,
    ),
  }
}

function nameOf(name: string, path: string): string {
  if (workspaceNames.has(name) || path.startsWith(`/namespaces/{${name}}/`)) return 'owner'
  return path.startsWith(`/repos/{owner}/{${name}}/`) || path === `/repos/{owner}/{${name}}` ? 'repo' : name
}
