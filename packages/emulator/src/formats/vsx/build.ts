import { zip } from '../../format/archive-writers.ts'
import { inFolder, type PackageFixture, type PackageOptions, plainFixture } from '../../format/package-fixture.ts'

/** What goes into the `package.json` of {@link vsxExtension}. */
export interface VsxExtensionOptions extends PackageOptions {
  /** Whose it is: `acme` unless said otherwise. */
  publisher?: string
}

/** Makes an extension of VS Code, as `vsce package` does. */
export function vsxExtension({ publisher = 'acme', files = {}, ...manifest }: VsxExtensionOptions): PackageFixture {
  const own = { ...manifest, publisher, engines: { vscode: '^1.90.0' } }
  const types = '<Default Extension="json" ContentType="application/json"/>'
  const contents = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${types}</Types>\n`,
    ...inFolder('extension', { 'package.json': `${JSON.stringify(own, null, 2)}\n`, ...files }),
  }
  return plainFixture('vsx', `${publisher}.${manifest.name}-${manifest.version}.vsix`, zip(contents))
}
