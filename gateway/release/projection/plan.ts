/**
 * What a selection gives under a mask, decided once: for each field what is done with its value, which is then all that is left to do
 * for a record. Kept per selection and per what the mask says; bounded, and started afresh when full.
 */
import type { Field } from '../../../schemas/generated/fields.ts'
import { limits } from '../../limits.ts'
import { type Mask, masked, withheld } from '../../policy/policy.ts'
import { foremost, type Reason } from '../../policy/reasons.ts'
import { gives } from '../giving.ts'
import type { Outcome } from '../mask.ts'
import type { Selected, Selection } from '../selection.ts'
import { piece } from './output.ts'
import type { Denials, DeniedPlace, Event, PointerParts } from './patterns.ts'

/** How a value shows that is not given or not there: as null (GraphQL), or not at all (REST). */
export type Absence = 'null' | 'left-out'

/** What becomes of a field. The last two depend on no value. */
export const steps = { released: 0, id: 1, object: 2, list: 3, masked: 4, constant: 5, withheld: 6 } as const

/** What is done with one field. One shape for all kinds: the writer's loop reads them without asking which it has. */
export interface Step {
  readonly kind: (typeof steps)[keyof typeof steps]
  readonly name: string
  /** `,"answer":` */
  readonly member: Uint8Array
  /** What stands there without a value. Of `constant` and `withheld`: what stands there always. */
  readonly without: Uint8Array
  /** Count of values in that text, as audit/values.ts counts them. */
  readonly valuesWithout: number
  /** Released: its path in the record's bits. */
  readonly word: number
  readonly bit: number
  readonly rule: Field['mask']
  /** Number in `Projection.events`, of what says something; of a list, that an element of it begins. */
  readonly event: number
  /** Number in `Projection.commitments`, of a value that is evidence by itself; -1 of any other. */
  readonly commitment: number
  /** Number in `events`, of an object or list that is not there and of which nothing could be given if it were; else -1. */
  readonly denial: number
  /** Of an object, or of each element of a list. */
  readonly below: Plan | undefined
  readonly verdict: number
  readonly reason: Reason
  readonly at: PointerParts
}

/** An object of the answer. */
export interface Plan {
  readonly selection: Selection
  readonly ceiling: number
  readonly reason: Reason
  /** Whether it stands in something whose label is HAN_CHE or above. */
  readonly restricted: boolean
  /** Where it stands. */
  readonly at: PointerParts
  /** One for each of `selection`. */
  readonly fields: readonly Step[]
  /** The same with neighbours joined that depend on no value. */
  readonly joined: readonly Step[]
  readonly speaks: boolean
  /** Whether any value below is evidence by itself. */
  readonly commits: boolean
}

/** A record under one mask, with what became of records that have no marks. */
export interface Root {
  readonly plan: Plan
  readonly outcomes: Map<string, Outcome>
}

/** Everything about one selection of a record. A selection stands at one place of one answer. */
export interface Projection {
  readonly absence: Absence
  readonly root: Selection
  /** Generalised paths of the fields, sorted: what the bits of a record stand for. */
  readonly paths: readonly string[]
  readonly places: ReadonlyMap<string, number>
  readonly events: Event[]
  /** Where they stand. */
  readonly commitments: PointerParts[]
  readonly plans: Map<Selection, Map<string, Plan>>
  readonly roots: WeakMap<Mask, Root>
  readonly released: Map<string, readonly string[]>
  readonly denials: Map<string, Denials>
}

let projections = new WeakMap<Selection, Projection>()
let kept = 0

/** Counts what is kept for later, in things of some hundred bytes. */
export function keep(count: number): void {
  kept += count
  if (kept <= limits.release.projected_max) return
  projections = new WeakMap()
  kept = 0
}

const pathsOf = (selection: Selection): string[] =>
  selection.flatMap(({ field, path, of }) => (of ? pathsOf(of) : field.id ? [] : [path]))

export function projectionOf(root: Selection, absence: Absence): Projection {
  const known = projections.get(root)
  if (known?.absence === absence) return known
  const paths = [...new Set(pathsOf(root))].sort()
  const projection: Projection = {
    absence,
    root,
    paths,
    places: new Map(paths.map((path, place) => [path, place])),
    events: [],
    commitments: [],
    plans: new Map(),
    roots: new WeakMap(),
    released: new Map(),
    denials: new Map(),
  }
  projections.set(root, projection)
  return projection
}

/** What a mask says, as text: most masks of different callers say the same. */
const said = new WeakMap<Mask, string>()
function sayingOf(mask: Mask): string {
  const known = said.get(mask)
  if (known !== undefined) return known
  const saying = `${mask.verdicts.join('')} ${mask.restricted.join('')} ${mask.reasons.join()}`
  said.set(mask, saying)
  return saying
}

type Place = Pick<Plan, 'selection' | 'ceiling' | 'reason' | 'restricted' | 'at'>

/** The plan for what stands at `place` of a record, under `mask`. */
export function planOf(projection: Projection, mask: Mask, place: Place): Plan {
  const { selection, ceiling, reason, restricted, at } = place
  const key = `${ceiling} ${reason} ${restricted} ${sayingOf(mask)}`
  const plans = projection.plans.get(selection) ?? new Map<string, Plan>()
  projection.plans.set(selection, plans)
  const known = plans.get(key)
  if (known) return known
  const fields = selection.map((selected) => inOneShape(stepOf(projection, mask, place, selected)))
  const joined = joinedOf(projection, fields).map(inOneShape)
  keep(fields.length + joined.length)
  const said = { speaks: fields.some(speaks), commits: fields.some(commits) }
  const plan: Plan = { selection, ceiling, reason, restricted, at, fields, joined, ...said }
  plans.set(key, plan)
  return plan
}

