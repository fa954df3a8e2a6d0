import type { Pipeline } from '@cloudsmith-sdk/promotion'
import type { Actor } from '../store/actor.ts'
import type { Person } from './person.ts'

/**
 * Makes the actor under whose name decisions are recorded. If a pipeline lists people, somebody who is verified by an issuer is known only by issuer
 * and subject: a name that they chose themselves cannot make them one of these people.
 */
export function actorOf({ name, issuer, subject }: Person, pipeline?: Pick<Pipeline, 'people'>): Actor {
  if (issuer === undefined || subject === undefined) return { by: name, issuer: null, subject: null }
  const known = Object.entries(pipeline?.people ?? {}).find(([, { subjects = [] }]) =>
    subjects.some((each) => each.issuer === issuer && each.subject === subject),
  )
  const by = known?.[0] ?? (pipeline?.people === undefined ? name : `${subject} at ${issuer}`)
  return { by, issuer, subject }
}
