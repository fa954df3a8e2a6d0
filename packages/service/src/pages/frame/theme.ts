import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'

/** Light, dark, or as the system has it. */
export const themes = ['system', 'light', 'dark'] as const

/** Light, dark, or as the system has it. */
export type Theme = (typeof themes)[number]

const cookie = 'promotion-theme'

const isTheme = (value: unknown): value is Theme => themes.some((theme) => theme === value)

/** What somebody has chosen in this browser. */
export function themeOf(context: Context): Theme {
  const chosen = getCookie(context, cookie)
  return isTheme(chosen) ? chosen : 'system'
}

/** Keeps what somebody chooses. What is none is not kept. */
export function keepTheme(context: Context, value: unknown): void {
  if (isTheme(value)) setCookie(context, cookie, value, { path: '/', sameSite: 'Lax', httpOnly: true, maxAge: 400 * 86_400 })
}
