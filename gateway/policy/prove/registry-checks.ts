/** What must be true of participants and purposes beside the policies, so that neither speaks of what the other does not have. */
import type { Text } from '../../../schemas/validation/texts.ts'
import { type Node, never } from './bdd.ts'
import type { Ground } from './proof.ts'
import type { Registered } from './registered.ts'
import { type Mentioned, relations } from './space.ts'

export interface RegistryCheck {
  readonly id: string
  readonly vi: string
  /** How many things were looked at. */
  readonly looked: number
  /** What is wrong, each by itself. */
  readonly wrong: readonly Text[]
}

interface Checked extends Registered {
  readonly ground: Ground
  readonly allowed: Node
  readonly registered: Node
  /** By the policies alone, not by invariants. */
  readonly inPolicies: Mentioned
}

const check = (id: string, vi: string, findings: readonly (Text | undefined)[]): RegistryCheck => ({
  ...{ id, vi },
  looked: findings.length,
  wrong: findings.filter((finding) => finding !== undefined),
})

/** Each agency with each purpose that it may state. */
const stated = ({ participants, purposes }: Registered) =>
  participants.flatMap((participant) =>
    purposes
      .filter(({ id, agencies }) => participant.purposes.includes(id) && agencies.includes(participant.id))
      .map((purpose) => ({ participant, purpose })),
  )

/** Something is read by this agency for this purpose, where `further` holds. */
function reads({ ground, allowed, registered }: Checked, agency: string, purpose: string, further: Node): boolean {
  const { diagrams, space } = ground
  const asked = [space.is('agency', agency), space.is('purpose', purpose), space.is('action', 'read'), further]
  return diagrams.all(registered, ...asked, allowed) !== never
}

/** Looks at the registry in every way that is listed here. */
export function registryChecks(checked: Checked): readonly RegistryCheck[] {
  const { participants, purposes, ground, inPolicies } = checked
  const { diagrams, space } = ground
  const of = {
    agency: participants.map(({ id }) => id),
    purpose: purposes.map(({ id }) => id),
    legalBasis: purposes.flatMap(({ legalBases }) => legalBases.map(({ id }) => id)),
  }
  const cases = stated(checked).filter(({ purpose }) => purpose.relations.length > 0)
  return [
    check(
      'relations-known',
      'Mọi quan hệ mà một mục đích phục vụ là quan hệ mà cổng biết.',
      purposes.flatMap(({ id, relations: served }) =>
        served.map((one) =>
          (relations as readonly string[]).includes(one)
            ? undefined
            : { vi: `${id}: không có quan hệ ${one}`, en: `${id}: there is no relation ${one}` },
        ),
      ),
    ),
    check(
      'names-known',
      'Mọi cơ quan, mục đích, căn cứ mà chính sách nêu tên có trong danh bạ.',
      (['agency', 'purpose', 'legalBasis'] as const).flatMap((kind) =>
        inPolicies[kind].map((name) =>
          of[kind].includes(name)
            ? undefined
            : {
                vi: `chính sách nêu ${name}, không có trong danh bạ`,
                en: `a policy names ${name}, which nobody registered`,
              },
        ),
      ),
    ),
    check(
      'purpose-without-cases-serves-none',
      'Mục đích không có thao tác nào trên hồ sơ thì không phục vụ quan hệ nào.',
      purposes.map(({ id, actions, relations: served }) =>
        !actions.some((action) => action.startsWith('dossier:')) && served.length > 0
          ? { vi: `${id} phục vụ ${served.join(', ')}`, en: `${id} serves ${served.join(', ')}` }
          : undefined,
      ),
    ),
    check(
      'purpose-not-in-vain',
      'Mỗi cơ quan đọc được một điều gì đó của phần hồ sơ mình nắm giữ, theo mỗi mục đích về vụ việc của mình.',
      cases.map(({ participant, purpose }) =>
        reads(checked, participant.id, purpose.id, space.has('relations', 'holder'))
          ? undefined
          : {
              vi: `${participant.id} không đọc được gì của mình theo ${purpose.id}`,
              en: `${participant.id} reads nothing of its own for ${purpose.id}`,
            },
      ),
    ),
    check(
      'tags-granted',
      'Cơ quan trao đổi hồ sơ vụ việc được phép dấu dữ liệu cá nhân cơ bản; không cơ quan nào khác được phép dấu nào.',
      participants.map(({ id, tags }) => {
        const own = cases.some(({ participant }) => participant.id === id)
        const basic = (tags as readonly string[]).includes('DLCN_CO_BAN')
        if (own && !basic) return { vi: `${id} chưa được phép DLCN_CO_BAN`, en: `${id} is not granted DLCN_CO_BAN` }
        return !own && tags.length > 0
          ? {
              vi: `${id} không về vụ việc mà được phép ${tags.join(', ')}`,
              en: `${id} has no case purpose and is granted ${tags.join(', ')}`,
            }
          : undefined
      }),
    ),
    check(
      'tag-not-in-vain',
      'Mỗi dấu mà cơ quan được phép mở ra được điều gì đó, ít nhất trong phần hồ sơ của mình.',
      participants.flatMap(({ id, tags }) =>
        tags.map((tag) => {
          const tagged = diagrams.all(space.has('tags', tag), space.has('relations', 'holder'))
          const opens = cases.some(
            ({ participant, purpose }) => participant.id === id && reads(checked, id, purpose.id, tagged),
          )
          return opens ? undefined : { vi: `${id}: ${tag} không mở ra gì`, en: `${id}: ${tag} opens nothing` }
        }),
      ),
    ),
  ]
}
