/**
 * What of a translation its receiver may have: the same masks by the same labels as a read, and nothing that tells the sender's own keys. What is
 * withheld is taken out before a writer sees it.
 */
import type { NativeFacet, Translation } from '../../../adapters/sdk/adapter.ts'
import { fields } from '../../../schemas/generated/fields.ts'
import type { Label } from '../../../schemas/generated/types.ts'
import { validateTranslation } from '../../../schemas/generated/validators.js'
import { joinLabels, type LabelCore } from '../../policy/label.ts'
import { type Mask, released } from '../../policy/policy.ts'
import type { DocumentLabels } from '../document-labels.ts'
import { renamed } from '../entities.ts'
import type { Denied, Row } from '../mask.ts'
import type { Names } from '../names.ts'
import { placeOf, valueAt } from '../place.ts'
import { written } from '../projection/output.ts'
import { recordWriter } from '../projection/projection.ts'
import { everything, fieldOf, type Selection } from '../selection.ts'
import { type DeniedBeside, numberOfPlace, type PaperDenied } from './attachable.ts'
import { deniedBesideOf, type MaskOf, reasonAgainst } from './showing.ts'

/** A place of the facet (RFC 6901) that the receiver does not get, or gets in part; `/documents/<n>/attachment`: what comes beside it. */
export interface WithheldPlace extends PaperDenied {
  readonly path: string
  readonly masked?: true
}

export interface Receivable {
  /** Holds what the receiver may have and nothing else. */
  readonly translation: Translation
  readonly withheld: readonly WithheldPlace[]
  /** The places of opaque parts that go. */
  readonly parts: readonly string[]
  readonly deniedBeside: DeniedBeside
  /** As the receiver calls what comes beside such a place, by the order of what it gets: holes would tell of what it does not get. */
  numberOf(place: string): string
  /** Places of documents whose digest is left out: a bare one would confirm a guess. */
  readonly undigested: readonly string[]
  /** For the log: the ids of the policies that decided, the label by which they did, and what the receiver may have of what has a value, as generalised paths (Outcome). */
  readonly policies: readonly string[]
  readonly label: LabelCore
  readonly released: readonly string[]
}

/** What the gateway assigns is not written: pseudonyms and keyed digests are of readers. The label is put beside by its own rule. */
const writable = (selection: Selection): Selection =>
  selection
    .filter(({ field }) => !field.assigned && field.name !== 'label')
    .map((selected) => (selected.of ? { ...selected, of: writable(selected.of) } : selected))

/** Opaque parts go whole or not at all: no mask has a part of them. */
const selection = writable(everything('Facet')).filter(({ field }) => field.name !== 'opaque')

/** What is put beside that by rules of its own. */
const beside = everything('Facet').filter(({ field }) => field.name === 'label' || field.name === 'opaque')

/** Paths of what has a value in `value`; one that is in several elements comes several times. */
const pathsIn = (asked: Selection, value: Row): readonly string[] =>
  asked.flatMap(({ field, path, of }) => {
    const inner = value[field.name]
    if (inner === undefined) return []
    return of ? [inner].flat().flatMap((one) => pathsIn(of, one as Row)) : [path]
  })

/** Keys of entities by their place in the document: those of the sender could be followed from one matter to the next. */
function ordinals(): Names {
  const lists = new Map<string, Map<string, number>>()
  return {
    entity(list, _, local) {
      const numbers = lists.get(list) ?? new Map<string, number>()
      lists.set(list, numbers)
      const number = numbers.get(local) ?? numbers.size + 1
      numbers.set(local, number)
      return `${list}-${number}`
    },
    pseudonym: () => '',
    document: () => '',
  }
}

const indexOf = (place: string): number => Number(place.slice(place.lastIndexOf('/') + 1))

/** Whether there is more in `value` than keys. */
export const tells = (value: unknown): boolean =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).some(([name, member]) => name !== 'id' && tells(member))
    : value !== undefined

const determinerLabels = [fieldOf('Label', 'by')!, ...fields.Determiner].map(({ label }) => label)

/** Who determined a label is told where everything about it may be. */
const labelFor = ({ by, ...label }: Label, { verdicts }: Mask): Label =>
  by && determinerLabels.every((index) => verdicts[index] === released) ? { ...label, by } : label

function remove(facet: Row, path: string): void {
  const end = path.lastIndexOf('/')
  const around = valueAt(facet, path.slice(0, end)) as Row | undefined
  if (around) delete around[path.slice(end + 1)]
}

