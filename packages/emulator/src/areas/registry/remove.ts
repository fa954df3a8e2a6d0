import type { Reply } from '../../core/reply.ts'
import { hexOf } from '../../formats/docker/digest.ts'
import { scheduleDeletion } from '../../package/delete.ts'
import { manifestUnknown } from './errors.ts'
import type { ImageCall } from './image-call.ts'
import { imageAt } from './image-store.ts'
import { imagesNamed } from './sight.ts'
import { takeTag } from './tags.ts'

/** Deletes an image by its digest, or removes a tag. @throws {Refusal} 403 if not permitted, 404 if it is not in the repository itself */
export function remove({ world, reader, route }: ImageCall): Reply {
  const { repository, actor } = reader
  const own = imagesNamed(world, reader, route.name).filter((image) => image.repository === repository)
  const image = imageAt(own, route.reference)
  if (image === undefined) throw manifestUnknown()
  actor.mustAct('delete', image)
  if (hexOf(route.reference) === undefined) takeTag(image, route.reference)
  else scheduleDeletion(world, image, actor.mustBeKnown())
  return { status: 202 }
}
