import { createHash } from 'node:crypto'
import { stringify } from 'yaml'
import { gzip, tar, toBytes } from '../../format/archive-writers.ts'
import { type PackageFixture, type PackageOptions, plainFixture } from '../../format/package-fixture.ts'

/** Options of {@link rubyGem}: the content of its specification. */
export interface RubyGemOptions extends PackageOptions {
  /** Default: `ruby`. Gems with compiled parts have a platform such as `x86_64-linux`. */
  platform?: string
  /** Name to requirement, for example `~> 3.0` or `>= 1.2`. */
  dependencies?: Readonly<Record<string, string>>
  /** Development dependencies, name to requirement. */
  developmentDependencies?: Readonly<Record<string, string>>
  /** The Ruby versions that it supports, for example `>= 3.1`. */
  requiredRubyVersion?: string
}

/** Builds a gem like `gem build`: the specification, the files and their checksums, each compressed, in a tar archive. */
export function rubyGem(options: RubyGemOptions): PackageFixture {
  const { name, version, platform = 'ruby', files = {} } = options
  const members = { 'metadata.gz': gzip(toBytes(specification(options))), 'data.tar.gz': gzip(tar(files)) }
  const sums = Object.entries(members).map(([path, bytes]) => [path, createHash('sha256').update(bytes).digest('hex')])
  const checksums = gzip(toBytes(stringify({ SHA256: Object.fromEntries(sums) })))
  const stem = platform === 'ruby' ? `${name}-${version}` : `${name}-${version}-${platform}`
  return plainFixture('ruby', `${stem}.gem`, tar({ ...members, 'checksums.yaml.gz': checksums }))
}

function specification(options: RubyGemOptions): string {
  const { name, version, platform = 'ruby', license, description = name, files = {} } = options
  const lines = [
    '--- !ruby/object:Gem::Specification',
    `name: ${JSON.stringify(name)}`,
    `version: !ruby/object:Gem::Version\n  version: ${JSON.stringify(version.trim())}`,
    `platform: ${platform}`,
    'authors:\n- fixture',
    'dependencies:',
    ...dependencyLines(options.dependencies, 'runtime'),
    ...dependencyLines(options.developmentDependencies, 'development'),
    ...(options.requiredRubyVersion === undefined
      ? []
      : [`required_ruby_version: ${requirementLines(options.requiredRubyVersion, '  ')}`]),
    `summary: ${JSON.stringify(description)}`,
    'files:',
    ...Object.keys(files).map((path) => `- ${JSON.stringify(path)}`),
    ...(license === undefined ? [] : [`licenses:\n- ${JSON.stringify(license)}`]),
    'require_paths:\n- lib',
    // gem does not install gems without these fields.
    'rubygems_version: 3.0.0\nspecification_version: 4',
  ]
  return `${lines.join('\n')}\n`
}

/** Both requirements are the same object, which gems write as an alias. */
function dependencyLines(dependencies: Readonly<Record<string, string>> = {}, kind: string): string[] {
  return Object.entries(dependencies).map(([name, requirement], index) => {
    const anchor = `${kind}${index}`
    return [
      '- !ruby/object:Gem::Dependency',
      `  name: ${JSON.stringify(name)}`,
      `  requirement: &${anchor} ${requirementLines(requirement, '    ')}`,
      `  type: :${kind}\n  prerelease: false\n  version_requirements: *${anchor}`,
    ].join('\n')
  })
}

/** A requirement with one comparison. @param indent the indentation of its content */
function requirementLines(requirement: string, indent: string): string {
  const [, operator = '=', version = ''] = /^([<>=!~]*)(.*)$/s.exec(requirement.trim()) ?? []
  return [
    '!ruby/object:Gem::Requirement',
    `${indent}requirements:\n${indent}- - ${JSON.stringify(operator || '=')}`,
    `${indent}  - !ruby/object:Gem::Version\n${indent}    version: ${JSON.stringify(version.trim())}`,
  ].join('\n')
}
