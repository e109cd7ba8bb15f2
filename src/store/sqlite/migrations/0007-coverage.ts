import type { Migration } from './migration.ts';

/**
 * The coverage of a job's present state (`Coverage`). Kept with each change, so that the
 * page need not compare all failed jobs with all incidents.
 */
export const coverage: Migration = {
  version: 7,
  sql: `
ALTER TABLE job ADD COLUMN coverage TEXT NOT NULL DEFAULT 'none';
UPDATE job SET coverage = 'incident' WHERE state IN ('Failed', 'Pause')
  AND EXISTS (SELECT 1 FROM member WHERE member.job = job.id AND member.state = job.state);
UPDATE job SET coverage = CASE WHEN missed_polls >= 3 THEN 'vanished' ELSE 'not-followed' END
WHERE state = 'Pause' AND followed = 0;
UPDATE job SET coverage = 'no-rule' WHERE coverage = 'none' AND state IN ('Failed', 'Pause')
  AND 'no-rule-matched' = (SELECT reason FROM decision WHERE transition =
    (SELECT max(id) FROM transition WHERE transition.job = job.id) LIMIT 1);
UPDATE job SET coverage = 'ignored' WHERE coverage = 'none' AND state IN ('Failed', 'Pause')
  AND 'rule-tells-nobody' = (SELECT reason FROM decision WHERE transition =
    (SELECT max(id) FROM transition WHERE transition.job = job.id) LIMIT 1);

-- The first is for counts, the second for lists. Both hold but the few jobs that are bad and have no incident.
CREATE INDEX job_uncovered ON job (target, state, coverage, changed_at)
WHERE state IN ('Failed', 'Pause') AND coverage NOT IN ('incident', 'vanished');
CREATE INDEX job_uncovered_by_age ON job (target, state, coalesce(created_at, first_seen_at))
WHERE state IN ('Failed', 'Pause') AND coverage NOT IN ('incident', 'vanished');

CREATE TRIGGER job_uncovered_by_move AFTER UPDATE OF state, followed ON job
WHEN NEW.coverage <> 'none' AND (NEW.state <> OLD.state OR NEW.followed > OLD.followed) BEGIN
  UPDATE job SET coverage = 'none' WHERE id = NEW.id;
END;
CREATE TRIGGER job_covered AFTER INSERT ON member BEGIN
  UPDATE job SET coverage = 'incident' WHERE id = NEW.job AND state = NEW.state AND coverage <> 'incident';
END;
CREATE TRIGGER job_covered_again AFTER UPDATE OF transition ON member BEGIN
  UPDATE job SET coverage = 'incident' WHERE id = NEW.job AND state = NEW.state AND coverage <> 'incident';
END;
CREATE TRIGGER job_judged AFTER INSERT ON decision
WHEN NEW.reason IN ('no-rule-matched', 'rule-tells-nobody') BEGIN
  UPDATE job SET coverage = CASE NEW.reason WHEN 'no-rule-matched' THEN 'no-rule' ELSE 'ignored' END
  WHERE id = (SELECT job FROM transition WHERE id = NEW.transition) AND coverage = 'none';
END;
`,
};
