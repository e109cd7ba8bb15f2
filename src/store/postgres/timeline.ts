/**
 * The timeline of the server, as SQL. It changes when a standby takes over, or a backup is restored up to a moment
 * (PostgreSQL documentation, "Timelines"): such a server may lack what it was asked to keep before. Asked of a standby, it
 * is an error.
 */
export const TIMELINE = 'substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)';
