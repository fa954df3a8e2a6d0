/** Characters of a tag, at most. @see docs/service.md#tags */
const longest = 255

/** What a tag is made of wherever it is written: commas and blanks end it in uploads and on command lines. */
const plain = /^[\p{L}\p{N}._-]+$/u

/** Tag of a package that is held from a stage. It stands where the package would come from, and names the stage that it must not reach. */
export const holdTag = (stage: string): string => stageTag('held-from-', stage)

/** Tag of a package that is being moved to a stage, from before it leaves until it has arrived. */
export const movingTag = (stage: string): string => stageTag('moving-to-', stage)

/** The name of the stage behind the prefix. One that makes no tag is spelt otherwise, with a digest so that no two become one. */
function stageTag(prefix: string, stage: string): string {
  if (plain.test(stage) && prefix.length + stage.length <= longest) return prefix + stage
  const digest = `-${digestOf(stage)}`
  const spelt = stage.replace(/[^\p{L}\p{N}._-]/gu, '-')
  return prefix + spelt.slice(0, longest - prefix.length - digest.length) + digest
}

/** FNV-1a, which needs no waiting. Nobody gains by making two stages of one pipeline collide. */
function digestOf(text: string): string {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}
