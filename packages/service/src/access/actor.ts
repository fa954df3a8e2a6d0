import type { Pipeline } from '@cloudsmith-sdk/promotion'
import type { Actor } from '../store/actor.ts'
import type { Person } from './person.ts'

/**
 * Somebody as what they decide is signed with. Where a pipeline says who is who, whoever is vouched for is known by that alone: a name that
 * one gives oneself makes nobody of the people it knows.
 */
export function actorOf({ name, issuer, subject }: Person, pipeline?: Pick<Pipeline, 'people'>): Actor {
  if (issuer === undefined || subject === undefined) return { by: name, issuer: null, subject: null }
  const known = Object.entries(pipeline?.people ?? {}).find(([, { subjects = [] }]) =>
    subjects.some((each) => each.issuer === issuer && each.subject === subject),
  )
  const by = known?.[0] ?? (pipeline?.people === undefined ? name : `${subject} at ${issuer}`)
  return { by, issuer, subject }
}

/** Whether something was done by somebody: whatever they were called then, where somebody vouches for both. */
export const isBy = (done: Actor, actor: Actor): boolean =>
  actor.issuer !== null && done.issuer !== null
    ? done.issuer === actor.issuer && done.subject === actor.subject
    : done.by.normalize('NFC').trim().toLowerCase() === actor.by.normalize('NFC').trim().toLowerCase()
