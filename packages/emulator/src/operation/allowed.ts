import type { Privilege } from '../world/account.ts'
import type { RepositoryRecord, WorkspaceRecord } from '../world/records.ts'
import type { Call, Operation, OperationId } from './operation.ts'

/** Restricts an operation to those who manage its workspace: others get 401, 403 or 404. */
export function managing<Id extends OperationId>(operation: Operation<Id>): Operation<Id> {
  return guarded(operation, ({ actor, workspace }) => actor.mustManage(workspace as WorkspaceRecord))
}

/** Restricts an operation to those with a privilege in its repository: others get 401, 403 or 404. */
export function allowed<Id extends OperationId>(needs: Privilege, operation: Operation<Id>): Operation<Id> {
  return guarded(operation, ({ actor, repository }) => actor.must(needs, repository as RepositoryRecord))
}

function guarded<Id extends OperationId>(
  operation: Operation<Id>,
  guard: (call: Pick<Call<Id>, 'actor' | 'workspace' | 'repository'>) => void,
): Operation<Id> {
  return (call) => {
    guard(call)
    return operation(call)
  }
}
