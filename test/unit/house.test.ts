import { carry } from '../support/carry.ts'

await carry(import.meta.dirname, ['certs-dev', 'clocks', 'config', 'errors', 'exchange', 'http', 'telemetry'])
