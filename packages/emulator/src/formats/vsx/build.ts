import { zip } from '../../format/archive-writers.ts'
import { inFolder, type PackageFixture, type PackageOptions, plainFixture } from '../../format/package-fixture.ts'
import { xmlLine } from '../../format/xml-writer.ts'

/** Options of {@link vsxExtension}: the content of its `package.json`. */
export interface VsxExtensionOptions extends PackageOptions {
  /** Default: `acme`. */
  publisher?: string
  /** In VS Code's notation, for example `linux-x64`. Default: all platforms. */
  platform?: string
  /** Extensions that are installed with it, as `publisher.name`. */
  dependencies?: readonly string[]
}

/** Builds a VS Code extension like `vsce package`. */
export function vsxExtension(options: VsxExtensionOptions): PackageFixture {
  const { name, version, license, description = name, publisher = 'acme', platform, dependencies, files = {} } = options
  const manifest = {
    ...{ name, version, publisher, description, ...(license !== undefined && { license }) },
    engines: { vscode: '^1.90.0' },
    ...(dependencies && { extensionDependencies: dependencies }),
  }
  const types = '<Default Extension="json" ContentType="application/json"/>'
  const target = platform === undefined ? '' : ` TargetPlatform="${platform}"`
  const contents = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${types}</Types>\n`,
    'extension.vsixmanifest': [
      '<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">\n<Metadata>\n',
      `<Identity Language="en-US" Id="${name}" Version="${version}" Publisher="${publisher}"${target}/>\n`,
      `${xmlLine('DisplayName', name)}${xmlLine('Description', description)}</Metadata>\n`,
      '<Installation><InstallationTarget Id="Microsoft.VisualStudio.Code"/></Installation>\n</PackageManifest>\n',
    ].join(''),
    ...inFolder('extension', { 'package.json': `${JSON.stringify(manifest, null, 2)}\n`, ...files }),
  }
  const stem = `${publisher}.${name}-${version}${platform === undefined ? '' : `@${platform}`}`
  return plainFixture('vsx', `${stem}.vsix`, zip(contents))
}
