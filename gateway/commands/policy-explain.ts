import { join } from 'node:path'
import { load } from '../../schemas/generate/load.ts'
import { labelInWords } from '../../schemas/generate/words.ts'
import { tags } from '../../schemas/generated/fields.ts'
import type { Level } from '../../schemas/generated/types.ts'
import { bilingual, type Text } from '../../schemas/validation/texts.ts'
import {
  type Action,
  createEngine,
  type Decision,
  type Engine,
  type PolicyInfo,
  type Relation,
} from '../policy/engine.ts'
import { joinLabels, type LabelCore, levels } from '../policy/label.ts'
import { type Change, changesOf, leastChanges } from '../policy/prove/advice.ts'
import { allowsBy, askerOf, explained, type Situation, type Verdict } from '../policy/prove/explain.ts'
import { explainedField, type Place, placesOf, releasedBy } from '../policy/prove/field.ts'
import type { Registered } from '../policy/prove/registered.ts'
import { clearances, relations } from '../policy/prove/space.ts'
import { actionWords, situationInWords } from '../policy/prove/words.ts'
import { reasons } from '../policy/reasons.ts'
import { policyTexts } from '../policy/texts.ts'
import { type Command, needed, parsed, Usage } from './command.ts'
import { examineFolder, policiesHere, toldViolations } from './participants-folder.ts'

const options = {
  agency: { type: 'string' },
  purpose: { type: 'string' },
  clearance: { type: 'string' },
  relation: { type: 'string' },
  field: { type: 'string' },
  label: { type: 'string' },
  'legal-basis': { type: 'string' },
  system: { type: 'string' },
  conceal: { type: 'boolean' },
  sealed: { type: 'boolean' },
  channel: { type: 'boolean' },
  list: { type: 'boolean' },
  policies: { type: 'string' },
} as const

type Values = ReturnType<typeof parsed<typeof options>>['values']

const verdictWords: Readonly<Record<Verdict, Text>> = {
  released: { vi: 'CUNG CẤP', en: 'RELEASED' },
  masked: { vi: 'CUNG CẤP MỘT PHẦN', en: 'MASKED' },
  withheld: { vi: 'GIỮ LẠI, và nói là giữ lại', en: 'WITHHELD, and told so' },
  unknown: { vi: 'KHÔNG CHO BIẾT LÀ CÓ', en: 'UNKNOWN that it exists' },
}

function oneOf<T extends string>(value: string, name: string, all: readonly T[]): T {
  const found = all.find((one) => one === value)
  if (found === undefined) throw new Usage(`--${name}: ${all.join(' | ')}`)
  return found
}

function labelIn(text: string | undefined): LabelCore {
  if (text === undefined) return { level: 'CONG_KHAI', tags: [] }
  const [level = '', given = ''] = text.split(':')
  return {
    level: oneOf<Level>(level, 'label', levels),
    tags: given === '' ? [] : given.split(',').map((tag) => oneOf(tag, 'label', tags)),
  }
}

const relationsIn = (text: string): readonly Relation[] =>
  text === 'none' ? [] : text.split(',').map((one) => oneOf<Relation>(one, 'relation', relations))

function situationIn(values: Values, registry: Registered): Situation {
  const { participants, purposes } = registry
  const agency = oneOf(
    needed(values.agency, 'agency'),
    'agency',
    participants.map(({ id }) => id),
  )
  const participant = participants.find(({ id }) => id === agency)!
  const purposeId = oneOf(
    needed(values.purpose, 'purpose'),
    'purpose',
    purposes.map(({ id }) => id),
  )
  const purpose = purposes.find(({ id }) => id === purposeId)!
  const bases = purpose.legalBases.map(({ id }) => id)
  const legalBasis = values['legal-basis'] && oneOf(values['legal-basis'], 'legal-basis', bases)
  const { systems } = participant
  const system =
    values.system &&
    oneOf(
      values.system,
      'system',
      systems.map(({ id }) => id),
    )
  const { roles } =
    systems.find(({ id, roles }) => (system ? id === system : roles.includes('exchange'))) ?? systems[0]!
  const clearance = oneOf(needed(values.clearance, 'clearance'), 'clearance', clearances)
  return {
    asker: askerOf(participant, purpose, registry, { clearance, roles, legalBasis: legalBasis || undefined }),
    label: labelIn(values.label),
    facts: {
      relations: relationsIn(needed(values.relation, 'relation')),
      conceal: values.conceal ?? false,
      sealed: values.sealed ?? false,
      approvedChannel: values.channel ?? false,
      operation: values.list ? 'dossier:list' : 'dossier:read',
    },
  }
}

function placesIn(path: string): readonly Place[] {
  const found = placesOf(load(join(import.meta.dirname, '../../schemas')), path)
  if (!('instead' in found)) return found
  throw new Usage(`--field: lược đồ không có · the schema has no ${path}; ${found.within}: ${found.instead.join(', ')}`)
}

