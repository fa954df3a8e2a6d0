import { zip } from '../../format/archive-writers.ts'
import { type PackageFixture, type PackageOptions, plainFixture } from '../../format/package-fixture.ts'

/** Builds the bundle of an MCP server: its manifest, and the program to start. */
export function mcpBundle({ name, version, license, description = name, files }: PackageOptions): PackageFixture {
  const manifest = {
    manifest_version: '0.2',
    name,
    version,
    description,
    author: { name: 'fixture' },
    ...(license !== undefined && { license }),
    server: { type: 'node', entry_point: 'server/index.js', mcp_config: { command: 'node', args: ['server/index.js'] } },
  }
  const contents = { 'manifest.json': `${JSON.stringify(manifest, null, 2)}\n`, 'server/index.js': '', ...files }
  return plainFixture('mcp', `${name}-${version}.mcpb`, zip(contents))
}
