import { Text } from './text.tsx'

/** A package as people call it: name, version, and the format that it is of. */
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
