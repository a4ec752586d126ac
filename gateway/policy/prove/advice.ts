/** What would have to be different for somebody to get something: the least of it, in every way there is. */
import { levelWords, tagWords, wordOf } from '../../../schemas/generate/words.ts'
import type { Text } from '../../../schemas/validation/texts.ts'
import type { Asker, Facts } from '../engine.ts'
import { levels } from '../label.ts'
import type { Situation } from './explain.ts'
import type { Registered } from './registered.ts'
import { clearances, relations } from './space.ts'
import { relationsInWords, relationWords } from './words.ts'

/** One thing that could be different; of each `kind` one at a time. */
export interface Change {
  readonly kind: string
  readonly text: Text
  apply(situation: Situation): Situation
}

const asker = (kind: string, text: Text, of: (asker: Asker, situation: Situation) => Partial<Asker>): Change => ({
  kind,
  text,
  apply: (situation) => ({ ...situation, asker: { ...situation.asker, ...of(situation.asker, situation) } }),
})
const facts = (kind: string, text: Text, change: Partial<Facts>): Change => ({
  kind,
  text,
  apply: (situation) => ({ ...situation, facts: { ...situation.facts, ...change } }),
})

const byTwo: Text = { vi: 'sửa danh bạ, hai người ký', en: 'a change of the registry, signed by two persons' }

/**
 * Everything that could be different, but what it is about: a level that somebody determined, and the tags, stay. `tags` are those of
 * all that is to be read.
 */
export function changesOf(
  { asker: who, label, facts: now }: Situation,
  tags: readonly string[],
  { participants, purposes }: Registered,
): Change[] {
  const agency = participants.find(({ id }) => id === who.agency)
  const ceiling = clearances.indexOf(agency?.clearanceMax as never)
  const higher = clearances.slice(clearances.indexOf(who.clearance) + 1)
  const others = purposes.filter(({ id }) => agency?.purposes.includes(id) && id !== who.purpose)
  const lacking = tags.filter((tag) => !(who.tags as readonly string[]).includes(tag))
  const has = now.relations.length > 0
  const changes: (Change | false)[] = [
    ...higher.map((clearance) => {
      const { vi, en } = wordOf(levelWords, clearance)
      const within = clearances.indexOf(clearance) <= ceiling
      const above = within
        ? { vi: '', en: '' }
        : { vi: ` (vượt mức trần: ${byTwo.vi})`, en: ` (above the ceiling: ${byTwo.en})` }
      return asker(
        'clearance',
        { vi: `cán bộ ở mức ${vi}${above.vi}`, en: `an officer cleared to ${en}${above.en}` },
        () => ({ clearance }),
      )
    }),
    ...relations
      .filter((one) => !now.relations.includes(one))
      .map((one) =>
        facts(
          'relation',
          {
            vi: `quan hệ được xác nhận là ${relationWords[one].vi}`,
            en: `the confirmed relation is ${relationWords[one].en}`,
          },
          { relations: [one] },
        ),
      ),
    ...others.map(({ id, relations: serves }) =>
      asker('purpose', { vi: `mục đích là ${id}`, en: `the purpose is ${id}` }, () => ({ purpose: id, serves })),
    ),
    ...lacking.map((tag) => {
      const { vi, en } = wordOf(tagWords, tag)
      return asker(
        `tag ${tag}`,
        { vi: `cơ quan được phép dấu “${vi}” (${byTwo.vi})`, en: `the agency is granted “${en}” (${byTwo.en})` },
        ({ tags }) => ({ tags: [...tags, tag as Asker['tags'][number]] }),
      )
    }),
    !who.purposes.includes(who.purpose) &&
      asker(
        'own',
        {
          vi: `mục đích ${who.purpose} được giao cho cơ quan (${byTwo.vi})`,
          en: `purpose ${who.purpose} is given to the agency (${byTwo.en})`,
        },
        ({ purposes }) => ({ purposes: [...purposes, who.purpose] }),
      ),
    has &&
      !now.relations.some((one) => who.serves.includes(one)) &&
      asker(
        'serves',
        {
          vi: `mục đích ${who.purpose} phục vụ quan hệ ${relationsInWords(now.relations).vi} (${byTwo.vi})`,
          en: `purpose ${who.purpose} serves: ${relationsInWords(now.relations).en} (${byTwo.en})`,
        },
        ({ serves }) => ({ serves: [...serves, ...now.relations] }),
      ),
    !who.roles.includes('exchange') &&
      asker(
        'role',
        {
          vi: `hệ thống được đăng ký để trao đổi (${byTwo.vi})`,
          en: `the system is registered for exchange (${byTwo.en})`,
        },
        ({ roles }) => ({ roles: [...roles, 'exchange'] }),
      ),
    now.conceal &&
      facts(
        'conceal',
        { vi: 'cơ quan nắm giữ thôi yêu cầu giữ kín', en: 'its holder ends the concealment' },
        { conceal: false },
      ),
    now.sealed &&
      facts('sealed', { vi: 'cơ quan nắm giữ mở niêm phong', en: 'its holder ends the seal' }, { sealed: false }),
    !now.approvedChannel &&
      facts(
        'channel',
        {
          vi: 'đó là bản mã gửi cho chính cơ quan này, qua kênh được phê duyệt còn hiệu lực',
          en: 'it is ciphertext addressed to this agency, on an approved channel that is valid',
        },
        { approvedChannel: true },
      ),
    ...(label.level === 'CHUA_XAC_DINH' ? levels.slice(0, levels.indexOf('MAT')) : [])
      .toReversed()
      .map((level): Change => {
        const { vi, en } = wordOf(levelWords, level)
        return {
          kind: 'determined',
          text: {
            vi: `người có thẩm quyền xác định mức là ${vi}`,
            en: `whoever is competent determines the level as ${en}`,
          },
          apply: (situation) => ({ ...situation, label: { ...situation.label, level } }),
        }
      }),
  ]
  return changes.filter((change) => change !== false)
}

const together_max = 4

function* choices(changes: readonly Change[], count: number, from = 0): Generator<readonly Change[]> {
  if (count === 0) yield []
  for (let first = from; count > 0 && first < changes.length; first++)
    for (const rest of choices(changes, count - 1, first + 1))
      if (rest.every(({ kind }) => kind !== changes[first]!.kind)) yield [changes[first]!, ...rest]
}

/**
 * The fewest of `changes` after which `wanted` holds, in every way there is; of the kinds that rise, the first that will do. Empty when
 * no four of them would do.
 */
export function leastChanges(
  situation: Situation,
  changes: readonly Change[],
  wanted: (situation: Situation) => boolean,
): readonly (readonly Change[])[] {
  for (let count = 1; count <= together_max; count++) {
    const ways: (readonly Change[])[] = []
    for (const some of choices(changes, count)) {
      const rising = (change: Change): string =>
        change.kind === 'clearance' || change.kind === 'determined' ? change.kind : change.text.en
      const key = some.map(rising).join()
      if (ways.some((way) => way.map(rising).join() === key)) continue
      if (wanted(some.reduce((before, change) => change.apply(before), situation))) ways.push(some)
    }
    if (ways.length > 0) return ways
  }
  return []
}
