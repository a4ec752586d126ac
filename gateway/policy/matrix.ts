/** Who gets what, as one table: each agency, purpose and relation against every default label of the schema. */
import { labels as byDefault, tags } from '../../schemas/generated/fields.ts'
import type { Text } from '../../schemas/validation/texts.ts'
import type { ParticipantFile, Purpose } from '../identity/participant.ts'
import type { Action, Asker, Engine, Relation } from './engine.ts'
import { type LabelCore, labelKey, rankOf } from './label.ts'
import { askerOf, type Verdict } from './prove/explain.ts'
import type { Registered } from './prove/registered.ts'
import { clearances, relations } from './prove/space.ts'
import type { Reason } from './reasons.ts'

/** A default label as schemas/labels.json names it. */
export interface NamedLabel extends LabelCore {
  readonly name: string
  readonly rule: Text
}

export interface Column {
  readonly label: LabelCore
  /** The default labels that say just this; none when no field has it by default, and only a source may give it. */
  readonly names: readonly NamedLabel[]
}

export interface Cell {
  readonly verdict: Verdict
  /** Why not in full; undefined where released. */
  readonly reason?: Reason
  /** Ids of the policies that decided. */
  readonly policies: readonly string[]
}

export interface Row {
  readonly relation: Relation | undefined
  /** Whether the purpose serves the relation. */
  readonly served: boolean
  readonly known: Cell
  /** One for each column. */
  readonly cells: readonly Cell[]
}

/** What an officer of one agency gets at one clearance for one purpose. */
export interface Part {
  readonly agency: { readonly id: string; readonly title: Text; readonly clearanceMax: string }
  readonly purpose: Pick<Purpose, 'id' | 'vi' | 'en'>
  readonly clearance: Asker['clearance']
  readonly rows: readonly Row[]
}

export interface Matrix {
  /** Of policies and Cedar schema. */
  readonly version: string
  readonly columns: readonly Column[]
  readonly parts: readonly Part[]
}

interface Registry extends Registered {
  readonly participants: readonly (Registered['participants'][number] & Pick<ParticipantFile, 'title'>)[]
  readonly purposes: readonly (Registered['purposes'][number] & Pick<Purpose, 'vi' | 'en'>)[]
}

/** Default labels, then a column for each tag that none of them has, and one for what is undetermined. */
function columnsOf(named: readonly NamedLabel[]): readonly Column[] {
  const given = new Set(byDefault.flatMap((label) => label.tags))
  const further = tags.filter((tag) => !given.has(tag)).map((tag): LabelCore => ({ level: 'HAN_CHE', tags: [tag] }))
  const order = (a: LabelCore, b: LabelCore): number =>
    rankOf(a.level) - rankOf(b.level) || a.tags.length - b.tags.length || (labelKey(a) < labelKey(b) ? -1 : 1)
  return [...byDefault, ...further, { level: 'CHUA_XAC_DINH', tags: [] } satisfies LabelCore]
    .sort(order)
    .map((label) => ({
      label,
      names: named.filter((one) => labelKey(one) === labelKey(label)),
    }))
}

/** Every registered agency at every clearance up to its ceiling. Records are taken to be neither concealed nor sealed, and not to be ciphertext. */
export function matrixOf(
  { engine, version }: { readonly engine: Engine; readonly version: string },
  registry: Registry,
  named: readonly NamedLabel[],
): Matrix {
  const columns = columnsOf(named)
  const rowOf = (asker: Asker, relation: Relation | undefined): Row => {
    const facts = {
      relations: relation ? [relation] : [],
      ...{ conceal: false, sealed: false, approvedChannel: false },
      operation: 'dossier:read',
    } as const
    const on = (action: Action, label: LabelCore) => engine.decide(action, asker, label, facts)
    const cells = columns.map(({ label }): Cell => {
      const know = on('know', label)
      if (!know.allowed) return { verdict: 'unknown', reason: know.reason, policies: know.policies }
      const read = on('read', label)
      if (read.allowed) return { verdict: 'released', policies: read.policies }
      const part = on('readMasked', label)
      if (part.allowed) return { verdict: 'masked', reason: read.reason, policies: part.policies }
      return { verdict: 'withheld', reason: read.reason, policies: read.policies }
    })
    const know = on('know', { level: 'CONG_KHAI', tags: [] })
    return {
      relation,
      served: relation !== undefined && asker.serves.includes(relation),
      known: {
        verdict: know.allowed ? 'released' : 'unknown',
        ...(know.allowed ? {} : { reason: know.reason }),
        policies: know.policies,
      },
      cells,
    }
  }
  const parts = registry.participants.flatMap((participant) => {
    const { id, title, clearanceMax, systems } = participant
    const { roles } = systems.find(({ roles }) => roles.includes('exchange')) ?? systems[0]!
    return registry.purposes
      .filter((purpose) => participant.purposes.includes(purpose.id))
      .flatMap((purpose) =>
        clearances.slice(0, clearances.indexOf(clearanceMax) + 1).map((clearance): Part => {
          const asker = askerOf(participant, purpose, registry, { clearance, roles })
          return {
            agency: { id, title, clearanceMax },
            purpose,
            clearance,
            rows: [...relations, undefined].map((relation) => rowOf(asker, relation)),
          }
        }),
      )
  })
  return { version, columns, parts }
}
