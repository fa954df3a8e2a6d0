import { number } from '../../core/count.ts'
import { visible } from '../text/unseen.ts'
import { type Placed, placed } from './layout.ts'
import { type Point, wayBetween } from './way-between.ts'

/** A stage in the diagram. */
export interface PictureStage {
  readonly name: string
  readonly repository: string
  readonly packages: number
}

/** An edge in the diagram, with its label and state. */
export interface PictureEdge {
  readonly from: string
  readonly to: string
  readonly label: string
  readonly state: 'open' | 'paused' | 'failing' | 'by hand'
}

interface Shape {
  /** Size of a box, in and across the direction of promotion. */
  readonly box: { readonly width: number; readonly height: number }
  readonly gap: { readonly x: number; readonly y: number }
  readonly isUpright: boolean
}

const lying: Shape = { box: { width: 168, height: 74 }, gap: { x: 132, y: 34 }, isUpright: false }
const upright: Shape = { box: { width: 190, height: 74 }, gap: { x: 24, y: 62 }, isUpright: true }
/** Margin around the diagram, and for edges that lead past other stages. */
const margin = 12
const room = { above: 48, beside: 66 } as const

interface PictureProps {
  readonly stages: readonly PictureStage[]
  readonly edges: readonly PictureEdge[]
}

/** The pipeline as a diagram: horizontal if there is room, otherwise vertical. The lists below it contain everything that it shows. */
export function Picture(props: PictureProps) {
  return (
    <div class="sheet picture">
      <Drawing {...props} shape={lying} name="lying" />
      <Drawing {...props} shape={upright} name="upright" />
    </div>
  )
}

function Drawing({ stages, edges, shape, name }: PictureProps & { shape: Shape; name: string }) {
  const places = placed(
    stages.map((stage) => stage.name),
    edges,
  )
  const hasBypass = edges.some((edge) => isBypass(edge, places))
  const corners = places.map((place) => cornerOf(place, shape))
  const [right, bottom] = [Math.max(...corners.map(({ x }) => x)), Math.max(...corners.map(({ y }) => y))]
  // Edges past other stages run above them, or beside them in the vertical layout.
  const aside = hasBypass ? (shape.isUpright ? room.beside : room.above) : 0
  const width = right + shape.box.width + margin + (shape.isUpright ? aside : 0)
  const height = bottom + shape.box.height + margin
  const [left, top] = shape.isUpright ? [0, 0] : [0, -aside]
  return (
    <svg
      class={name}
      viewBox={`${left} ${top} ${width} ${height - top}`}
      width={width}
      height={height - top}
      role="img"
      aria-label="The stages, and the edges between them"
    >
      <defs>
        <marker id={`arrow-${name}`} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">
          <path d="M0 0L8 4L0 8z" class="tip" />
        </marker>
      </defs>
      {edges.map((edge, index) => (
        <Arrow
          edge={edge}
          nth={edges.slice(0, index).filter((other) => isSameWay(other, edge)).length}
          places={places}
          shape={shape}
          name={name}
          rail={right + shape.box.width + room.beside / 2}
        />
      ))}
      {stages.map((stage, index) => (
        <Box stage={stage} at={corners[index] ?? { x: 0, y: 0 }} shape={shape} />
      ))}
    </svg>
  )
}

const isSameWay = (a: PictureEdge, b: PictureEdge): boolean => a.from === b.from && a.to === b.to

const cornerOf = ({ column, row }: Placed, { box, gap, isUpright }: Shape): Point => {
  const [across, down] = isUpright ? [row, column] : [column, row]
  return { x: margin + across * (box.width + gap.x), y: margin + down * (box.height + gap.y) }
}

/** Whether an edge leads past another stage, or backwards. */
function isBypass({ from, to }: PictureEdge, places: readonly Placed[]): boolean {
  const [a, b] = [places.find(({ name }) => name === from), places.find(({ name }) => name === to)]
  return a !== undefined && b !== undefined && b.column - a.column !== 1
}

interface ArrowProps {
  readonly edge: PictureEdge
  /** Its index among the edges between the same stages. */
  readonly nth: number
  readonly places: readonly Placed[]
  readonly shape: Shape
  readonly name: string
  /** Position beside all boxes of the vertical layout, for edges that lead past them. */
  readonly rail: number
}

function Arrow({ edge, nth, places, shape, name, rail }: ArrowProps) {
  const [a, b] = [places.find((place) => place.name === edge.from), places.find((place) => place.name === edge.to)]
  if (a === undefined || b === undefined) return null
  const { path, middle } = wayBetween({
    ...{ from: cornerOf(a, shape), to: cornerOf(b, shape), box: shape.box, isUpright: shape.isUpright },
    ...{ isBypass: isBypass(edge, places), nth, rail },
  })
  const label = shorten(edge.label, 16)
  // Labels of paused edges are bold, and wider.
  const wide = label.length * 7.6 + 16
  return (
    <g class={`arrow ${edge.state.replace(' ', '-')}`}>
      <path d={path} class="line" marker-end={`url(#arrow-${name})`} />
      <rect x={middle.x - wide / 2} y={middle.y - 10} width={wide} height="20" rx="10" class="chip" />
      <text x={middle.x} y={middle.y + 4} text-anchor="middle">
        {label}
      </text>
    </g>
  )
}

function Box({ stage, at: { x, y }, shape: { box } }: { stage: PictureStage; at: Point; shape: Shape }) {
  const isCalledSo = stage.repository === stage.name
  return (
    <g class="box">
      <rect x={x} y={y} width={box.width} height={box.height} rx="8" />
      <text x={x + 14} y={y + (isCalledSo ? 31 : 25)} class="called">
        {shorten(stage.name, 18)}
      </text>
      {!isCalledSo && (
        <text x={x + 14} y={y + 42} class="faint">
          {shorten(stage.repository, 22)}
        </text>
      )}
      <text x={x + 14} y={y + (isCalledSo ? 53 : 60)} class="faint">
        {number(stage.packages)} {stage.packages === 1 ? 'package' : 'packages'}
      </text>
    </g>
  )
}

function shorten(text: string, most: number): string {
  const shown = visible(text)
  return shown.length > most ? `${shown.slice(0, most - 1)}…` : shown
}
