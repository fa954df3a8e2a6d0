import { child, type Json, type Node, operationsIn } from './node.ts'

/**
 * Says in the description of an operation who may call it. Written once, as data, in `x-permission`: see
 * `v1/common/permissions.tsp`.
 *
 * @throws for an operation that changes something and does not say who may
 */
export function describePermissions(document: Node): void {
  for (const { method, operation } of operationsIn(document)) {
    const permission = operation['x-permission']
    if (permission === undefined) {
      if (method === 'get') continue
      throw new Error(`${operation.operationId} does not say who may call it`)
    }
    operation.description = `${operation.description} ${sentenceOf(child(operation, 'x-permission'))}`
  }
}

/** The permission in a sentence. */
export function sentenceOf({ account, workspace, repository, setting, own, and, inferred }: Node): string {
  const parts = [
    account === 'none' ? 'no credential' : account === 'any' ? 'an account, whatever its role' : undefined,
    workspace && roles[String(workspace)],
    repository && privilegeOf({ repository, ...(setting ? { setting } : {}) }),
    and && String(and),
  ].filter((part) => typeof part === 'string')
  const note = own ? ` With \`${own}\`, uploaders who may write can do it to packages of their own.` : ''
  return `Needs ${parts.join(' and ')}${inferred ? ', as far as is known' : ''}.${note}`
}

const roles: Readonly<Record<string, string>> = {
  Owner: 'an owner of the workspace',
  Manager: 'an owner or manager of the workspace',
  Member: 'a member of the workspace',
}

function privilegeOf({ repository, setting }: { repository: Json; setting?: Json }): string {
  return setting === undefined
    ? `the ${repository} privilege on the repository`
    : `the privilege that the repository's \`${setting}\` names (${repository} by default)`
}
