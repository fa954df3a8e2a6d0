import { useState } from 'preact/hooks'
import { keep, kept } from './settings.ts'

const themes = [
  ['', 'System'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const

function show(theme: string) {
  document.documentElement.style.colorScheme = theme === 'light' || theme === 'dark' ? theme : ''
}

show(kept('theme'))

/** Light or dark mode. Default: that of the system. */
export function ThemeChoice() {
  const [theme, setTheme] = useState(kept('theme'))
  return (
    <select
      aria-label="Colours"
      value={theme}
      onChange={({ currentTarget: { value } }) => {
        keep('theme', value)
        show(value)
        setTheme(value)
      }}
    >
      {themes.map(([value, title]) => (
        <option key={value} value={value}>
          {title}
        </option>
      ))}
    </select>
  )
}
