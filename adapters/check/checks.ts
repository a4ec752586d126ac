/** The checks of an adapter, in the order in which they run. One line each. */
import { boundsCheck } from './checks/bounds.ts'
import { canaryCheck } from './checks/canary.ts'
import { coverageCheck } from './checks/coverage.ts'
import { decidedCheck } from './checks/decided.ts'
import { deliveryCheck } from './checks/delivery.ts'
import { determinismCheck } from './checks/determinism.ts'
import { findingsCheck } from './checks/findings.ts'
import { goldenCheck } from './checks/golden.ts'
import { goldensCheck } from './checks/goldens.ts'
import { importsCheck } from './checks/imports.ts'
import { manifestCheck } from './checks/manifest.ts'
import { marksCheck } from './checks/marks.ts'
import { marksBackCheck } from './checks/marks-back.ts'
import { placesCheck } from './checks/places.ts'
import { propertiesCheck } from './checks/properties.ts'
import { purityCheck } from './checks/purity.ts'
import { roundTripsCheck } from './checks/round-trips.ts'
import { totalityCheck } from './checks/totality.ts'
import { writingCheck } from './checks/writing.ts'
import type { Check } from './subject.ts'

export const checks: readonly Check[] = [
  manifestCheck,
  decidedCheck,
  importsCheck,
  purityCheck,
  goldensCheck,
  goldenCheck,
  roundTripsCheck,
  coverageCheck,
  placesCheck,
  marksCheck,
  marksBackCheck,
  canaryCheck,
  findingsCheck,
  totalityCheck,
  propertiesCheck,
  writingCheck,
  deliveryCheck,
  determinismCheck,
  boundsCheck,
]
