import type { Child } from 'hono/jsx'
import { ticksOf } from './scale.ts'

/** Size of every chart in units of its picture: its text is as large as that of the page if a column of charts is about this wide. */
const size = { width: 310, height: 165 } as const
const room = { left: 52, right: 14, top: 12, bottom: 26 } as const

/** The coordinates of a chart. */
export interface Frame {
  readonly x: (at: Date) => number
  readonly y: (value: number) => number
  /** Vertical position of the lowest value. */
  readonly floor: number
  /** Width for each of a number of moments. */
  readonly slot: number
}

interface PlotProps {
  /** What the chart shows, as a sentence for people who cannot see it. */
  readonly label: string
  readonly from: Date
  readonly until: Date
  readonly largest: number
  readonly kind: 'number' | 'span'
  /** Formats a value for the axis. */
  readonly say: (value: number) => string
  /** Maximum number of moments. */
  readonly moments: number
  readonly draw: (frame: Frame) => Child
}

/** A chart over time: its axes, and what is drawn between them. */
export function Plot({ label, from, until, largest, kind, say, moments, draw }: PlotProps) {
  const ticks = ticksOf(largest, kind)
  const top = ticks.at(-1) ?? 1
  const across = size.width - room.left - room.right
  const floor = size.height - room.bottom
  const length = Math.max(1, until.getTime() - from.getTime())
  const x = (at: Date) => round(room.left + (across * (at.getTime() - from.getTime())) / length)
  const y = (value: number) => round(floor - ((floor - room.top) * value) / top)
  return (
    <svg class="plot" viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label={label}>
      {ticks.map((tick) => (
        <g>
          <line x1={room.left} x2={size.width - room.right} y1={y(tick)} y2={y(tick)} class={tick === 0 ? 'axis' : 'grid'} />
          <text x={room.left - 8} y={y(tick) + 4} text-anchor="end">
            {say(tick)}
          </text>
        </g>
      ))}
      {[0, 0.5, 1].map((part) => (
        <text
          x={room.left + across * part}
          y={size.height - 7}
          text-anchor={part === 0 ? 'start' : part === 1 ? 'end' : 'middle'}
        >
          {dayText(new Date(from.getTime() + length * part))}
        </text>
      ))}
      {draw({ x, y, floor, slot: across / Math.max(1, moments) })}
    </svg>
  )
}

const round = (value: number): number => Math.round(value * 10) / 10

/** A day in the format of the axis: `3 Nov`. */
export const dayText = (at: Date): string => at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
