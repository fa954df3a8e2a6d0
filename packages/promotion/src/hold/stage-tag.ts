/** Maximum length of a tag, in characters. @see docs/service.md#tags */
const longest = 255

/** Characters that are safe in a tag everywhere: commas and blanks separate tags in uploads and on command lines. */
const plain = /^[\p{L}\p{N}._-]+$/u

/** The tag of a package that is held back from a stage. It is set on the package at the source, and names the stage that it must not reach. */
export const holdTag = (stage: string): string => stageTag('held-from-', stage)

/** The tag of a package that is being moved to a stage, from before it leaves until it has arrived. */
export const movingTag = (stage: string): string => stageTag('moving-to-', stage)

/** The prefix with the name of the stage. A name that is not valid in a tag is changed, and gets a digest so that no two names become equal. */
function stageTag(prefix: string, stage: string): string {
  if (plain.test(stage) && prefix.length + stage.length <= longest) return prefix + stage
  const digest = `-${digestOf(stage)}`
  const spelt = stage.replace(/[^\p{L}\p{N}._-]/gu, '-')
  return prefix + spelt.slice(0, longest - prefix.length - digest.length) + digest
}

/** FNV-1a, because it is synchronous. Nobody gains anything by making two stages of one pipeline collide. */
function digestOf(text: string): string {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}
