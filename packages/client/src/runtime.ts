/** What of the platform tells which one it is. Read through `globalThis`, because none of it is everywhere. */
export interface Platform {
  readonly navigator?: { readonly userAgent?: string }
  readonly process?: { readonly env?: Readonly<Record<string, string | undefined>> }
}

/**
 * What runs this program, as its `navigator` names it and a `User-Agent` has it: `node/24`, `bun/1.3.0`, `deno/2.5.0`,
 * `cloudflare-workers`. Empty where it has no name; undefined in a browser, and in what passes itself off as one.
 */
export function runtimeOf({ navigator }: Platform = globalThis): string | undefined {
  const name = navigator?.userAgent ?? ''
  return name.startsWith('Mozilla/') ? undefined : name.toLowerCase().replace('.js', '')
}

/**
 * A variable of the environment without the white space around it; undefined where there is none, where reading it is not allowed, and in
 * every browser, whatever its bundler has made of `process`.
 */
export function variableOf(name: string, platform: Platform = globalThis): string | undefined {
  try {
    if (runtimeOf(platform) !== undefined) return platform.process?.env?.[name]?.trim() || undefined
  } catch {
    // Deno asks its user, who may have said no.
  }
  return undefined
}
