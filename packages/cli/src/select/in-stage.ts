import type { Package } from '@cloudsmith-sdk/client'
import type { Stage } from '@cloudsmith-sdk/promotion'

/** Whether a package has a tag, of any type; always true if no tag is wanted. */
export const isTagged = ({ tags }: Package, wanted: string | undefined): boolean =>
  wanted === undefined || Object.values(tags).flat().includes(wanted)

/** Whether a package of a stage's repository belongs to the stage: in a repository that stages share, the tag decides. */
export const isInStage = ({ shared, tag }: Pick<Stage, 'shared' | 'tag'>, row: Package): boolean => !shared || isTagged(row, tag)
