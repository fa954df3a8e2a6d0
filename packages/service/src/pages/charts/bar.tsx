/** A bar that shows a value in relation to others. It is decorative, because the number is next to it. */
export function Bar({ value, largest, tone }: { value: number; largest: number; tone: string }) {
  const part = largest <= 0 ? 0 : Math.max(1, Math.round((100 * value) / largest))
  return (
    <svg class={`bar ${tone}`} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect width="100" height="8" class="rest" />
      <rect width={part} height="8" class="value" />
    </svg>
  )
}
