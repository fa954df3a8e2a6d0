import type { Child } from 'hono/jsx'
import type { View } from '../parts.ts'

/** Why a page is not there, or something was not done. It is told on a page of its own, with a way out. */
export class PageProblem extends Error {
  readonly status: NonNullable<View['status']>
  readonly heading: string
  /** Where one goes from there: an address and what it is called. */
  readonly way: readonly [href: string, title: string]

  constructor(
    status: PageProblem['status'],
    heading: string,
    message: string,
    way: PageProblem['way'] = ['/', 'What needs you'],
  ) {
    super(message)
    this.status = status
    this.heading = heading
    this.way = way
  }
}

/** There is no such page, plan or run. */
export const notFound = (what: string): PageProblem =>
  new PageProblem(
    404,
    'Not found',
    `This ${what} does not exist. It may have been removed: records of what has ended are only kept for a while.`,
  )

/** Somebody may not do it. */
export const forbidden = (role: string, what: string): PageProblem =>
  new PageProblem(
    403,
    'Not allowed',
    `With the role ${role} you may not ${what}. The operator of the service assigns roles to groups.`,
  )

/** A form was not filled in as it has to be. */
export const unfit = (message: string, way: PageProblem['way']): PageProblem => new PageProblem(422, 'Not done', message, way)

/** Something has changed since the page was shown. */
export const changed = (message: string, way: PageProblem['way']): PageProblem => new PageProblem(409, 'Not done', message, way)

/** The page of a problem. */
export const problemView = ({ status, heading, message, way: [href, title] }: PageProblem): View => ({
  title: heading,
  status,
  main: (
    <ProblemMain heading={heading}>
      <p>{message}</p>
      <p>
        <a class="button" href={href}>
          {title}
        </a>
      </p>
    </ProblemMain>
  ),
})

/** What a problem looks like, in the frame and without. */
export function ProblemMain({ heading, children }: { heading: string; children?: Child }) {
  return (
    <div class="view problem-page">
      <h1>{heading}</h1>
      {children}
    </div>
  )
}
