import { zip } from '../../format/archive-writers.ts'
import { inFolder, type PackageFixture, type PackageOptions, plainFixture } from '../../format/package-fixture.ts'
import { xmlLine } from '../../format/xml-writer.ts'

/** What goes into the `package.json` of {@link vsxExtension}. */
export interface VsxExtensionOptions extends PackageOptions {
  /** Whose it is: `acme` unless said otherwise. */
  publisher?: string
  /** As VS Code calls it, for example `linux-x64`; all unless said otherwise. */
  platform?: string
  /** Extensions that are installed along, by `publisher.name`. */
  dependencies?: readonly string[]
}

/** Makes an extension of VS Code, as `vsce package` does. */
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
