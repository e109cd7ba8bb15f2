/**
 * The row that says which programs may write, and how each write transaction begins. The lock lets one transaction
 * write at a time, whatever replica it is of: all of the program counts on that, and rising ids are in the order of
 * their commits.
 */
export const writeLock = `
CREATE TABLE batchwatch_schema (
  version bigint NOT NULL,
  -- An older program reads, but does not write any more.
  min_version bigint NOT NULL
);

CREATE FUNCTION begin_write(program_version bigint) RETURNS void LANGUAGE plpgsql AS $$ BEGIN
  PERFORM pg_advisory_xact_lock(1114920801, 1);
  IF program_version < (SELECT min_version FROM batchwatch_schema) THEN
    RAISE EXCEPTION 'the schema is newer than this program' USING ERRCODE = 'BW001';
  END IF;
END $$;
`;
