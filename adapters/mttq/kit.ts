/** The portal's code lists, and what it may spell in several ways, for the check (adapters/sdk/kit.ts). */
import type { Kit } from '../sdk/kit.ts'
import * as codes from './codes.ts'
import { typedTexts } from './format.ts'
import { readAs } from './leaves.ts'

const lists = {
  agencies: codes.agencies,
  channels: codes.channels,
  classifications: codes.classifications,
  clockRules: codes.clockRules,
  clockStates: codes.clockStates,
  corruptionFields: codes.corruptionFields,
  decisions: codes.decisions,
  flags: codes.flags,
  kinds: codes.kinds,
  levels: codes.levels,
  numberTypes: codes.numberTypes,
  petitionStates: codes.petitionStates,
  relations: codes.relations,
  reporterKinds: codes.reporterKinds,
  roles: codes.roles,
  secretLevels: codes.secretLevels,
  stages: codes.stages,
  tags: codes.tags,
  urgencies: codes.urgencies,
}

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }

const ROUND_MINUTE = /^(\d\d\/\d\d\/\d{4} \d\d:\d\d):00$/

/** The text at a path of `typedTexts` in Unicode. */
function typedAt(node: Json, [step, ...rest]: readonly string[]): Json {
  if (step === undefined) {
    return typeof node === 'string' ? (readAs('VNI', node) ?? node) : node
  }
  if (Array.isArray(node)) return step === '*' ? node.map((item: Json) => typedAt(item, rest)) : node
  if (typeof node !== 'object' || node === null || !Object.hasOwn(node, step)) return node
  const branch = node as { readonly [name: string]: Json }
  return { ...branch, [step]: typedAt(branch[step]!, rest) }
}

/** Seconds are written where there are some, but for the machine's own time of change. */
function minutes(node: Json, name = ''): Json {
  if (typeof node === 'string') return name === 'capNhatLuc' ? node : node.replace(ROUND_MINUTE, '$1')
  if (Array.isArray(node)) return node.map((item: Json) => minutes(item))
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(Object.entries(node).map(([of, inner]) => [of, minutes(inner, of)]))
}

/** The petition of a push in Unicode, its times as short as they can be. */
function asWritten(document: Uint8Array): Uint8Array {
  const push = JSON.parse(new TextDecoder().decode(document)) as {
    readonly phanAnh?: { readonly [name: string]: Json }
  }
  if (push.phanAnh === undefined) return document
  const paths = push.phanAnh.bangMa === 'VNI' ? typedTexts : []
  const phanAnh = paths.reduce<Json>((petition, path) => typedAt(petition, path.split('/')), push.phanAnh)
  const written = { ...push, phanAnh: { ...(minutes(phanAnh) as object), bangMa: 'UNICODE' } }
  return new TextEncoder().encode(JSON.stringify(written))
}

export const kit: Kit = {
  asWritten,
  codeLists: {
    ...Object.fromEntries(Object.entries(lists).map(([name, table]) => [name, Object.keys(table)])),
    textTables: ['UNICODE', 'VNI'],
    events: codes.events,
  },
}
