import { actorOf } from '../../access/actor.ts'
import { takeWaiverBack } from '../../flow/waive.ts'
import { findWaiver } from '../../store/waivers.ts'
import { decided } from '../frame/decided.ts'
import { notFound, type PageProblem } from '../frame/problem.tsx'
import type { Handler } from '../parts.ts'
import { numberIn } from '../plan/number-in.ts'
import { routes } from '../routes.ts'

/** Ends a waiver early. The right to approve is enough, because this lets nothing through. */
export const endWaiver: Handler = async (visit) => {
  const { parts, person } = visit
  const id = numberIn(visit, 'waiver')
  const row = await findWaiver(parts.database, id)
  const served = parts.pipelines.find(({ name }) => name === row?.pipeline)
  if (row === undefined || served === undefined) throw notFound('waiver')
  const address = `${routes.waivers.path}?${new URLSearchParams({ pipeline: served.name })}`
  const way: PageProblem['way'] = [address, 'Waivers']
  await decided(way, () => takeWaiverBack(parts, served.name, id, actorOf(person, served.pipeline)))
  return { to: address, said: 'waiver ended' }
}
