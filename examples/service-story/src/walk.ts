import type { Browser } from 'playwright-core'
import { check } from '../../promotion-story/src/checks.ts'
import { chapter } from '../../promotion-story/src/log.ts'
import { claims } from './claims.ts'
import { approveFirst, approveSecond, arrive, lookOnly, readPlan } from './decide.ts'
import { begins, follow, lookAround, previewRollback } from './look.ts'
import { openWindow, problems } from './window.ts'
import type { World } from './world.ts'

/** Goes through the story in browsers, and checks all that it claims. */
export async function walk(world: World, browser: Browser): Promise<void> {
  const [ada, grace, vera] = [
    await openWindow(browser, world),
    await openWindow(browser, world),
    await openWindow(browser, world),
  ]
  chapter('What needs you')
  await arrive(ada)
  const plan = await readPlan(ada)

  chapter('Two people agree')
  await lookOnly(vera, plan)
  await approveFirst(ada, world)
  const begun = begins(ada)
  await approveSecond(grace, plan)

  chapter('The run, as it happens')
  await follow(ada, begun)

  chapter('What is where')
  await lookAround(ada, world)

  chapter('Back again')
  await previewRollback(ada, plan, world)

  chapter('All in all')
  check(claims.quiet, problems.length === 0)
  for (const problem of problems) console.error(problem)
}
