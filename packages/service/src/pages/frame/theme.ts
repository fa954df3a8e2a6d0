import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'

/** Colour schemes: that of the system, light, dark. */
export const themes = ['system', 'light', 'dark'] as const

/** A colour scheme. */
export type Theme = (typeof themes)[number]

const cookie = 'promotion-theme'

const isTheme = (value: unknown): value is Theme => themes.some((theme) => theme === value)

/** The colour scheme that was chosen in this browser. */
export function themeOf(context: Context): Theme {
  const chosen = getCookie(context, cookie)
  return isTheme(chosen) ? chosen : 'system'
}

/** Stores the chosen colour scheme. Other values are ignored. */
export function keepTheme(context: Context, value: unknown): void {
  if (isTheme(value)) setCookie(context, cookie, value, { path: '/', sameSite: 'Lax', httpOnly: true, maxAge: 400 * 86_400 })
}
