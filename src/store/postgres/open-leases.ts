import { ANSWER_WITHIN } from '../../lease/lease-terms.ts';
import { Connections } from './connections.ts';
import { placeOf, toPoolConfig, type PostgresAddress } from './postgres-address.ts';
import { PostgresLeases, type Replica } from './postgres-leases.ts';

/** Opens the table of leases by connections of its own: whatever the store does, no renewal waits for one. */
export function openPostgresLeases(address: PostgresAddress, replica: Replica): PostgresLeases {
  const config = { ...toPoolConfig(address), max: 1, query_timeout: ANSWER_WITHIN };
  return new PostgresLeases(new Connections(config, placeOf(address)), replica);
}
