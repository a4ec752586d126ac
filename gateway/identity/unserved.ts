/** Relations that no purpose of an agency serves: records that it has by them alone are in none of its answers, and no answer may say so. */
import type { Text } from '../../schemas/validation/texts.ts'
import type { ParticipantFile, Purpose } from './participant.ts'
import type { Routes } from './route.ts'

type Agency = Pick<ParticipantFile, 'id' | 'group' | 'systems' | 'purposes'>

/** The relations that any purpose of the agency serves. */
export const servedBy = (
  { purposes: own }: Pick<Agency, 'purposes'>,
  purposes: readonly Purpose[],
): readonly string[] => purposes.filter(({ id }) => own.includes(id)).flatMap(({ relations }) => relations)

/** What to change so that `agency` sees the records to which it is `relation`. */
export const unservedText = (agency: string, relation: string): Text => ({
  vi: `${agency} có quan hệ ${relation} với hồ sơ nhưng không mục đích nào của cơ quan này phục vụ quan hệ đó, nên cơ quan không thấy hồ sơ: thêm ${relation} vào relations của một mục đích của cơ quan trong purposes.json`,
  en: `${agency} is ${relation} of records, and no purpose of it serves that relation, so it does not see them: add ${relation} to relations of one of its purposes in purposes.json`,
})

/**
 * What the files alone show: agencies that exchange and read nothing, sources that don't see their own records, and senders that don't see what became of what they hand over to be resolved. Those of a group
 * read no dossiers. NOT seen: relations that records give, which the running gateway tells of.
 */
export function unservedIn(
  participants: readonly Agency[],
  purposes: readonly Purpose[],
  { routes }: Pick<Routes, 'routes'>,
): readonly Text[] {
  return participants
    .filter(({ group, systems }) => group === undefined && systems.some(({ roles }) => roles.includes('exchange')))
    .flatMap((participant): readonly Text[] => {
      const { id, systems } = participant
      const served = servedBy(participant, purposes)
      if (served.length === 0)
        return [
          {
            vi: `${id} không có mục đích nào để đọc hồ sơ nên không thấy hồ sơ nào: nêu mục đích trong tệp của cơ quan và cơ quan trong purposes.json`,
            en: `${id} has no purpose that reads dossiers, so it sees none: name a purpose in its file, and it in purposes.json`,
          },
        ]
      const holds = systems.some(({ source }) => source !== undefined && source.asked !== false)
      const sends = routes.some(({ from, relation }) => from === id && relation === 'resolver')
      const stands = [...(holds ? ['holder'] : []), ...(sends ? ['originator'] : [])]
      return stands.filter((relation) => !served.includes(relation)).map((relation) => unservedText(id, relation))
    })
}
