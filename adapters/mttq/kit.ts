/** The portal's code lists, for the check (adapters/sdk/kit.ts). */
import type { Kit } from '../sdk/kit.ts'
import * as codes from './codes.ts'

const lists = {
  agencies: codes.agencies,
  channels: codes.channels,
  classifications: codes.classifications,
  clockStates: codes.clockStates,
  corruptionFields: codes.corruptionFields,
  kinds: codes.kinds,
  levels: codes.levels,
  petitionStates: codes.petitionStates,
  relations: codes.relations,
  reporterKinds: codes.reporterKinds,
  roles: codes.roles,
  secretLevels: codes.secretLevels,
  stages: codes.stages,
  tags: codes.tags,
}

export const kit: Kit = {
  codeLists: {
    ...Object.fromEntries(Object.entries(lists).map(([name, table]) => [name, Object.keys(table)])),
    textTables: ['UNICODE', 'VNI'],
    events: codes.events,
  },
}
