/** The lineage of one document: which native leaf went where, by changing it and looking, and under which label it stands there. */
import type { Label } from '../../schemas/generated/types.ts'
import type { FieldRow } from '../sdk/adapter.ts'
import type { Finding } from '../sdk/finding.ts'
import { targetsOf } from './coverage/measure.ts'
import { samplesOf } from './coverage/sample.ts'
import { alternatives } from './coverage/values.ts'
import { labelAt } from './label-at.ts'
import { isBlank, isLeaf, type Place, positionAt, replaced } from './native/source.ts'
import { generalised, leavesOf, within } from './paths.ts'
import { type Answer, codesOf, type Golden, type Image, type Side, type Subject } from './subject.ts'

export interface Line {
  readonly pointer: string
  readonly line: number
  readonly column: number
  /** What the document says there: content, for the eyes of whoever may see the document. */
  readonly value: string
  /** Of the field table; none when no row speaks of it. */
  readonly relation?: FieldRow['relation']
  /** Where it is in the answer; declared places when no other value was taken that would show it. */
  readonly shared: readonly { readonly pointer: string; readonly label?: Label }[]
  /** It was seen that these places follow the value. */
  readonly seen: boolean
}

export interface Explained {
  readonly side: Side
  readonly state: Answer['state'] | 'unreadable'
  readonly lines: readonly Line[]
  readonly findings: readonly Finding[]
}

/** Other values to try until two show where a leaf goes. */
const TRIES_MAX = 12

const changedPlaces = (before: Image, after: Image, targets: readonly string[]): readonly string[] => {
  const [left, right] = [new Map(leavesOf(before)), new Map(leavesOf(after))]
  return [...left.keys()].filter(
    (at) => left.get(at) !== right.get(at) && targets.some((target) => within(target, generalised(at))),
  )
}

/** Explains a document; `toShared` is asked first, then whichever function reads the index. */
export function explain(subject: Subject, bytes: Uint8Array): Explained {
  const source = subject.open(bytes)
  const asked = (['shared', 'index'] as const).map((side) => ({
    side,
    answer: subject.ask(side, bytes, 'the document'),
  }))
  const { side, answer } = asked.find(({ answer }) => answer.state === 'ok' && saysSomething(answer.image)) ?? asked[0]!
  const findings = answer.state === 'broken' ? [] : answer.findings
  if (source === undefined) return { side, state: 'unreadable', lines: [], findings }
  const document: Golden = { file: 'the document', bytes, source, expected: {}, sides: [side] }
  const samples = samplesOf({ ...subject, goldens: [document, ...subject.goldens] })
  const lines = source.places
    .filter((place) => isLeaf(place) && !isBlank(place))
    .map((place): Line => {
      const field = subject.fieldOf(place.path)
      const targets = field ? targetsOf(field, side) : []
      const followed = new Set<string>()
      if (answer.state === 'ok' && targets.length > 0) {
        const values = alternatives(
          place,
          samples.pool({ golden: document, side, place }),
          codesOf(subject, place.path),
        ).slice(0, TRIES_MAX)
        for (const value of values) {
          const changed = replaced(place, value)
          const after = changed && subject.ask(side, changed, 'the document')
          if (after?.state === 'ok')
            for (const at of changedPlaces(answer.image, after.image, targets)) followed.add(at)
        }
      }
      const shared = followed.size > 0 ? [...followed] : targets
      return {
        ...positioned(place),
        ...(field && { relation: field.rows[0]!.relation }),
        shared: shared.map((pointer) => labelled(answer, pointer)),
        seen: followed.size > 0,
      }
    })
  return { side, state: answer.state, lines, findings }
}

/** A reader of the index finds no rows in what is none, and is content. */
const saysSomething = (image: Image): boolean =>
  typeof image !== 'object' || !('entries' in image) || image.entries.length > 0

const positioned = ({ pointer, source, from, value }: Place) => ({ pointer, ...positionAt(source.text, from), value })

function labelled(answer: Answer, pointer: string): Line['shared'][number] {
  const label = answer.state === 'ok' ? labelAt(answer.image, pointer) : undefined
  return { pointer, ...(label && { label }) }
}
