import { actorOf } from '../../access/actor.ts'
import { localPath } from '../../access/local-path.ts'
import { type EdgeParts, edgeIn } from '../../flow/parts.ts'
import { pauseWork, resumeWork } from '../../flow/pausing.ts'
import { reconcileNow } from '../../flow/reconcile.ts'
import { type Form, formOf } from '../frame/form.ts'
import { notFound, type PageProblem, unfit } from '../frame/problem.tsx'
import type { Handler, Visit } from '../parts.ts'

/** Maximum length of the reason for a pause in characters, and maximum duration of a pause in hours. */
export const longestWhy = 500
export const spans = [1, 4, 24, 72] as const

const home: PageProblem['way'] = ['/', 'What needs you']

/** The edge of a form. @throws {PageProblem} there is none */
async function edgeOf(visit: Visit): Promise<EdgeParts & { readonly form: Form }> {
  const form = await formOf(visit, home)
  const found = edgeIn(visit.parts, form.text('edge', 1_000) ?? '')
  if (found === undefined) throw notFound('edge')
  return { ...found, form }
}

/** The page to return to from a form. */
const backOf = (form: Form): string => localPath(form.text('back', 2_000))

/** Has all packages at the start of an edge checked now. */
export const lookNow: Handler = async (visit) => {
  const { edge, form } = await edgeOf(visit)
  await reconcileNow(visit.parts, edge.id)
  return { to: backOf(form), said: 'looking' }
}

/** Pauses an edge, or its pipeline. */
export const pause: Handler = async (visit) => {
  const { parts, person, now } = visit
  const { served, edge, form } = await edgeOf(visit)
  const way: PageProblem['way'] = [`/edges/pause?${new URLSearchParams({ edge: edge.id, back: backOf(form) })}`, 'Back']
  const why = form.required('why', longestWhy, 'Give a reason: others will want to know why it is paused.')
  const hours = Number(form.text('hours', 10) ?? 0)
  if (hours !== 0 && !spans.some((span) => span === hours)) throw unfit('Choose how long to pause it.', way)
  const until = hours === 0 ? null : new Date(now.getTime() + hours * 3_600_000)
  const where = { pipeline: served.name, edge: form.text('whole', 3) === undefined ? edge.id : undefined }
  await pauseWork(parts, where, actorOf(person, served.pipeline), { why, until })
  return { to: backOf(form), said: 'paused' }
}

/** Ends the pause of an edge, or of its pipeline. */
export const resume: Handler = async (visit) => {
  const { served, edge, form } = await edgeOf(visit)
  const where = { pipeline: served.name, edge: form.text('whole', 3) === undefined ? edge.id : undefined }
  const wasPaused = await resumeWork(visit.parts, where, actorOf(visit.person, served.pipeline))
  return { to: backOf(form), said: wasPaused ? 'resumed' : 'not paused' }
}
