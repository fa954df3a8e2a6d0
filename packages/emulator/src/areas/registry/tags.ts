import type { PackageRecord } from '../../world/records.ts'
import { pushedTagsOf } from './image-store.ts'

/** Gives an image a tag, and removes it from other images of the same name. */
export function giveTag(image: PackageRecord, tag: string, named: readonly PackageRecord[]): void {
  for (const other of named) if (other !== image) takeTag(other, tag)
  const tags = pushedTagsOf(image)
  if (!tags.includes(tag)) setTags(image, [...tags, tag])
}

/** Removes a tag with which an image was pushed. */
export function takeTag(image: PackageRecord, tag: string): void {
  const tags = pushedTagsOf(image)
  if (tags.includes(tag))
    setTags(
      image,
      tags.filter((each) => each !== tag),
    )
}

function setTags(image: PackageRecord, tags: readonly string[]): void {
  const { content } = image
  if (content.facts === undefined) return
  const { docker_tag: _, ...others } = content.facts.identifiers
  const identifiers = tags.length === 0 ? others : { ...others, docker_tag: tags.join(' ') }
  // Copies share their content, and keep their tags.
  image.content = { ...content, facts: { ...content.facts, identifiers } }
  image.repository.packages.touch(image)
}
