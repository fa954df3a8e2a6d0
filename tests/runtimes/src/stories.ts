import { clientStories } from './client-stories.ts'
import { promotionStories } from './promotion-stories.ts'
import type { Story } from './story.ts'
import { webhookStories } from './webhook-stories.ts'
import type { Outcome, World } from './world.ts'

/** Everything that is tried in each runtime, by what it says. */
export const stories: Readonly<Record<string, Story>> = { ...clientStories, ...webhookStories, ...promotionStories }

/** Tells one of them here and now. */
export async function tell(title: string, world: World): Promise<Outcome> {
  try {
    return { seen: await stories[title]?.tell(world) }
  } catch (error) {
    return { error: error instanceof Error ? `${error.stack ?? error}` : String(error) }
  }
}
