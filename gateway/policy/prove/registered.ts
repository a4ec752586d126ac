/** The requests that a registry lets happen: what callerOf (identity/token.ts) makes of a token, and relationsOf (dossiers/relations.ts) of a facet. */
import type { Text } from '../../../schemas/validation/texts.ts'
import type { ParticipantFile, Purpose } from '../../identity/participant.ts'
import { always, type Node } from './bdd.ts'
import type { Ground } from './proof.ts'
import { clearances, type Mentioned, relations } from './space.ts'

export interface Registered {
  readonly participants: readonly Pick<ParticipantFile, 'id' | 'systems' | 'clearanceMax' | 'tags' | 'purposes'>[]
  readonly purposes: readonly Pick<Purpose, 'id' | 'actions' | 'relations' | 'legalBases' | 'agencies'>[]
}

/** What participants/ and purposes.json of a folder of policies say, by path in it. Throws when one is no JSON; whether it follows its schema is not looked at. */
export function registeredIn(files: ReadonlyMap<string, Uint8Array>): Registered {
  const json = (bytes: Uint8Array | undefined) => JSON.parse(new TextDecoder().decode(bytes))
  const paths = [...files.keys()].filter((path) => /^participants\/[^/]+\.json$/.test(path))
  return { participants: paths.map((path) => json(files.get(path))), purposes: json(files.get('purposes.json')) }
}

/** What each request is taken to be in, and which code sees to it. */
export const assumptions: readonly Text[] = [
  {
    vi: 'mức, dấu, quan hệ, vai trò, thao tác chỉ nhận giá trị trong danh sách của lược đồ (schemas/case/v1/label.json, participant.json, purposes.json)',
    en: 'levels, tags, relations, roles and operations are those of the schemas (schemas/case/v1/label.json, participant.json, purposes.json)',
  },
  {
    vi: 'mức của cán bộ là một mức đã biết (identity/token.ts: callerOf)',
    en: 'the clearance of an officer is a known one (identity/token.ts: callerOf)',
  },
]

/** Of the invariants that speak of the registry as it is. */
export const registryAssumptions: readonly Text[] = [
  {
    vi: 'dấu, mức trần, mục đích, quan hệ được phục vụ, căn cứ và vai trò đúng như participants/ và purposes.json (identity/token.ts: callerOf)',
    en: 'tags, ceiling, purposes, relations served, legal bases and roles are those of participants/ and purposes.json (identity/token.ts: callerOf)',
  },
  {
    vi: 'cơ quan nắm giữ không có quan hệ nào khác với phần hồ sơ đó (dossiers/relations.ts: relationsOf)',
    en: 'who holds a facet has no other relation to it (dossiers/relations.ts: relationsOf)',
  },
]

/** Every name of the registry, so that it is told apart. */
export const mentionedInRegistry = ({ participants, purposes }: Registered): Mentioned => ({
  agency: participants.map(({ id }) => id),
  purpose: purposes.map(({ id }) => id),
  legalBasis: purposes.flatMap(({ legalBases }) => legalBases.map(({ id }) => id)),
})

/** The requests of registered agencies' officers. Every name of the registry is told apart on `ground`. */
export function registeredOn({ diagrams, space }: Ground, { participants, purposes }: Registered): Node {
  const { all, any, not } = diagrams
  const exactly = (set: Parameters<typeof space.has>[0], values: readonly string[]): Node =>
    all(
      ...space.sets[set].values.map((value) => {
        const has = space.has(set, value)
        return values.includes(`${value}`) ? has : not(has)
      }),
    )
  const upTo = (clearance: string): Node =>
    any(
      ...clearances.slice(0, clearances.indexOf(clearance as never) + 1).map((_, rank) => space.is('clearance', rank)),
    )
  const ofAgency = ({ id, systems, clearanceMax, tags, purposes: own }: Registered['participants'][number]): Node => {
    const may = purposes.filter(({ agencies }) => agencies.includes(id))
    const caseData = may.filter(({ relations }) => relations.length > 0)
    return all(
      space.is('agency', id),
      upTo(clearanceMax),
      exactly('cleared', tags),
      any(...systems.map(({ roles }) => exactly('roles', roles))),
      exactly(
        'purposes',
        caseData.map((purpose) => purpose.id),
      ),
      any(
        ...may
          .filter((purpose) => own.includes(purpose.id))
          .map((purpose) =>
            all(
              space.is('purpose', purpose.id),
              any(...purpose.legalBases.map((basis) => space.is('legalBasis', basis.id))),
              exactly('serves', purpose.relations),
            ),
          ),
      ),
    )
  }
  const related = all(
    ...relations.map((one) =>
      one === 'holder' ? always : not(all(space.has('relations', 'holder'), space.has('relations', one))),
    ),
  )
  return all(space.domain, related, any(...participants.map(ofAgency)))
}
