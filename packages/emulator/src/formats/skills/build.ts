import { zip } from '../../format/archive-writers.ts'
import { inFolder, type PackageFixture, type PackageOptions } from '../../format/package-fixture.ts'

/** Builds a skill: a folder with its `SKILL.md` in a zip archive. Name and version are fields of the upload request. */
export function agentSkill({ name, version, license, description = name, files = {} }: PackageOptions): PackageFixture {
  const about = [`name: ${name}`, `description: ${JSON.stringify(description)}`, ...(license ? [`license: ${license}`] : [])]
  const contents = inFolder(name, { 'SKILL.md': `---\n${about.join('\n')}\n---\n\n# ${name}\n`, ...files })
  return { format: 'skills', filename: `${name}-${version}.zip`, bytes: zip(contents), fields: { name, version }, extra: {} }
}
