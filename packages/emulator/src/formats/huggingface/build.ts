import { zip } from '../../format/archive-writers.ts'
import { type PackageFixture, type PackageOptions, plainFixture } from '../../format/package-fixture.ts'

/** Builds a Hugging Face model: its card and its configuration. */
export function huggingfaceModel({ name, version, license, description = name, files }: PackageOptions): PackageFixture {
  const card = ['---', ...(license ? [`license: ${license}`] : []), '---', '', `# ${name}`, '', description, '']
  const contents = { 'README.md': card.join('\n'), 'config.json': '{"model_type":"bert"}\n', ...files }
  return plainFixture('huggingface', `${name}-${version}.zip`, zip(contents))
}
