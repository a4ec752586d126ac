/** Who asks in the demonstration: the columns of its table, made from the files that say who takes part. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RunFile } from '../run-file.ts'
import type { Words } from './words.ts'

export interface Column {
  /** Head of the column: short. */
  readonly head: string
  readonly title: Words
  readonly system: string
  readonly agency: string
  readonly officer: string
  readonly purpose: string
  readonly legalBasis: string
  /** Name of the story whose dossier is asked for. */
  readonly story: string
  /** Shows this certificate of run.json's broken ones instead of its own. */
  readonly broken?: 'revoked'
}

interface Participant {
  readonly code: string
  readonly title: Words
  readonly purposes: readonly string[]
  readonly officers?: readonly {
    readonly id: string
    readonly clearance: string
    readonly purposes: readonly string[]
  }[]
}

const policies = join(import.meta.dirname, '../../../policies')
const json = <T>(path: string): T => JSON.parse(readFileSync(join(policies, path), 'utf8')) as T

/** Registry ids of the five agencies, in the order in which a matter passes them. */
export const agencies = ['cong-an', 'vien-kiem-sat', 'toa-an', 'thanh-tra', 'mttq'] as const

/** `main` is held by all five agencies; of `other` the inspectorate holds nothing; `passedOn` came to the police from the Front. */
export const storiesShown = { main: 'nam-co-quan', other: 'to-giac-mat', passedOn: 'mttq-chuyen-tin' } as const

/** The columns of the table for a running gateway. Throws when run.json lacks one of the five agencies. */
export function columnsOf(run: RunFile): readonly Column[] {
  const purposes = json<readonly { id: string; legalBases: readonly { id: string }[] }[]>('purposes.json')
  const basisOf = (purpose: string): string => purposes.find(({ id }) => id === purpose)?.legalBases.at(-1)?.id ?? ''
  const column = (agency: (typeof agencies)[number], clearance: string, head: string, title?: Words): Column => {
    const { title: name, officers = [], purposes: own } = json<Participant>(`participants/${agency}.json`)
    const system = Object.entries(run.clients).find(([, client]) => client.agency === agency)?.[0]
    const officer = officers.find((candidate) => candidate.clearance === clearance)
    const purpose = own[0]
    if (system === undefined || officer === undefined || purpose === undefined)
      throw new Error(`${agency}: no system, officer or purpose to ask with`)
    return {
      head,
      title: title ?? name,
      system,
      agency,
      officer: officer.id,
      purpose,
      legalBasis: basisOf(purpose),
      story: storiesShown.main,
    }
  }
  const police = column('cong-an', 'HAN_CHE', 'CA')
  const procuracy = column('vien-kiem-sat', 'HAN_CHE', 'VKS')
  const inspectorate = column('thanh-tra', 'HAN_CHE', 'TTr')
  return [
    police,
    procuracy,
    column('toa-an', 'HAN_CHE', 'TA'),
    inspectorate,
    column('mttq', 'HAN_CHE', 'MTTQ'),
    column('cong-an', 'NOI_BO', 'CA↓', {
      vi: 'Công an, cán bộ mức thấp (NỘI BỘ)',
      en: 'Police, an officer of low clearance',
    }),
    {
      ...police,
      head: 'CA?',
      title: { vi: 'Công an, sai mục đích', en: 'Police, for a purpose that is not theirs' },
      purpose: procuracy.purpose,
      legalBasis: procuracy.legalBasis,
    },
    {
      ...police,
      head: 'CA×',
      title: { vi: 'Công an, chứng thư đã bị thu hồi', en: 'Police, with a revoked certificate' },
      broken: 'revoked',
    },
    {
      ...inspectorate,
      head: 'TTr∅',
      title: { vi: 'Thanh tra, hồ sơ không liên quan', en: 'Inspectorate, a dossier that is not theirs' },
      story: storiesShown.other,
    },
  ]
}
