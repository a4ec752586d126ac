import type { Kit } from '../../../../adapters/sdk/kit.ts'
import * as codes from './codes.ts'

export const kit: Kit = {
  codeLists: {
    kinds: Object.keys(codes.kinds),
    stages: Object.keys(codes.stages),
    roles: Object.keys(codes.roles),
    levels: Object.keys(codes.levels),
    tags: Object.keys(codes.tags),
    sealed: Object.keys(codes.sealed),
  },
}
