import { Brand } from './brand.tsx'
import { Document } from './document.tsx'
import { ProblemMain } from './problem.tsx'
import type { Theme } from './theme.ts'

/** What somebody sees whose session is over, or who never had one. What a form held is told to be lost, as it is. */
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
