/** For the check alone: all codes of each list, so that none is taken for another. Rows of the manifest name the lists (`codes`). */
import type { Kit } from '../sdk/kit.ts'
import * as codes from './codes.ts'

const of = (table: Readonly<Record<string, unknown>>): readonly string[] => Object.keys(table)

export const kit: Kit = {
  codeLists: {
    kinds: of(codes.kinds),
    stages: of(codes.stages),
    roles: of(codes.roles),
    marks: of(codes.marks),
  },
}
