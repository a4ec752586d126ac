/** The label of what is not marked, or not in words that are understood. */
import type { Label } from '../../schemas/generated/types.ts'
import manifest from './manifest.json' with { type: 'json' }

/** As the manifest declares it. */
export const unmarked = manifest.labelWhenUnmarked as Label