/** Part of a value that is no value of its field is left out: who reads the document could not tell that it was cut. */
function leaveOutNonvalues(translation: Translation, masked: readonly Denied[]): void {
  if (masked.length === 0) return
  const wrong = new Set(validateTranslation(translation).map(({ pointer }) => pointer))
  for (const { path } of masked) if (wrong.has(`/facet${path}`)) remove(translation.facet as unknown as Row, path)
}

/** Without these there is no matter. */
const isWhole = ({ identifiers, report }: Partial<NativeFacet>): boolean =>
  identifiers !== undefined && [report?.kind, report?.receivedAt, report?.stage].every((value) => value !== undefined)

/**
 * The part of `given` that `maskOf` allows under `labels` (as documentLabels gives them), and of the opaque parts those that are `addressed` (their places); undefined when not even what makes it a matter may be had.
 * `given` conforms to its schema and has no state secret in clear; it is not changed. Throws GatewayError `answer-too-large`, as a read.
 */
export function receivableOf(
  given: Translation,
  labels: Pick<DocumentLabels, 'record' | 'places'>,
  { maskOf, addressed }: { readonly maskOf: MaskOf; readonly addressed: readonly string[] },
): Receivable | undefined {
  const { facet, updatedAt, digests = [] } = given
  const marks = {
    label: labels.record,
    labels: labels.places,
    absent: new Map(given.absent.map(({ path, why }) => [path, why])),
  }
  const named = renamed(facet as unknown as Row, '', ordinals())
  const { value, outcome } = projected(named, marks, (label) => maskOf(label))
  if (!isWhole(value)) return undefined
  const parts = addressed.filter((place) => reasonAgainst(place, labels, maskOf) === undefined)
  const opaque = parts.map((place) => valueAt(named, place)) as NonNullable<NativeFacet['opaque']>
  const labelOf = (label: Label): Label => labelFor(label, maskOf(joinLabels(labels.record, label)))
  const translation: Translation = {
    facet: { ...(value as NativeFacet), label: labelOf(facet.label), ...(opaque.length > 0 && { opaque }) },
    labels: given.labels.flatMap(({ path, label }) => {
      const place = placeOf(facet, path)
      // The label of what was taken out would shut out the receiver from what is left.
      return tells(valueAt(value, place)) ? [{ path: place, label: labelOf(label) }] : []
    }),
    absent: given.absent.filter(({ path }) => outcome.absent.some(({ field }) => field === path)),
    updatedAt,
  }
  leaveOutNonvalues(translation, outcome.masked)
  const standing = (denied: readonly Denied[]) => denied.filter(({ path }) => valueAt(facet, path) !== undefined)
  return {
    translation,
    withheld: [
      ...standing(outcome.withheld).map(({ path, reason }) => ({ path, reason })),
      ...(facet.opaque ?? []).flatMap((_, n) =>
        parts.includes(`/opaque/${n}`) ? [] : [{ path: `/opaque/${n}`, reason: 'state-secret' as const }],
      ),
      ...standing(outcome.masked).map(({ path, reason }) => ({ path, reason, masked: true as const })),
    ],
    parts,
    deniedBeside: deniedBesideOf(facet, labels, { maskOf, parts }),
    numberOf(place) {
      if (parts.includes(place)) return numberOfPlace(`/opaque/${parts.indexOf(place)}`)
      return `${(value.documents ?? []).slice(0, indexOf(place)).filter(tells).length}`
    },
    undigested: digests.map(({ path }) => path).filter((path) => tells(valueAt(value, path))),
    policies: outcome.policies,
    label: labels.record,
    released: [...new Set([...outcome.released, ...pathsIn(beside, translation.facet as unknown as Row)])].sort(),
  }
}

/** The record as a read would write it, of what adapters give; and what became of it. */
function projected(
  facet: Row,
  marks: Parameters<ReturnType<typeof recordWriter>>[1],
  maskOf: (label: Parameters<MaskOf>[0]) => Mask,
) {
  let outcome: ReturnType<ReturnType<typeof recordWriter>>['outcome'] | undefined
  const text = written((out) => {
    outcome = recordWriter(out, selection, 'left-out')(facet, marks, maskOf).outcome
  })
  return { value: JSON.parse(text.toString()) as Partial<NativeFacet>, outcome: outcome! }
}
