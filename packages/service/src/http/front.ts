import type { Hono } from 'hono'
import { type Access, guarded, plainly } from '../access/access.ts'
import { apiApp } from '../api/app.ts'
import { basePath } from '../api/description.ts'
import type { FlowParts } from '../flow/parts.ts'
import { pagesApp } from '../pages/app.tsx'
import { accessProblemPage } from '../pages/frame/access-problem.tsx'

/** The pages and the API, behind the same access control. */
export const frontApp = (parts: FlowParts, access: Access): Hono =>
  guarded(
    access,
    (front) => {
      front.route(basePath, apiApp(parts))
      front.route('/', pagesApp({ ...parts, ...access.paths }))
    },
    (context, problem) => {
      const isPerson = context.req.header('accept')?.includes('text/html') === true
      return isPerson ? accessProblemPage(context, problem, access.paths.signIn) : plainly(context, problem)
    },
  )