function decisionLines(policies: readonly PolicyInfo[], action: Action, decision: Decision): string[] {
  const { vi, en } = actionWords[action]
  const verdict = decision.allowed
    ? 'được · yes'
    : `không: ${reasons[decision.reason].vi} · no: ${reasons[decision.reason].en}`
  const by = policies.filter(({ id }) => decision.policies.includes(id))
  return [
    `  ${vi} · ${en}: ${verdict}`,
    ...(by.length === 0 ? ['    không chính sách nào cho phép · no policy permits it'] : []),
    ...by.map(({ id, vi, legalBasis }) => `    ${id}: ${vi} (${legalBasis})`),
  ]
}

const decisionsLines = (
  { policies }: Engine,
  { decisions }: { readonly decisions: Readonly<Record<Action, Decision>> },
  known = false,
): string[] =>
  (['know', 'read', 'readMasked'] as const)
    .filter((action) => (action !== 'know' || !known) && (action !== 'readMasked' || !decisions.read.allowed))
    .flatMap((action) => decisionLines(policies, action, decisions[action]))

function placeLines({ path, field }: Place): string[] {
  const { title, label } = field
  const words = labelInWords(label)
  return [
    `  ${path}: ${bilingual(title)}`,
    `    nhãn mặc định · default label: ${label.name}: ${bilingual(words)}`,
    `    ${bilingual(label.rule)}`,
  ]
}

interface Found {
  readonly verdict: Verdict
  readonly lines: readonly string[]
}

function foundOf(engine: Engine, situation: Situation, places: readonly Place[] | undefined): Found {
  if (!places) {
    const found = explained(engine, situation)
    return { verdict: found.verdict, lines: decisionsLines(engine, found) }
  }
  const found = explainedField(engine, situation, places)
  const lines = found.places.flatMap((one, index) => [
    ...placeLines(one.place),
    ...(one.place.field.id
      ? ['    mã: đi cùng nơi chứa nó · an id: it comes with what it stands in']
      : decisionsLines(engine, one, index > 0).map((line) => `  ${line}`)),
  ])
  return { verdict: found.verdict, lines }
}

function wayLines(
  situation: Situation,
  changes: readonly Change[],
  released: (situation: Situation) => boolean,
): string[] {
  const ways = leastChanges(situation, changes, released)
  if (ways.length === 0)
    return [
      'Không thay đổi nào về người hỏi, quan hệ hay kênh làm cho được · nothing about the asker, relation or channel would do',
    ]
  return [
    'Sẽ được cung cấp đầy đủ nếu · it would be released in full if',
    ...ways.flatMap((way, index) => [
      ...(index === 0 ? [] : ['  hoặc · or']),
      ...way.map(({ text }) => `  - ${bilingual(text)}`),
    ]),
  ]
}

/** Explains one situation by the policies of a folder. Exit code 1 when the folder is not in order. */
export const policyExplain: Command = {
  usage: `--agency A --purpose P --clearance LEVEL --relation R[,R]|none (--field Facet.report.summary | --label LEVEL[:TAG,TAG])
          [--legal-basis B] [--system S] [--conceal] [--sealed] [--channel] [--list] [--policies FOLDER]`,
  title: {
    vi: 'Giải thích: ai được gì, theo chính sách nào, và phải khác đi điều gì',
    en: 'Explain who gets what, by which policies, and what would have to be different',
  },
  async run(args) {
    const { values } = parsed(args, options)
    if (values.field === undefined && values.label === undefined) throw new Usage('thiếu · missing: --field | --label')
    const { covered, content, violations } = await examineFolder(values.policies ?? policiesHere())
    if (violations.length > 0) {
      process.stderr.write(toldViolations(violations))
      return 1
    }
    const situation = situationIn(values, content)
    const places = values.field === undefined ? undefined : placesIn(values.field)
    const { schema, sources } = policyTexts(covered)
    const engine = createEngine('explain', schema, sources)
    const { verdict, lines } = foundOf(engine, situation, places)
    const allows = allowsBy(engine, sources, content)
    const released = (other: Situation): boolean => releasedBy(allows, other, places)
    const { tags } = joinLabels(situation.label, ...(places ?? []).map(({ field }) => field.label as LabelCore))
    const changes = changesOf(situation, tags, content)
    const told = [
      ...situationInWords(situation).flatMap(({ vi, en }) => [vi, en]),
      '',
      bilingual(verdictWords[verdict]),
      ...lines,
      ...(verdict === 'released' ? [] : ['', ...wayLines(situation, changes, released)]),
    ]
    process.stdout.write(`${told.join('\n')}\n`)
    return 0
  },
}
