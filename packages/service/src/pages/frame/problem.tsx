import type { Child } from 'hono/jsx'
import type { View } from '../parts.ts'

/** A page does not exist, or a request was not carried out. It is shown as a page with the reason and a way out. */
export class PageProblem extends Error {
  readonly status: NonNullable<View['status']>
  readonly heading: string
  /** Link to a page to continue with: address and text. */
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

/** The problem of a page, plan or run that does not exist. */
export const notFound = (what: string): PageProblem =>
  new PageProblem(
    404,
    'Not found',
    `This ${what} does not exist. It may have been removed: records of what has ended are only kept for a while.`,
  )

/** The problem of a missing role. */
export const forbidden = (role: string, what: string): PageProblem =>
  new PageProblem(
    403,
    'Not allowed',
    `With the role ${role} you may not ${what}. The operator of the service assigns roles to groups.`,
  )

/** The problem of a form that is not valid. */
export const unfit = (message: string, way: PageProblem['way']): PageProblem => new PageProblem(422, 'Not done', message, way)

/** The problem of a change since the page was shown. */
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

/** The main part of a problem page. */
export function ProblemMain({ heading, children }: { heading: string; children?: Child }) {
  return (
    <div class="view problem-page">
      <h1>{heading}</h1>
      {children}
    </div>
  )
}
