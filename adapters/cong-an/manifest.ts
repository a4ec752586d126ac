/** The manifest, and the label of what is not marked, or not in words that are understood. */
import type { Label } from '../../schemas/generated/types.ts'
import type { Manifest } from '../sdk/adapter.ts'
import json from './manifest.json' with { type: 'json' }

export const manifest = json as unknown as Manifest

export const unmarked: Label = manifest.labelWhenUnmarked
