/** The procuracy's code lists, for the check (adapters/sdk/kit.ts). */
import type { Kit } from '../sdk/kit.ts'
import * as codes from './codes.ts'
import * as acts from './codes-acts.ts'

const lists = {
  absences: codes.absences,
  agencies: codes.agencies,
  appeals: acts.appeals,
  approvals: acts.approvals,
  articles: codes.articles,
  channels: codes.channels,
  clockRules: acts.clockRules,
  clockStates: acts.clockStates,
  communes: codes.communes,
  corruptionFields: codes.corruptionFields,
  decisions: acts.decisions,
  fileHolders: codes.fileSystems,
  fileLevels: acts.fileLevels,
  flags: codes.flags,
  forms: acts.forms,
  grounds: acts.grounds,
  hearingInstances: acts.hearingInstances,
  hearingStates: acts.hearingStates,
  instruments: acts.instruments,
  judgmentInstances: acts.judgmentInstances,
  kinds: codes.kinds,
  letterKinds: codes.letterKinds,
  letterStates: codes.letterStates,
  numberTypes: codes.numberTypes,
  organisationKinds: codes.organisationKinds,
  penalties: acts.penalties,
  relations: codes.relations,
  reporterKinds: codes.reporterKinds,
  roles: codes.roles,
  secretLevels: codes.secretLevels,
  severity: acts.severity,
  sexes: codes.sexes,
  shareLevels: codes.shareLevels,
  stages: codes.stages,
  statuses: { 1: '', 2: '', 3: '', 4: '', 5: '' },
  suspensionStates: acts.suspensionStates,
  tags: codes.tags,
  tasks: codes.tasks,
  urgency: codes.urgency,
}

export const kit: Kit = {
  codeLists: Object.fromEntries(Object.entries(lists).map(([name, table]) => [name, Object.keys(table)])),
}
