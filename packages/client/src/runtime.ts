/** The globals that identify the runtime. Read through `globalThis`, because none of them exists everywhere. */
export interface Platform {
  readonly navigator?: { readonly userAgent?: string }
  readonly process?: { readonly env?: Readonly<Record<string, string | undefined>> }
}

/**
 * The runtime in the form used in a `User-Agent`, from its `navigator`: `node/24`, `bun/1.3.0`, `deno/2.5.0`, `cloudflare-workers`. Empty if
 * it has no name; undefined in a browser, and in anything that pretends to be one.
 */
export function runtimeOf({ navigator }: Platform = globalThis): string | undefined {
  const name = navigator?.userAgent ?? ''
  return name.startsWith('Mozilla/') ? undefined : name.toLowerCase().replace('.js', '')
}

/**
 * Reads an environment variable, trimmed. Undefined if it is not set, if reading it is not allowed, and in every browser, whatever the
 * bundler has substituted for `process`.
 */
export function variableOf(name: string, platform: Platform = globalThis): string | undefined {
  try {
    if (runtimeOf(platform) !== undefined) return platform.process?.env?.[name]?.trim() || undefined
  } catch {
    // Deno asks the user for permission, who may have denied it.
  }
  return undefined
}
