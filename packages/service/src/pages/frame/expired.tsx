import { Brand } from './brand.tsx'
import { Document } from './document.tsx'
import { ProblemMain } from './problem.tsx'
import type { Theme } from './theme.ts'

/** The page for people whose session has expired, or who never had one. It says that the content of a form is lost. */
export function Expired({ theme, signIn, hadForm }: { theme: Theme; signIn: string; hadForm: boolean }) {
  return (
    <Document title="Signed out" theme={theme}>
      <main id="main" class="alone">
        <Brand />
        <ProblemMain heading="You are signed out">
          <p>
            {hadForm
              ? 'Your session had ended before you sent this, so nothing was done. Sign in and try again.'
              : 'Sign in to see this page.'}
          </p>
          <p>
            <a class="button primary" href={signIn}>
              Sign in
            </a>
          </p>
        </ProblemMain>
      </main>
    </Document>
  )
}
