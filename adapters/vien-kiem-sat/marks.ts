/**
 * Handling marks: share level, handling codes and the stamp of a state secret. A mark that is missing or not understood
 * makes the whole label undetermined, never lower.
 */

import type { Label } from '../../schemas/generated/types.ts'
import type { JsonNode, JsonObject } from '../codecs/json.ts'
import { namedLike } from '../sdk/mark-names.ts'
import { secretLevels, shareLevels, tags } from './codes.ts'
import manifest from './manifest.json' with { type: 'json' }
import { findingAt, type Reading } from './reading.ts'

export interface Marks {
  readonly label: Label
  /** Hidden from everybody but its holder; also when it can't be told whether it is. */
  readonly conceal: boolean
  /** Stamped as a state secret (MẬT or above). */
  readonly secret: boolean
}

export const UNMARKED: Marks = { label: manifest.labelWhenUnmarked as Label, conceal: true, secret: false }

const isMarkName = namedLike(['danhDau', 'mucChiaSe', 'dauXuLy', 'doMat'])
const isStampName = namedLike(['doMat'])

const levelOf = (stamp: JsonNode | undefined): Label['level'] | undefined =>
  stamp?.type === 'string' && Object.hasOwn(secretLevels, stamp.value) ? secretLevels[stamp.value] : undefined

/** Objects in `node`, at any depth, that bear marks where the format has none; what `read` names is read elsewhere. */
function strays(node: JsonNode, read: readonly string[] = []): readonly JsonObject[] {
  if (node.type === 'array') return node.items.flatMap((item) => strays(item))
  if (node.type !== 'object') return []
  const others = [...node.members].filter(([name]) => !read.includes(name))
  const inner = others.flatMap(([, member]) => strays(member))
  return others.some(([name]) => isMarkName(name)) ? [node, ...inner] : inner
}

const stampedIn = (objects: readonly JsonObject[]): boolean =>
  objects.some(({ members }) => [...members].some(([name, node]) => isStampName(name) && levelOf(node) !== undefined))

/** Whether the stamp of a state secret stands anywhere in `node`; not in its members of the names `passed`. */
export const stamped = (node: JsonNode, passed?: readonly string[]): boolean => stampedIn(strays(node, passed))

/**
 * Marks in a wrong place make what is at `target` undetermined: what may be a mark is never passed over. Gives undefined
 * when there are none; `secret` when one of them is the stamp of a state secret.
 */
export function readStrayMarks(
  reading: Reading,
  object: JsonObject,
  target: string,
  read: readonly string[],
): Pick<Marks, 'secret'> | undefined {
  const found = strays(object, read)
  if (found.length === 0) return undefined
  reading.findings.push(
    findingAt(object, { code: 'mark-unknown', effect: 'degraded', target, expected: 'marks of records and persons' }),
  )
  reading.labels.push({ path: target, label: UNMARKED.label })
  return { secret: stampedIn(found) }
}

/** Reads the marks of a record or an entity; findings have `target`. */
export function readMarks(reading: Reading, object: JsonObject, target: string): Marks {
  const unclear = (node: JsonNode, code: 'mark-missing' | 'mark-unknown', expected: string): undefined => {
    reading.findings.push(findingAt(node, { code, effect: 'degraded', target, expected }))
  }
  const given = (name: string): JsonNode | undefined => {
    const node = object.members.get(name)
    return node === undefined ? unclear(object, 'mark-missing', name) : node
  }

  const share = given('mucChiaSe')
  const shared =
    share?.type === 'string' && Object.hasOwn(shareLevels, share.value) ? shareLevels[share.value] : undefined
  if (share !== undefined && shared === undefined) unclear(share, 'mark-unknown', 'INTERNAL, PROTECTED or PRIVATE')

  const handling = given('dauXuLy')
  const handlingTags = handling === undefined ? undefined : readTags(handling)
  if (handling !== undefined && handlingTags === undefined)
    unclear(handling, 'mark-unknown', 'codes of the list of handling marks')

  const stamp = given('doMat')
  const secret = levelOf(stamp)
  if (secret !== undefined) {
    const label = handlingTags === undefined ? UNMARKED.label : { level: secret, tags: handlingTags }
    return { label, conceal: shared?.conceal ?? true, secret: true }
  }
  if (stamp !== undefined && stamp.type !== 'null') unclear(stamp, 'mark-unknown', 'A, B, C or null')

  if (shared === undefined || handlingTags === undefined || stamp?.type !== 'null') return UNMARKED
  return { label: { level: shared.level, tags: handlingTags }, conceal: shared.conceal, secret: false }
}

function readTags(node: JsonNode): Label['tags'] | undefined {
  if (node.type !== 'array') return undefined
  const known = node.items.map((item) => (item.type === 'number' ? tags[String(item.value)] : undefined))
  return known.includes(undefined) ? undefined : [...new Set(known as Label['tags'])]
}

/**
 * Reads `danhDau`, the marks of one person of a record, into a label at `target`; `null` says that the record's own
 * marks hold. Nothing shared hides a single person: one who is private is undetermined. Gives true when the person is stamped as a
 * state secret.
 */
export function readEntityMarks(reading: Reading, entity: JsonObject, target: string): boolean {
  const node = entity.members.get('danhDau')
  if (node?.type === 'null') return false
  if (node?.type === 'object') {
    const marks = readMarks(reading, node, target)
    const hidden = marks !== UNMARKED && marks.conceal && !marks.secret
    if (hidden)
      reading.findings.push(
        findingAt(node.members.get('mucChiaSe') ?? node, {
          code: 'mark-unknown',
          effect: 'degraded',
          target,
          expected: 'INTERNAL or PROTECTED: a person is not concealed apart from the record',
        }),
      )
    reading.labels.push({ path: target, label: hidden ? UNMARKED.label : marks.label })
    return marks.secret
  }
  reading.findings.push(
    findingAt(node ?? entity, {
      code: node ? 'mark-unknown' : 'mark-missing',
      effect: 'degraded',
      target,
      expected: 'danhDau',
    }),
  )
  reading.labels.push({ path: target, label: UNMARKED.label })
  return false
}
