/** A point in the diagram. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** The path of an arrow, and the position of its label. */
export interface DrawnWay {
  readonly path: string
  readonly middle: Point
}

interface Given {
  /** Upper left corners of the boxes. */
  readonly from: Point
  readonly to: Point
  readonly box: { readonly width: number; readonly height: number }
  readonly isUpright: boolean
  /** Whether it leads past other boxes, or backwards. */
  readonly isBypass: boolean
  /** Its index among the arrows between the same boxes. */
  readonly nth: number
  /** Position beside all boxes of the vertical layout. */
  readonly rail: number
}

/** Distance between arrows between the same boxes, so that their labels are readable. */
const apart = { lying: 24, upright: 62 } as const

/** Finds the path of an arrow between two boxes. */
export function wayBetween({ from, to, box: { width, height }, isUpright, isBypass, nth, rail }: Given): DrawnWay {
  const shift = nth * (isUpright ? apart.upright : apart.lying)
  if (isUpright && isBypass) {
    const [leaves, comes] = [from.y + height / 2 + nth * 8, to.y + height / 2 + nth * 8]
    return {
      path: `M${from.x + width} ${leaves}H${rail}V${comes}H${to.x + width + 2}`,
      middle: { x: rail, y: (leaves + comes) / 2 + shift / 2 },
    }
  }
  if (isBypass) {
    const [leaves, comes] = [from.x + width / 2, to.x + width / 2]
    const up = Math.min(from.y, to.y) - 40
    return {
      path: `M${leaves} ${from.y}C${leaves} ${up} ${comes} ${up} ${comes} ${to.y - 2}`,
      middle: { x: (leaves + comes) / 2 + nth * 80, y: up + 10 },
    }
  }
  const [a, b] = isUpright
    ? [
        { x: from.x + width / 2 + shift, y: from.y + height },
        { x: to.x + width / 2 + shift, y: to.y - 2 },
      ]
    : [
        { x: from.x + width, y: from.y + height / 2 + shift },
        { x: to.x - 2, y: to.y + height / 2 + shift },
      ]
  const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
  const turns = isUpright ? `${a.x} ${middle.y} ${b.x} ${middle.y}` : `${middle.x} ${a.y} ${middle.x} ${b.y}`
  return { path: `M${a.x} ${a.y}C${turns} ${b.x} ${b.y}`, middle }
}
