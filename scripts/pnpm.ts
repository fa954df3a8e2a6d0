const { npm_config_user_agent: startedBy = '' } = process.env

/**
 * How pnpm is started: as it is there already where it started this process, or else by npx, which takes five seconds of processor time to read
 * all that there is of pnpm.
 */
export const pnpm: readonly [string, ...string[]] = startedBy.startsWith('pnpm/12.21.0 ')
  ? ['pnpm']
  : ['npx', '-y', 'pnpm@12.21.0']
