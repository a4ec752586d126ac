/** Dossiers of a running gateway that a token may name. */
import type { RunFile } from '../../gateway/development/run-file.ts'
import { limits } from '../../gateway/limits.ts'

/** As many of them as one token may name, with room for one more: the named stories come first. */
export const dossiersIn = ({ dossiers }: RunFile): readonly string[] => dossiers.slice(0, limits.token.dossiers_max - 1)
