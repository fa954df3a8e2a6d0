import { child, type Json, type Node, operationsIn } from './node.ts'

/**
 * Adds a sentence about who may call an operation to its description. The permission is written once, as data in `x-permission`: see
 * `v1/common/permissions.tsp`.
 *
 * @throws if an operation that changes something does not state who may call it
 */
export function describePermissions(document: Node): void {
  for (const { method, operation } of operationsIn(document)) {
    const permission = operation['x-permission']
    if (permission === undefined) {
      if (method === 'get') continue
      throw new Error(`${operation.operationId} does not state who may call it`)
    }
    operation.description = `${operation.description} ${sentenceOf(child(operation, 'x-permission'))}`
  }
}

/** The permission as a sentence. */
export function sentenceOf({ account, workspace, repository, setting, own, and, inferred }: Node): string {
  const parts = [
    account === 'none' ? 'no credential' : account === 'any' ? 'an account, with any role' : undefined,
    workspace && roles[String(workspace)],
    repository && privilegeOf({ repository, ...(setting ? { setting } : {}) }),
    and && String(and),
  ].filter((part) => typeof part === 'string')
  const note = own ? ` If \`${own}\` is true, the Write privilege is enough for packages that the caller uploaded.` : ''
  return `Requires ${parts.join(' and ')}${inferred ? ', as far as is known' : ''}.${note}`
}

const roles: Readonly<Record<string, string>> = {
  Owner: 'the Owner role in the workspace',
  Manager: 'the Owner or Manager role in the workspace',
  Member: 'membership of the workspace',
}

function privilegeOf({ repository, setting }: { repository: Json; setting?: Json }): string {
  return setting === undefined
    ? `the ${repository} privilege on the repository`
    : `the privilege set by the repository's \`${setting}\` (default: ${repository})`
}
