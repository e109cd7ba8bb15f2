/** Keeps `job_count` and the coverage of jobs beside each change: a scrape must not count a million rows. */
export const countingTriggers = `
-- A job that vanished or outlived followFor while open (followed = 0, not ended) is counted nowhere.
CREATE FUNCTION count_job(counted job, by bigint) RETURNS void LANGUAGE plpgsql AS $$ BEGIN
  IF counted.followed = 1 OR counted.state IN ('Success', 'Failed', 'Cancel') THEN
    INSERT INTO job_count AS known VALUES (counted.target, counted.type, counted.state, by)
    ON CONFLICT (target, type, state) DO UPDATE SET jobs = known.jobs + by;
  END IF;
END $$;
CREATE FUNCTION job_counted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM count_job(OLD, -1); END IF;
  IF TG_OP <> 'DELETE' THEN PERFORM count_job(NEW, 1); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER job_counted_in AFTER INSERT ON job FOR EACH ROW EXECUTE FUNCTION job_counted();
CREATE TRIGGER job_counted_out AFTER DELETE ON job FOR EACH ROW EXECUTE FUNCTION job_counted();
CREATE TRIGGER job_recounted AFTER UPDATE OF state, type, followed ON job FOR EACH ROW
WHEN (OLD.state <> NEW.state OR OLD.type <> NEW.type OR OLD.followed <> NEW.followed)
EXECUTE FUNCTION job_counted();

CREATE FUNCTION job_uncovered_by_move() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  UPDATE job SET coverage = 'none' WHERE id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER job_uncovered_by_move AFTER UPDATE OF state, followed ON job FOR EACH ROW
WHEN (NEW.coverage <> 'none' AND (NEW.state <> OLD.state OR NEW.followed > OLD.followed))
EXECUTE FUNCTION job_uncovered_by_move();

CREATE FUNCTION job_covered() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  UPDATE job SET coverage = 'incident' WHERE id = NEW.job AND state = NEW.state AND coverage <> 'incident';
  RETURN NULL;
END $$;
CREATE TRIGGER job_covered AFTER INSERT ON member FOR EACH ROW EXECUTE FUNCTION job_covered();
CREATE TRIGGER job_covered_again AFTER UPDATE OF transition ON member FOR EACH ROW EXECUTE FUNCTION job_covered();

CREATE FUNCTION job_judged() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  UPDATE job SET coverage = CASE NEW.reason WHEN 'no-rule-matched' THEN 'no-rule' ELSE 'ignored' END
  WHERE id = (SELECT job FROM transition WHERE id = NEW.transition) AND coverage = 'none';
  RETURN NULL;
END $$;
CREATE TRIGGER job_judged AFTER INSERT ON decision FOR EACH ROW
WHEN (NEW.reason IN ('no-rule-matched', 'rule-tells-nobody')) EXECUTE FUNCTION job_judged();
`;
