import type { PackageRecord } from '../../world/records.ts'
import { pushedTagsOf } from './image-store.ts'

/** Gives an image a tag, which means one image of a name: others lose it. */
export function giveTag(image: PackageRecord, tag: string, named: readonly PackageRecord[]): void {
  for (const other of named) if (other !== image) takeTag(other, tag)
  const tags = pushedTagsOf(image)
  if (!tags.includes(tag)) setTags(image, [...tags, tag])
}

/** Takes a tag away that an image was pushed with. */
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
  // Copies share what they are made of, and keep their tags.
  image.content = { ...content, facts: { ...content.facts, identifiers } }
  image.repository.packages.touch(image)
}