/** As the engine sees objects: equal members in equal order are not enough. */
const inOneShape = (step: Step): Step => {
  const { kind, name, member, without, valuesWithout, word, bit, rule, event, commitment, denial, below } = step
  const { verdict, reason, at } = step
  return {
    kind,
    name,
    member,
    without,
    valuesWithout,
    word,
    bit,
    rule,
    event,
    commitment,
    denial,
    below,
    verdict,
    reason,
    at,
  }
}

const speaks = ({ kind, denial, below }: Step): boolean =>
  kind === steps.masked || kind === steps.withheld || denial >= 0 || below?.speaks === true

const commits = ({ commitment, below }: Step): boolean => commitment >= 0 || below?.commits === true

/** Paths of one word of a record's bits. */
export const wordBits = 16

function stepOf(projection: Projection, mask: Mask, place: Place, selected: Selected): Step {
  const { answer, field, path, of, typename } = selected
  const member = `,${JSON.stringify(answer)}:`
  const verdict = Math.min(mask.verdicts[field.label]!, place.ceiling)
  const reason = mask.reasons[field.label] ?? place.reason
  const at = { answer: along(place.at.answer, answer), schema: along(place.at.schema, field.name) }
  const bit = projection.places.get(path) ?? 0
  const step: Step = {
    kind: steps.released,
    name: field.name,
    member: piece(member),
    without: piece(projection.absence === 'null' ? `${member}null` : ''),
    valuesWithout: projection.absence === 'null' ? 1 : 0,
    word: Math.floor(bit / wordBits),
    bit: 1 << (bit % wordBits),
    rule: field.mask,
    event: -1,
    commitment: -1,
    denial: -1,
    below: undefined,
    verdict,
    reason,
    at,
  }
  if (typename !== undefined)
    return { ...step, kind: steps.constant, without: piece(`${member}"${typename}"`), valuesWithout: 1 }
  if (field.id) return { ...step, kind: steps.id }
  const denied = [{ at, reason }]
  if (verdict === withheld || (verdict === masked && !of && field.mask === 'none'))
    return { ...step, kind: steps.withheld, event: eventOf(projection, { kind: 'withheld', denied }) }
  const restricted = place.restricted || mask.restricted[field.label] === 1
  if (of) {
    const list = field.type === 'list-of-object'
    const inside = list ? { answer: elementOf(at.answer), schema: elementOf(at.schema) } : at
    const below = planOf(projection, mask, { selection: of, ceiling: verdict, reason, restricted, at: inside })
    const event = list ? eventOf(projection, { kind: 'element', depth: at.answer.length - 1 }) : -1
    const own = { ...step, kind: list ? steps.list : steps.object, below, event }
    return { ...own, ...denialOf(projection, mask, below, at) }
  }
  const commitment = restricted ? projection.commitments.push(at) - 1 : -1
  if (verdict === masked)
    return { ...step, kind: steps.masked, event: eventOf(projection, { kind: 'masked', denied }), commitment }
  return { ...step, commitment }
}

/** Without it nobody could tell a source that was not asked, for want of anything to give, from one that has nothing. */
function denialOf(projection: Projection, { verdicts }: Mask, below: Plan, at: PointerParts): Partial<Step> {
  const { selection, ceiling, fields } = below
  if (gives(selection, verdicts, ceiling)) return {}
  const inside = fields.flatMap((step) => (step.kind === steps.withheld || step.denial >= 0 ? [step.reason] : []))
  const reason = ceiling === masked ? below.reason : (foremost(inside) ?? below.reason)
  return { denial: eventOf(projection, { kind: 'withheld', denied: [{ at, reason }] }), reason }
}

const eventOf = ({ events }: Projection, event: Event): number => events.push(event) - 1

const along = (parts: readonly string[], name: string): readonly string[] => [
  ...parts.slice(0, -1),
  `${parts.at(-1)}/${name}`,
]
const elementOf = (parts: readonly string[]): readonly string[] => [...parts.slice(0, -1), `${parts.at(-1)}/`, '']

/**
 * Fixed text that stands together becomes one text. What is withheld is said at once, up to the next object that may say something
 * itself: the order in which a record is told stays.
 */
function joinedOf(projection: Projection, fields: readonly Step[]): readonly Step[] {
  const joined: { step: Step; readonly fixed: boolean; readonly denied: DeniedPlace[] }[] = []
  let saying: DeniedPlace[] | undefined
  for (const step of fields) {
    const fixed = step.kind === steps.constant || step.kind === steps.withheld
    const before = joined.at(-1)
    if (fixed && before?.fixed)
      before.step = {
        ...before.step,
        without: new Uint8Array(Buffer.concat([before.step.without, step.without])),
        valuesWithout: before.step.valuesWithout + step.valuesWithout,
      }
    else joined.push({ step: fixed ? { ...step, kind: steps.constant, event: -1 } : step, fixed, denied: [] })
    if (step.kind === steps.withheld) {
      saying ??= joined.at(-1)!.denied
      saying.push({ at: step.at, reason: step.reason })
    } else if (step.denial >= 0 || step.below?.speaks) saying = undefined
  }
  return joined
    .map(({ step, denied }) =>
      denied.length === 0
        ? step
        : { ...step, kind: steps.withheld, event: eventOf(projection, { kind: 'withheld', denied }) },
    )
    .filter(({ kind, without }) => kind !== steps.constant || without.length > 0)
}
