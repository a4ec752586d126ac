/** Whoever may ask: every agency with its purposes, clearances and tags, in every relation to a record, whatever its state. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { IndexEntry } from '../../adapters/sdk/adapter.ts'
import type { Officer } from '../../gateway/development/demo/naive-view.ts'
import type { Caller, CallerFacts } from '../../gateway/identity/caller.ts'
import { tags } from '../../schemas/generated/fields.ts'

const policies = join(import.meta.dirname, '../../policies')
const json = (path: string) => JSON.parse(readFileSync(join(policies, path), 'utf8'))

interface Purpose {
  readonly id: string
  readonly agencies: readonly string[]
  readonly actions: readonly string[]
  readonly relations: CallerFacts['serves']
}
const purposes: readonly Purpose[] = json('purposes.json')
export const participants: readonly {
  readonly id: string
  readonly code: string
  readonly tags: CallerFacts['tags']
  readonly systems: readonly { readonly id: string; readonly roles: CallerFacts['roles'] }[]
}[] = readdirSync(join(policies, 'participants')).map((name) => json(`participants/${name}`))

/** `none`: a stranger. `holder` goes with no other. */
export type Relations = readonly (
  | 'holder'
  | 'resolver'
  | 'supervising'
  | 'adjudicating'
  | 'inspecting'
  | 'originator'
)[]
const others = ['resolver', 'supervising', 'adjudicating', 'inspecting', 'originator'] as const
export const relationSets: readonly Relations[] = [
  ['holder'],
  [],
  ...others.map((one) => [one]),
  ['resolver', 'originator'],
  ['supervising', 'originator'],
  ['adjudicating', 'inspecting'],
  others,
]

/** Every other set of relations to another agency's record. */
const mixtures: readonly Relations[] = Array.from({ length: 2 ** others.length }, (_, bits) =>
  others.filter((_, place) => bits & (1 << place)),
).filter((set) => !relationSets.some((known) => known.join() === set.join()))

export const states = ['open', 'sealed', 'concealed', 'undetermined', 'withheld', 'marked'] as const
export type State = (typeof states)[number]

export interface Profile {
  readonly officer: Officer
  readonly system: string
  readonly relations: Relations
  readonly state: State
  /** Its agency has a channel for what is addressed to it. */
  readonly channel: boolean
}

const tagSets: readonly (readonly string[])[] = [tags, [], ...tags.map((left) => tags.filter((tag) => tag !== left))]

/** The agency, for each purpose of its own, and for each that is another's. */
function* purposesOf(agency: string): Generator<{ readonly purpose: string; readonly own: boolean }> {
  for (const { id, agencies } of purposes) yield { purpose: id, own: agencies.includes(agency) }
}

export function* profiles(): Generator<Profile> {
  for (const { id: agency, code, systems } of participants) {
    const [{ id: system, roles } = { id: '', roles: [] }] = systems
    for (const { purpose, own } of purposesOf(agency)) {
      const of = (clearance: string, tags: readonly string[]): Officer => ({
        agency,
        code,
        clearance,
        tags,
        purpose,
        roles,
      })
      const open = { system, state: 'open', channel: false } as const
      if (!own || !roles.includes('exchange')) {
        for (const relations of [['holder'], others] as const)
          yield { ...open, officer: of('HAN_CHE', tags), relations }
        continue
      }
      for (const relations of relationSets) {
        for (const clearance of ['CONG_KHAI', 'NOI_BO', 'HAN_CHE'])
          for (const tagged of clearance === 'CONG_KHAI' ? tagSets.slice(0, 2) : tagSets)
            yield { ...open, officer: of(clearance, tagged), relations }
        for (const [clearance, tagged] of [
          ['TUYET_MAT', tags],
          ['HAN_CHE', tags],
          ['HAN_CHE', []],
          ['NOI_BO', tags],
        ] as const)
          yield { ...open, officer: of(clearance, tagged), relations, channel: true }
        for (const state of states)
          if (state !== 'open')
            for (const [clearance, tagged] of [
              ['HAN_CHE', tags],
              ['NOI_BO', []],
            ] as const)
              yield { ...open, officer: of(clearance, tagged), relations, state }
        for (const tagged of tagSets) yield { ...open, officer: of('HAN_CHE', tagged), relations, state: 'marked' }
      }
      for (const relations of mixtures) {
        for (const [clearance, tagged] of [
          ['HAN_CHE', tags],
          ['HAN_CHE', []],
          ['NOI_BO', tags],
        ] as const)
          yield { ...open, officer: of(clearance, tagged), relations }
        yield { ...open, officer: of('HAN_CHE', tags), relations, state: 'marked' }
      }
    }
  }
}

/** Who holds the record that `agency` asks for. */
export const holderFor = ({ officer: { agency }, relations }: Pick<Profile, 'officer' | 'relations'>): string =>
  relations.includes('holder') ? agency : agency === 'cong-an' ? 'vien-kiem-sat' : 'cong-an'

/** What makes the officer's agency stand in these relations: on the record, and whether a record of its own resolves the matter. */
export const confirmed = ({ officer: { code }, relations }: Profile): Pick<IndexEntry, 'confirms'> => ({
  confirms: relations.flatMap((relation) =>
    relation === 'holder' || relation === 'resolver' ? [] : [{ relation, agency: code }],
  ),
})

/** What sets a product's ciphertext apart in these tests. */
export const product = 'thu-nghiem-co-yeu'

/** The officer as the token would have told of it. */
export function callerFor({ officer, system, channel }: Profile, more: Partial<CallerFacts>): Caller {
  const { agency, code, clearance, tags, purpose, roles } = officer
  return {
    ...{ agency, agencyCode: code, system, officer: 'cb', clearance, tags, purpose, roles },
    purposes: purposes
      .filter(({ agencies, actions }) => actions.length > 0 && agencies.includes(agency))
      .map(({ id }) => id),
    serves: purposes.find(({ id }) => id === purpose)?.relations ?? [],
    legalBasis: 'x',
    actions: ['dossier:read', 'dossier:list'],
    dossiers: [],
    ...(channel && { channels: [{ product, until: Date.UTC(2200, 0) }] }),
    jti: 'jti',
    thumbprint: 'x',
    expiresAt: Date.UTC(2200, 0) / 1000,
    registryVersion: '',
    ...more,
  } as CallerFacts as Caller
}
