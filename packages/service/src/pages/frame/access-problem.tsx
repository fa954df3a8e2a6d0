import type { Context } from 'hono'
import type { AccessProblem } from '../../access/problem.ts'
import { Brand } from './brand.tsx'
import { answerDocument, Document } from './document.tsx'
import { pageHeaders } from './policy.ts'
import { ProblemMain } from './problem.tsx'
import { themeOf } from './theme.ts'

/** The page that says why somebody has no access, or why a request was not carried out. */
export function accessProblemPage(
  context: Context,
  { status, heading, message, again }: AccessProblem,
  signIn: string | undefined,
): Response | Promise<Response> {
  for (const [name, value] of Object.entries(pageHeaders)) context.header(name, value)
  const [href, title] = again && signIn !== undefined ? [signIn, 'Sign in again'] : ['/', 'Go to the first page']
  return answerDocument(
    context,
    <Document title={heading} theme={themeOf(context)}>
      <main id="main" class="alone">
        <Brand />
        <ProblemMain heading={heading}>
          <p>{message}</p>
          <p>
            <a class="button primary" href={href}>
              {title}
            </a>
          </p>
        </ProblemMain>
      </main>
    </Document>,
    status,
  )
}
