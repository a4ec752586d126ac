/** Entries as events of the Open Cybersecurity Schema Framework (schema.ocsf.io, version 1.3.0), for a SIEM. */
import eventsFile from '../../schemas/audit/events.json' with { type: 'json' }
import type { EntryDetail } from '../audit/detail.ts'
import type { OpenedEntry } from './audit-opened.ts'

const ocsfVersion = '1.3.0'
const product = 'Liên thông'

/** By name in events.json: category, class, and ids of the activities that are used (0 to 98; 99 is another). */
const classes = {
  api: { class_uid: 6003, activities: { Create: 1, Read: 2, Update: 3, Delete: 4 } },
  authentication: { class_uid: 3002, activities: { Logon: 1, Logoff: 2 } },
  entity: { class_uid: 3004, activities: { Create: 1, Update: 3, Delete: 4 } },
  lifecycle: { class_uid: 6002, activities: { Start: 3, Stop: 4 } },
  incident: { class_uid: 2005, activities: { Create: 1, Update: 2, Close: 3 } },
} as const

type ClassName = keyof typeof classes
const other = 99
const severity = { informational: 1, low: 2, high: 4 } as const

interface Mapped {
  readonly class: ClassName
  readonly activity: string
}
const mapping: Readonly<Record<string, { readonly ocsf: { readonly class: string; readonly activity: string } }>> =
  eventsFile.events

function mappedOf({ phase }: OpenedEntry, { operation = '' }: EntryDetail): Mapped {
  const { ocsf } = mapping[phase]!
  const refusal = phase === 'denied' || phase === 'aborted'
  if (refusal && operation.startsWith('token')) return { class: 'authentication', activity: 'Logon' }
  return { class: ocsf.class as ClassName, activity: ocsf.activity }
}

/** Without the keys of the entry's digests and commitments, and what only they are of use for: with them whoever reads the export could try out guesses at the content. */
function withoutKeys({ digest_key: _, evidence_key: __, committed: ___, ...rest }: EntryDetail): EntryDetail {
  return rest
}

const gatewayOf = ({ node }: OpenedEntry) => ({ uid: node.name, name: product, version: node.build })

/** Ids of every dossier that the entry names. */
export const dossiersOf = ({
  asked = [],
  records = [],
  deposit,
  labels = [],
  link,
  transfer,
  directive,
}: EntryDetail): readonly string[] => [
  ...new Set([
    ...asked,
    ...records.flatMap(({ dossiers }) => dossiers),
    ...(deposit?.dossiers ?? []),
    ...labels.map(({ dossier }) => dossier),
    ...(link?.dossiers ?? []),
    ...(transfer?.dossiers ?? []),
    ...(transfer?.relations ?? []).map(({ dossier }) => dossier),
    ...(transfer?.links ?? []).flatMap(({ dossiers }) => dossiers),
    ...(directive?.dossiers ?? []),
  ]),
]

/** What the entry is about: every dossier, and the transfer, that it names. */
const resourcesOf = (detail: EntryDetail) => [
  ...dossiersOf(detail).map((uid) => ({ uid, type: 'dossier' })),
  ...(detail.transfer?.id === undefined ? [] : [{ uid: detail.transfer.id, type: 'transfer' }]),
]

/** What the class asks for beyond the base event. */
function ofClass(name: ClassName, entry: OpenedEntry, detail: EntryDetail): object {
  const { who, operation, note } = detail
  const gateway = gatewayOf(entry)
  const org = who && { org: { uid: who.agency } }
  const user = who && { uid: who.officer ?? who.system, type_id: who.officer === undefined ? 3 : 1, ...org }
  const actor = user
    ? { user, ...(who?.token !== undefined && { session: { uid: who.token } }), app_uid: who?.system }
    : { app_name: product, app_uid: entry.node.name }
  const src_endpoint = who ? { uid: who.system, name: who.system } : { uid: entry.node.name, name: product }
  switch (name) {
    case 'api':
      return {
        ...{ actor, src_endpoint },
        api: { operation: operation ?? entry.phase, service: { name: product } },
        resources: resourcesOf(detail),
      }
    case 'authentication':
      // Of who came without a certificate nothing is known.
      return { actor, src_endpoint, user: user ?? { name: 'unknown', type_id: 0 }, service: { name: product } }
    case 'entity':
      return { actor, entity: { name: note ?? entry.phase, type: entry.phase, uid: entry.epoch?.id ?? entry.phase } }
    case 'lifecycle':
      return { app: { ...gateway, vendor_name: product } }
    case 'incident':
      return {
        finding_info_list: [{ uid: entry.event, title: note ?? entry.outcome }],
        desc: note ?? entry.outcome,
        // The class asks for one: whoever runs the node has to look.
        assignee_group: { uid: entry.node.name, name: 'operator' },
      }
  }
}

/**
 * The event of `entry`; `origin` names the log. What no attribute is for stands under `unmapped`, the opened detail among it; of an entry that
 * did not open, why. Keys of digests are left out.
 */
export function ocsfOf(entry: OpenedEntry, origin: string): object {
  const detail = 'detail' in entry ? entry.detail : {}
  const { class: name, activity } = mappedOf(entry, detail)
  const { class_uid, activities } = classes[name]
  const activity_id = (activities as Readonly<Record<string, number>>)[activity] ?? other
  const ok = entry.outcome === 'ok'
  return {
    category_uid: Math.floor(class_uid / 1000),
    class_uid,
    activity_id,
    ...(activity_id === other && { activity_name: entry.phase }),
    type_uid: class_uid * 100 + activity_id,
    time: Date.parse(entry.at),
    severity_id: name === 'incident' ? severity.high : ok ? severity.informational : severity.low,
    // Of a finding: new.
    status_id: name === 'incident' || ok ? 1 : 2,
    status_code: entry.outcome,
    ...(detail.note !== undefined && { message: detail.note }),
    metadata: {
      version: ocsfVersion,
      uid: `${origin}#${entry.index}`,
      correlation_uid: entry.event,
      event_code: entry.phase,
      log_name: origin,
      sequence: entry.index,
      original_time: entry.at,
      product: { ...gatewayOf(entry), vendor_name: product },
    },
    ...ofClass(name, entry, detail),
    unmapped: {
      clock: entry.clock,
      versions: entry.versions,
      config: entry.node.config,
      ...('unopened' in entry ? { unopened: entry.unopened } : { detail: withoutKeys(detail) }),
    },
  }
}
