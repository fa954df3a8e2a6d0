import { longestText, longestYaml, mostProblems } from './limits.ts'
import { openYaml } from './open-yaml.ts'
import { type OpenedText, refused } from './opened-text.ts'
import { locateInJson } from './places.ts'
import { scanJson } from './scan-json.ts'

/** Parses JSON or YAML. Duplicate keys are rejected. */
export function openText(text: string): OpenedText {
  if (text.length > longestText) return refused(`expected at most ${longestText} characters, found ${text.length}`)
  const json = parseJson(text)
  if ('value' in json) {
    const flaws = scanJson(text)
      .slice(0, mostProblems)
      .map(({ path, at }) => ({ path, at, message: 'appears twice' }))
    return { value: json.value, flaws, locate: locateInJson(text) }
  }
  if (text.trim() === '') return refused('it is empty')
  // A YAML parser would report every unclosed brace as a problem of its own.
  if (/^\s*[[{]/.test(text) && json.at >= text.trimEnd().length)
    return refused('it is truncated: write it again, or transfer it again', json.at)
  if (text.length <= longestYaml) return openYaml(text)
  return refused(`expected JSON, or at most ${longestYaml} characters of YAML: ${json.why}`, json.at)
}

function parseJson(text: string): { value: unknown } | { why: string; at: number } {
  try {
    return { value: JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text) }
  } catch (error) {
    const why = (error as Error).message
    // An error about an unexpected end has no position.
    return { why, at: Number(/at position (\d+)/.exec(why)?.[1] ?? text.length) }
  }
}
