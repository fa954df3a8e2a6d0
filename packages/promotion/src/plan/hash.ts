import type { Destination } from '../pipeline/edge-of.ts'
import type { Pipeline, Stage } from '../pipeline/pipeline.ts'
import { sha256Of } from '../text/bytes.ts'
import type { FrozenPackage, Plan } from './plan.ts'

/** What else than its packages an approval of a plan agrees to. */
export interface Agreed extends Pick<Pipeline, 'owner' | 'select'>, Pick<Plan, 'set'> {
  readonly from: Stage
  readonly to: Destination
}

/**
 * The SHA-256, in hex, of what an approval agrees to: the step and its edge, the rules on its door, which packages the pipeline is about, and
 * every package with its bytes and how it stands to the destination.
 */
export async function hashOf({ owner, set, select, from, to }: Agreed, packages: readonly FrozenPackage[]): Promise<string> {
  const content = [
    owner,
    set,
    [select?.formats ?? null, select?.names ?? null, select?.tags ?? null],
    [from.name, from.repository, from.shared ? (from.tag ?? null) : null],
    [to.name, to.repository, to.shared, to.edge, to.action, to.tag ?? null],
    [to.unscannable, to.staleScan ?? null, to.retention, to.latest, to.onFailedArrival],
    to.gates.map(({ name, settings }) => [name, settings]),
    packages.map(({ package: identity, slugPerm, files, standing, overrides }) => [
      identity,
      slugPerm,
      files.map((file) => [file.filename, file.sha256]),
      standing,
      ...(overrides === undefined ? [] : [overrides]),
    ]),
  ]
  return await sha256Of(new TextEncoder().encode(JSON.stringify(content)))
}
