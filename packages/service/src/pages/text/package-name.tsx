import { Text } from './text.tsx'

/** The name of a package: name, version and format. */
export function PackageName({
  format,
  name,
  version,
  href,
}: {
  format: string
  name: string
  version: string
  href?: string | undefined
}) {
  return (
    <>
      {href === undefined ? <Text of={name} /> : <a href={href}>{<Text of={name} />}</a>}{' '}
      {version !== '' && (
        <span class="version">
          <Text of={version} most={100} />
        </span>
      )}{' '}
      <span class="format">{format}</span>
    </>
  )
}
