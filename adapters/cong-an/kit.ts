/** Công an's code lists, for the check (adapters/sdk/kit.ts). */
import type { Kit } from '../sdk/kit.ts'
import * as codes from './codes.ts'
import * as papers from './codes-papers.ts'
import { communesBefore } from './communes-before.ts'
import { communes, forms, offences } from './leaves.ts'

const lists = {
  ...papers,
  absenceReasons: codes.absenceReasons,
  agencies: codes.agencies,
  approvals: codes.approvals,
  channels: codes.channels,
  clockStates: codes.clockStates,
  communes,
  corruptionFields: codes.corruptionFields,
  decisions: codes.decisions,
  flags: codes.flags,
  forms,
  grounds: codes.grounds,
  kinds: codes.kinds,
  levels: codes.levels,
  numberTypes: codes.numberTypes,
  offences,
  relations: codes.relations,
  reporterKinds: codes.reporterKinds,
  roles: codes.roles,
  secretLevels: codes.secretLevels,
  severity: codes.severity,
  sexes: codes.sexes,
  stages: codes.stages,
  suspensionStates: codes.suspensionStates,
  tags: codes.tags,
  tasks: codes.tasks,
  urgency: codes.urgency,
}

/** Those of three communes of today stand for all: the others are read by the same table. One that bears its successor's code is written back as that. */
const someBefore = Object.entries(communesBefore).flatMap(([before, today]) =>
  before !== today && ['30307', '30682', '30742'].includes(today) ? [before] : [],
)

export const kit: Kit = {
  codeLists: {
    ...Object.fromEntries(Object.entries(lists).map(([name, table]) => [name, Object.keys(table)])),
    communesBefore: someBefore,
  },
}
