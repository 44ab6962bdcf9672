-- Version 1. Tables that nobody but the owner reads or writes, and functions: what coordinators and workers do is one call, one
-- transaction, with the owner's rights and a fixed search path. queue/src/schema.rs says which role may call which.
--
-- Locks are taken in one order, so that nobody waits in a circle: the run, then tasks by id, then the worker.
--
-- A task waits, runs under a lease, has returned a result, and the result is accepted; or it is set aside, after too many attempts.

-- The one clock: leases, ages and rates are by it, never by a client's.
CREATE FUNCTION clock() RETURNS timestamptz LANGUAGE sql VOLATILE SET search_path = vntr_queue, pg_temp AS
$$ SELECT clock_timestamp() $$;

-- What only the right key opens.
CREATE TABLE key_check (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    sealed bytea NOT NULL
);

CREATE TABLE runs (
    id bytea PRIMARY KEY CHECK (length(id) = 32),
    -- Which workers can serve it: an opaque name that both sides compare.
    version text NOT NULL CHECK (length(version) BETWEEN 1 AND 200),
    segments int NOT NULL CHECK (segments > 0),
    priority int NOT NULL,
    attempt_limit int NOT NULL CHECK (attempt_limit > 0),
    state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'finished', 'cancelled')),
    created timestamptz NOT NULL,
    -- When its coordinator was last heard of, to some seconds.
    touched timestamptz NOT NULL
);

-- Sealed, and so not compressible. A row that could not be opened is deleted: what is missing and needed is asked for.
CREATE TABLE payloads (
    run bytea NOT NULL REFERENCES runs ON DELETE CASCADE,
    segment int NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (run, segment)
);
ALTER TABLE payloads ALTER COLUMN body SET STORAGE EXTERNAL;

-- Tasks of one kind with one detail. Of a run's passes of a kind, the one given last counts; the others are void.
CREATE TABLE passes (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run bytea NOT NULL REFERENCES runs ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind ~ '^[a-z][a-z0-9-]{0,31}$'),
    detail_name bytea NOT NULL CHECK (length(detail_name) = 32),
    -- NULL: it could not be opened, and is asked for.
    detail bytea,
    void boolean NOT NULL DEFAULT false,
    UNIQUE (run, kind, detail_name)
);

CREATE TABLE tasks (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    pass bigint NOT NULL REFERENCES passes ON DELETE CASCADE,
    segment int NOT NULL,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'returned', 'accepted', 'set_aside')),
    -- How many attempts came to nothing by the task's or its worker's fault.
    failed int NOT NULL DEFAULT 0,
    -- The last attempt that changed the state.
    attempt bytea,
    -- Both while it runs.
    lease_until timestamptz,
    lease_seconds double precision,
    -- This worker failed last, then: another one is preferred.
    avoid bytea,
    avoid_since timestamptz,
    result bytea CHECK ((result IS NOT NULL) = (state IN ('returned', 'accepted'))),
    UNIQUE (pass, segment)
);
CREATE INDEX tasks_waiting ON tasks (pass, segment) WHERE state = 'waiting';
CREATE INDEX tasks_running ON tasks (lease_until) WHERE state = 'running';

-- Who tried what, and how it ended. The token is random: who has it was given the task.
CREATE TABLE attempts (
    token bytea PRIMARY KEY DEFAULT uuid_send(gen_random_uuid()),
    task bigint NOT NULL REFERENCES tasks ON DELETE CASCADE,
    worker bytea NOT NULL,
    worker_name text NOT NULL,
    began timestamptz NOT NULL,
    ended timestamptz,
    -- NULL while it runs. lost: the lease ran out. late, overtaken: another attempt's result came first.
    outcome text CHECK (outcome IN ('lost', 'given back', 'cancelled', 'overtaken', 'late', 'returned', 'accepted', 'refused', 'failed', 'damaged')),
    reason text
);
CREATE INDEX attempts_task ON attempts (task);

CREATE TABLE workers (
    id bytea PRIMARY KEY CHECK (length(id) = 16),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    versions text[] NOT NULL,
    seen timestamptz NOT NULL,
    -- What it was given last, until it says how that ended.
    attempt bytea
);

-- Internal.

-- A lease that ends farther away than its length was given before the clock was set back: it would hold for too long.
CREATE FUNCTION lease_holds(until timestamptz, seconds double precision) RETURNS boolean
LANGUAGE sql VOLATILE SET search_path = vntr_queue, pg_temp AS
$$ SELECT until > now_ AND until <= now_ + make_interval(secs => seconds) FROM (SELECT clock() AS now_) AS c $$;

CREATE FUNCTION tell_workers() RETURNS void LANGUAGE sql VOLATILE SET search_path = vntr_queue, pg_temp AS
$$ SELECT pg_notify('vntr_queue_work', '') $$;

CREATE FUNCTION tell_coordinator(p_run bytea) RETURNS void LANGUAGE sql VOLATILE SET search_path = vntr_queue, pg_temp AS
$$ SELECT pg_notify('vntr_queue_run', encode(p_run, 'hex')) $$;

-- Ends the current attempt of a task, which the caller has locked, and gives the task out again, or sets it aside.
CREATE FUNCTION again(p_task bigint, p_outcome text, p_reason text, p_counts boolean) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = vntr_queue, pg_temp AS $$
DECLARE
    v_task tasks;
    v_run runs;
    v_worker bytea;
    v_failed int;
BEGIN
    SELECT * INTO v_task FROM tasks WHERE id = p_task;
    SELECT r.* INTO v_run FROM runs r JOIN passes p ON p.run = r.id WHERE p.id = v_task.pass;
    UPDATE attempts SET ended = clock(), outcome = p_outcome, reason = left(p_reason, 500)
        WHERE token = v_task.attempt RETURNING worker INTO v_worker;
    v_failed := v_task.failed + p_counts::int;
    UPDATE tasks SET
        state = CASE WHEN v_failed >= v_run.attempt_limit THEN 'set_aside' ELSE 'waiting' END,
        failed = v_failed, lease_until = NULL, lease_seconds = NULL, result = NULL,
        avoid = CASE WHEN p_counts THEN v_worker END,
        avoid_since = CASE WHEN p_counts THEN clock() END
        WHERE id = p_task;
    UPDATE workers SET attempt = NULL WHERE attempt = v_task.attempt AND p_outcome <> 'lost';
    PERFORM tell_workers();
    PERFORM tell_coordinator(v_run.id);
END $$;

-- Tasks whose lease ran out.
CREATE FUNCTION sweep() RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = vntr_queue, pg_temp AS $$
DECLARE
    v_id bigint;
BEGIN
    FOR v_id IN
        SELECT id FROM tasks WHERE state = 'running' AND NOT lease_holds(lease_until, lease_seconds) FOR UPDATE SKIP LOCKED
    LOOP
        PERFORM again(v_id, 'lost', 'the lease ran out: nothing was heard of the worker', true);
    END LOOP;
END $$;

-- Everybody.

CREATE FUNCTION schema_version() RETURNS int LANGUAGE sql STABLE SECURITY DEFINER SET search_path = vntr_queue, pg_temp AS
$$ SELECT max(version) FROM migrations $$;

CREATE FUNCTION get_key_check() RETURNS bytea LANGUAGE sql STABLE SECURITY DEFINER SET search_path = vntr_queue, pg_temp AS
$$ SELECT sealed FROM key_check $$;

-- Workers.

-- The next task, or none. A worker that still has one gets it again: the answer to its last call was lost.
CREATE FUNCTION claim(p_worker bytea, p_name text, p_versions text[], p_lease_seconds double precision)
RETURNS TABLE (attempt bytea, run bytea, version text, kind text, segment int, number int, detail_name bytea, detail bytea)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = vntr_queue, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_task bigint;
    v_token bytea;
BEGIN
    IF p_lease_seconds NOT BETWEEN 1 AND 86400 THEN
        RAISE EXCEPTION 'a lease of % s: expected 1 to 86400', p_lease_seconds USING ERRCODE = 'VQ001';
    ELSIF length(p_name) NOT BETWEEN 1 AND 100 THEN
        RAISE EXCEPTION 'a name of % characters: expected 1 to 100', length(p_name) USING ERRCODE = 'VQ001';
    END IF;
    SELECT t.id, t.attempt INTO v_task, v_token FROM workers w JOIN tasks t ON t.attempt = w.attempt
        WHERE w.id = p_worker AND t.state = 'running' FOR UPDATE OF t;
    INSERT INTO workers AS w (id, name, versions, seen) VALUES (p_worker, p_name, p_versions, clock())
        ON CONFLICT (id) DO UPDATE SET name = p_name, versions = p_versions, seen = clock();
    IF v_task IS NULL THEN
        PERFORM sweep();
        SELECT t.id INTO v_task
            FROM tasks t JOIN passes p ON p.id = t.pass JOIN runs r ON r.id = p.run
            WHERE t.state = 'waiting' AND NOT p.void AND p.detail IS NOT NULL AND r.state = 'open' AND r.version = ANY (p_versions)
            AND EXISTS (SELECT FROM payloads y WHERE y.run = r.id AND y.segment = t.segment)
            -- For half a minute a task that failed is left to the others who could do it.
            AND (t.avoid IS DISTINCT FROM p_worker
                OR NOT clock() BETWEEN t.avoid_since AND t.avoid_since + interval '30 s'
                OR NOT EXISTS (SELECT FROM workers o WHERE o.id <> p_worker AND r.version = ANY (o.versions)
                    AND o.seen BETWEEN clock() - interval '60 s' AND clock()))
            ORDER BY r.priority DESC, r.created, r.id, t.segment, p.id
            LIMIT 1 FOR UPDATE OF t SKIP LOCKED;
        IF v_task IS NULL THEN
            RETURN;
        END IF;
        INSERT INTO attempts (task, worker, worker_name, began) VALUES (v_task, p_worker, p_name, clock()) RETURNING token INTO v_token;
        UPDATE workers SET attempt = v_token WHERE id = p_worker;
    END IF;
    UPDATE tasks SET state = 'running', attempt = v_token, lease_seconds = p_lease_seconds,
        lease_until = clock() + make_interval(secs => p_lease_seconds) WHERE id = v_task;
    RETURN QUERY SELECT v_token, r.id, r.version, p.kind, t.segment, t.failed + 1, p.detail_name, p.detail
        FROM tasks t JOIN passes p ON p.id = t.pass JOIN runs r ON r.id = p.run WHERE t.id = v_task;
END $$;

-- The payload of a task that one was given. NULL: it is not there any more.
CREATE FUNCTION get_payload(p_attempt bytea) RETURNS bytea
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = vntr_queue, pg_temp AS $$
    SELECT y.body FROM attempts a JOIN tasks t ON t.id = a.task JOIN passes p ON p.id = t.pass
        JOIN payloads y ON y.run = p.run AND y.segment = t.segment
        WHERE a.token = p_attempt AND (a.outcome IS NULL OR a.outcome = 'lost')
$$;

-- A sign of life. kept: the lease is longer now; lost: somebody else may be given the task, but a result is still welcome; over: nobody
-- waits for it any more.
CREATE FUNCTION beat(p_worker bytea, p_attempt bytea, p_lease_seconds double precision) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = vntr_queue, pg_temp AS $$
DECLARE
    v_task tasks;
    v_outcome text;
    v_wanted boolean;
BEGIN
    SELECT t.* INTO v_task FROM tasks t JOIN attempts a ON a.task = t.id WHERE a.token = p_attempt FOR UPDATE OF t;
    UPDATE workers SET seen = clock() WHERE id = p_worker;
    IF v_task.id IS NULL THEN
        RETURN 'over';
    END IF;
    SELECT outcome INTO v_outcome FROM attempts WHERE token = p_attempt;
    SELECT r.state = 'open' AND NOT p.void INTO v_wanted FROM passes p JOIN runs r ON r.id = p.run WHERE p.id = v_task.pass;
    IF NOT v_wanted OR v_task.state IN ('returned', 'accepted') THEN
        RETURN 'over';
    END IF;
    IF v_task.attempt <> p_attempt OR v_outcome IS NOT NULL AND v_outcome <> 'lost' THEN
        RETURN 'lost';
    END IF;
    -- It ran out, and nobody has begun the task anew.
    IF v_outcome = 'lost' THEN
        UPDATE attempts SET ended = NULL, outcome = NULL, reason = NULL WHERE token = p_attempt;
        v_task.failed := v_task.failed - 1;
    END IF;
    UPDATE tasks SET state = 'running', failed = v_task.failed, lease_seconds = p_lease_seconds,
        lease_until = clock() + make_interval(secs => p_lease_seconds) WHERE id = v_task.id;
    RETURN 'kept';
END $$;

-- A result. taken: it waits for the coordinator's verdict; late: another one came first; over: nobody waits for it.
CREATE FUNCTION finish(p_attempt bytea, p_result bytea) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = vntr_queue, pg_temp AS $$
DECLARE
    v_task tasks;
    v_outcome text;
    v_pass passes;
BEGIN
    SELECT t.* INTO v_task FROM tasks t JOIN attempts a ON a.task = t.id WHERE a.token = p_attempt FOR UPDATE OF t;
    IF NOT FOUND THEN
        RETURN 'over';
    END IF;
    SELECT outcome INTO v_outcome FROM attempts WHERE token = p_attempt;
    SELECT * INTO v_pass FROM passes WHERE id = v_task.pass;
    UPDATE workers SET attempt = NULL WHERE attempt = p_attempt;
    IF v_pass.void THEN
        RETURN 'over';
    END IF;
    -- Said twice: the answer to the first call was lost.
    IF v_outcome IN ('returned', 'accepted', 'refused') THEN
        RETURN 'taken';
    END IF;
    IF v_task.state IN ('returned', 'accepted') OR v_outcome IN ('failed', 'damaged', 'late') THEN
        UPDATE attempts SET ended = clock(), outcome = 'late' WHERE token = p_attempt AND (outcome IS NULL OR outcome = 'lost');
        RETURN 'late';
    END IF;
    IF v_task.state = 'running' AND v_task.attempt <> p_attempt THEN
        UPDATE attempts SET ended = clock(), outcome = 'overtaken' WHERE token = v_task.attempt;
    END IF;
    UPDATE attempts SET ended = clock(), outcome = 'returned', reason = NULL WHERE token = p_attempt;
    UPDATE tasks SET state = 'returned', attempt = p_attempt, result = p_result, lease_until = NULL, lease_seconds = NULL
        WHERE id = v_task.id;
    PERFORM tell_coordinator(v_pass.run);
    RETURN 'taken';
END $$;

-- No result. given back counts as no failure, failed and damaged do. damaged: payload or detail could not be opened, and are asked for.
CREATE FUNCTION give_up(p_attempt bytea, p_outcome text, p_damaged text, p_reason text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = vntr_queue, pg_temp AS $$
DECLARE
    v_task tasks;
    v_outcome text;
BEGIN
    IF p_outcome IS NULL OR p_outcome NOT IN ('given back', 'failed', 'damaged') THEN
        RAISE EXCEPTION 'an attempt that ended "%": expected given back, failed or damaged', p_outcome USING ERRCODE = 'VQ001';
    END IF;
    SELECT t.* INTO v_task FROM tasks t JOIN attempts a ON a.task = t.id WHERE a.token = p_attempt FOR UPDATE OF t;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    SELECT outcome INTO v_outcome FROM attempts WHERE token = p_attempt;
    UPDATE workers SET attempt = NULL WHERE attempt = p_attempt;
    IF v_task.state = 'running' AND v_task.attempt = p_attempt THEN
        IF p_outcome = 'damaged' AND p_damaged = 'payload' THEN
            DELETE FROM payloads y USING passes p WHERE p.id = v_task.pass AND y.run = p.run AND y.segment = v_task.segment;
        ELSIF p_outcome = 'damaged' AND p_damaged = 'detail' THEN
            UPDATE passes SET detail = NULL WHERE id = v_task.pass;
        END IF;
        PERFORM again(v_task.id, p_outcome, p_reason, p_outcome <> 'given back');
    ELSIF v_outcome = 'lost' THEN
        -- Counted already, when the lease ran out.
        UPDATE attempts SET outcome = p_outcome, reason = left(p_reason, 500) WHERE token = p_attempt;
    END IF;
END $$;

-- Coordinators.

-- The check of the first key that anybody brings is kept.
CREATE FUNCTION put_key_check(p_sealed bytea) RETURNS bytea
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = vntr_queue, pg_temp AS $$
BEGIN
    INSERT INTO key_check (sealed) VALUES (p_sealed) ON CONFLICT DO NOTHING;
    RETURN (SELECT sealed FROM key_check);
END $$;

CREATE FUNCTION open_run(p_run bytea, p_version text, p_segments int, p_priority int, p_attempt_limit int) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = vntr_queue, pg_temp AS $$
DECLARE
    v_run runs;
BEGIN
    IF length(p_version) NOT BETWEEN 1 AND 200 OR p_segments < 1 OR p_attempt_limit < 1 THEN
        RAISE EXCEPTION 'a run with a version of % characters, % segments, % attempts: expected 1 to 200, and at least one of each',
            length(p_version), p_segments, p_attempt_limit USING ERRCODE = 'VQ001';
    END IF;
    INSERT INTO runs (id, version, segments, priority, attempt_limit, created, touched)
        VALUES (p_run, p_version, p_segments, p_priority, p_attempt_limit, clock(), clock())
        ON CONFLICT (id) DO UPDATE SET touched = clock() RETURNING * INTO v_run;
    IF v_run.version <> p_version OR v_run.segments <> p_segments THEN
        RAISE EXCEPTION 'run % is there with % segments for version "%", and was given with % for version "%": another run needs another id',
            encode(p_run, 'hex'), v_run.segments, v_run.version, p_segments, p_version USING ERRCODE = 'VQ002';
    END IF;
    UPDATE runs SET priority = p_priority, attempt_limit = p_attempt_limit WHERE id = p_run;
END $$;

-- Tasks of a kind with a detail. Tasks that are there stay as they are; passes of the kind with another detail are void.
CREATE FUNCTION give(p_run bytea, p_kind text, p_detail_name bytea, p_detail bytea, p_segments int[]) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = vntr_queue, pg_temp AS $$
DECLARE
    v_run runs;
    v_pass bigint;
    v_id bigint;
BEGIN
    SELECT * INTO v_run FROM runs WHERE id = p_run FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'run % is not there', encode(p_run, 'hex') USING ERRCODE = 'VQ003';
    END IF;
    IF p_kind !~ '^[a-z][a-z0-9-]{0,31}$' THEN
        RAISE EXCEPTION 'tasks of kind "%": expected up to 32 lower case letters, digits and -', p_kind USING ERRCODE = 'VQ001';
    END IF;
    IF EXISTS (SELECT FROM unnest(p_segments) AS s WHERE s < 0 OR s >= v_run.segments) THEN
        RAISE EXCEPTION 'a segment beyond the % of run %', v_run.segments, encode(p_run, 'hex') USING ERRCODE = 'VQ001';
    END IF;
    UPDATE runs SET state = 'open' WHERE id = p_run AND state = 'finished';
    UPDATE passes SET void = true WHERE run = p_run AND kind = p_kind AND detail_name <> p_detail_name AND NOT void;
    FOR v_id IN
        SELECT t.id FROM tasks t JOIN passes p ON p.id = t.pass
            WHERE p.run = p_run AND p.void AND t.state <> 'waiting' ORDER BY t.id FOR UPDATE OF t
    LOOP
        PERFORM again(v_id, 'cancelled', 'the detail was drawn anew', false);
    END LOOP;
    INSERT INTO passes AS p (run, kind, detail_name, detail) VALUES (p_run, p_kind, p_detail_name, p_detail)
        ON CONFLICT (run, kind, detail_name) DO UPDATE SET void = false, detail = coalesce(p.detail, p_detail)
        RETURNING id INTO v_pass;
    INSERT INTO tasks (pass, segment) SELECT DISTINCT v_pass, s FROM unnest(p_segments) AS s ORDER BY s ON CONFLICT DO NOTHING;
    PERFORM tell_workers();
END $$;

CREATE FUNCTION put_payload(p_run bytea, p_segment int, p_body bytea) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = vntr_queue, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM runs WHERE id = p_run AND p_segment >= 0 AND p_segment < segments) THEN
        RAISE EXCEPTION 'run % with a segment % is not there', encode(p_run, 'hex'), p_segment USING ERRCODE = 'VQ003';
    END IF;
    INSERT INTO payloads (run, segment, body) VALUES (p_run, p_segment, p_body) ON CONFLICT DO NOTHING;
    PERFORM tell_workers();
END $$;

-- Segments that have a task to do and no payload.
CREATE FUNCTION missing_payloads(p_run bytea) RETURNS SETOF int
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = vntr_queue, pg_temp AS $$
    SELECT DISTINCT t.segment FROM tasks t JOIN passes p ON p.id = t.pass
        WHERE p.run = p_run AND NOT p.void AND t.state = 'waiting'
        AND NOT EXISTS (SELECT FROM payloads y WHERE y.run = p_run AND y.segment = t.segment)
        ORDER BY t.segment
$$;

-- What a coordinator should know next about a pass, if it has decided on the results of these segments and was told of these attempts.
-- One row. what: result, aside, payload, detail; done, wait; cancelled, void, gone.
CREATE FUNCTION next_event(p_run bytea, p_kind text, p_detail_name bytea, p_decided int[], p_told bytea[])
RETURNS TABLE (what text, segment int, attempt bytea, body bytea, worker text, reason text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = vntr_queue, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_pass passes;
    v_state text;
BEGIN
    UPDATE runs SET touched = clock() WHERE id = p_run AND touched NOT BETWEEN clock() - interval '10 s' AND clock();
    PERFORM sweep();
    SELECT * INTO v_pass FROM passes p WHERE p.run = p_run AND p.kind = p_kind AND p.detail_name = p_detail_name;
    SELECT r.state INTO v_state FROM runs r WHERE r.id = p_run;
    IF v_state IS NULL OR v_pass.id IS NULL THEN
        RETURN QUERY SELECT 'gone', NULL::int, NULL::bytea, NULL::bytea, NULL::text, NULL::text;
        RETURN;
    ELSIF v_state = 'cancelled' OR v_pass.void THEN
        RETURN QUERY SELECT CASE WHEN v_pass.void THEN 'void' ELSE 'cancelled' END, NULL::int, NULL::bytea, NULL::bytea, NULL::text, NULL::text;
        RETURN;
    END IF;
    RETURN QUERY SELECT 'result', t.segment, t.attempt, t.result, a.worker_name, NULL::text
        FROM tasks t JOIN attempts a ON a.token = t.attempt
        WHERE t.pass = v_pass.id AND t.state IN ('returned', 'accepted') AND t.segment <> ALL (p_decided) ORDER BY t.segment LIMIT 1;
    IF FOUND THEN RETURN; END IF;
    IF v_pass.detail IS NULL THEN
        RETURN QUERY SELECT 'detail', NULL::int, NULL::bytea, NULL::bytea, NULL::text, NULL::text;
        RETURN;
    END IF;
    RETURN QUERY SELECT 'aside', t.segment, t.attempt, NULL::bytea, a.worker_name, a.reason
        FROM tasks t JOIN attempts a ON a.token = t.attempt
        WHERE t.pass = v_pass.id AND t.state = 'set_aside' AND t.segment <> ALL (p_decided) AND t.attempt <> ALL (p_told)
        ORDER BY t.segment LIMIT 1;
    IF FOUND THEN RETURN; END IF;
    RETURN QUERY SELECT 'payload', t.segment, NULL::bytea, NULL::bytea, NULL::text, NULL::text FROM tasks t
        WHERE t.pass = v_pass.id AND t.state = 'waiting' AND t.segment <> ALL (p_decided)
        AND NOT EXISTS (SELECT FROM payloads y WHERE y.run = p_run AND y.segment = t.segment)
        ORDER BY t.segment LIMIT 1;
    IF FOUND THEN RETURN; END IF;
    RETURN QUERY SELECT CASE WHEN EXISTS (SELECT FROM tasks t WHERE t.pass = v_pass.id AND t.segment <> ALL (p_decided))
        THEN 'wait' ELSE 'done' END, NULL::int, NULL::bytea, NULL::bytea, NULL::text, NULL::text;
END $$;

-- Is this attempt's result the accepted one now?
CREATE FUNCTION accept(p_attempt bytea) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = vntr_queue, pg_temp AS $$
BEGIN
    UPDATE tasks SET state = 'accepted' WHERE attempt = p_attempt AND state = 'returned';
    IF FOUND THEN
        UPDATE attempts SET outcome = 'accepted' WHERE token = p_attempt;
    END IF;
    RETURN EXISTS (SELECT FROM tasks WHERE attempt = p_attempt AND state = 'accepted');
END $$;

CREATE FUNCTION refuse(p_attempt bytea, p_reason text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = vntr_queue, pg_temp AS $$
DECLARE
    v_task bigint;
BEGIN
    -- It is not over, whatever another coordinator of it said.
    UPDATE runs r SET state = 'open' FROM passes p JOIN tasks t ON t.pass = p.id
        WHERE t.attempt = p_attempt AND r.id = p.run AND r.state = 'finished';
    SELECT id INTO v_task FROM tasks WHERE attempt = p_attempt AND state IN ('returned', 'accepted') FOR UPDATE;
    IF FOUND THEN
        PERFORM again(v_task, 'refused', p_reason, true);
    END IF;
END $$;

-- The run is over: its payloads go, its results stay until somebody cleans up.
CREATE FUNCTION finish_run(p_run bytea) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = vntr_queue, pg_temp AS $$
BEGIN
    UPDATE runs SET state = 'finished', touched = clock() WHERE id = p_run AND state = 'open';
    IF FOUND THEN
        DELETE FROM payloads WHERE run = p_run;
    END IF;
END $$;

-- Who runs coordinators also looks after the queue.

-- How many tasks ran. Its payloads go: a run that goes on asks for them.
CREATE FUNCTION cancel(p_run bytea) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = vntr_queue, pg_temp AS $$
DECLARE
    v_id bigint;
    v_count int := 0;
BEGIN
    UPDATE runs SET state = 'cancelled', touched = clock() WHERE id = p_run AND state = 'open';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'run % is not there, or is over', encode(p_run, 'hex') USING ERRCODE = 'VQ003';
    END IF;
    FOR v_id IN
        SELECT t.id FROM tasks t JOIN passes p ON p.id = t.pass
            WHERE p.run = p_run AND t.state = 'running' ORDER BY t.id FOR UPDATE OF t
    LOOP
        PERFORM again(v_id, 'cancelled', 'the run was cancelled', false);
        v_count := v_count + 1;
    END LOOP;
    DELETE FROM payloads WHERE run = p_run;
    PERFORM tell_workers();
    PERFORM tell_coordinator(p_run);
    RETURN v_count;
END $$;

-- How many tasks are no longer set aside. A cancelled run goes on.
CREATE FUNCTION retry(p_run bytea) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = vntr_queue, pg_temp AS $$
DECLARE
    v_count int;
BEGIN
    UPDATE runs SET state = CASE state WHEN 'cancelled' THEN 'open' ELSE state END, touched = clock() WHERE id = p_run;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'run % is not there', encode(p_run, 'hex') USING ERRCODE = 'VQ003';
    END IF;
    UPDATE tasks t SET state = 'waiting', failed = 0, avoid = NULL, avoid_since = NULL
        FROM passes p WHERE p.id = t.pass AND p.run = p_run AND t.state = 'set_aside';
    GET DIAGNOSTICS v_count = ROW_COUNT;
    PERFORM tell_workers();
    PERFORM tell_coordinator(p_run);
    RETURN v_count;
END $$;

-- How many runs were deleted: this one, or those that nobody touched for so long; then workers not seen for so long too.
CREATE FUNCTION clean(p_run bytea, p_seconds double precision) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = vntr_queue, pg_temp AS $$
DECLARE
    v_before timestamptz := clock() - make_interval(secs => p_seconds);
    v_count int;
BEGIN
    IF p_run IS NOT NULL THEN
        DELETE FROM runs WHERE id = p_run;
    ELSE
        DELETE FROM runs r WHERE r.touched <= v_before AND NOT EXISTS (
            SELECT FROM attempts a JOIN tasks t ON t.id = a.task JOIN passes p ON p.id = t.pass
                WHERE p.run = r.id AND greatest(a.began, a.ended) > v_before);
    END IF;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    DELETE FROM workers WHERE p_run IS NULL AND seen < v_before - interval '60 s';
    PERFORM tell_workers();
    RETURN v_count;
END $$;

-- Everything that `vntr queue` shows, of one moment. Times are ages in seconds.
CREATE FUNCTION status() RETURNS json LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = vntr_queue, pg_temp AS $$
WITH c AS MATERIALIZED (SELECT clock() AS t),
counted AS (
    SELECT p.run, p.id AS pass, p.kind, count(t.id) AS tasks,
        count(*) FILTER (WHERE t.state = 'waiting') AS waiting,
        count(*) FILTER (WHERE t.state = 'running') AS running,
        count(*) FILTER (WHERE t.state = 'returned') AS returned,
        count(*) FILTER (WHERE t.state = 'accepted') AS accepted,
        count(*) FILTER (WHERE t.state = 'set_aside') AS set_aside
    FROM passes p LEFT JOIN tasks t ON t.pass = p.id WHERE NOT p.void GROUP BY p.run, p.id, p.kind
),
lately AS (
    SELECT p.run, count(*) FILTER (WHERE a.outcome = 'accepted') AS accepted,
        extract(epoch FROM max(c.t) - min(a.began)) AS seconds
    FROM attempts a JOIN tasks t ON t.id = a.task JOIN passes p ON p.id = t.pass, c
    WHERE NOT p.void AND coalesce(a.ended, c.t) BETWEEN c.t - interval '10 min' AND c.t GROUP BY p.run
)
SELECT json_build_object(
    'runs', (SELECT coalesce(json_agg(json_build_object(
        'run', encode(r.id, 'hex'), 'version', r.version, 'state', r.state, 'priority', r.priority, 'segments', r.segments,
        'age_seconds', extract(epoch FROM c.t - r.created), 'untouched_seconds', extract(epoch FROM c.t - r.touched),
        'payloads', (SELECT count(*) FROM payloads y WHERE y.run = r.id),
        'payload_bytes', (SELECT coalesce(sum(octet_length(y.body)), 0) FROM payloads y WHERE y.run = r.id),
        'passes', (SELECT coalesce(json_agg(json_build_object('kind', n.kind, 'tasks', n.tasks, 'waiting', n.waiting, 'running', n.running,
            'returned', n.returned, 'accepted', n.accepted, 'set_aside', n.set_aside) ORDER BY n.pass), '[]') FROM counted n WHERE n.run = r.id),
        'workers', (SELECT count(*) FROM workers w WHERE r.version = ANY (w.versions) AND w.seen BETWEEN c.t - interval '60 s' AND c.t),
        'accepted_lately', coalesce(l.accepted, 0), 'lately_seconds', coalesce(l.seconds, 0))
        ORDER BY r.state <> 'open', r.priority DESC, r.created), '[]')
        FROM runs r LEFT JOIN lately l ON l.run = r.id),
    'workers', (SELECT coalesce(json_agg(json_build_object(
        'name', w.name, 'versions', w.versions, 'seen_seconds', extract(epoch FROM c.t - w.seen),
        'task', (SELECT json_build_object('run', encode(p.run, 'hex'), 'kind', p.kind, 'segment', t.segment,
            'seconds', extract(epoch FROM c.t - a.began))
            FROM attempts a JOIN tasks t ON t.id = a.task JOIN passes p ON p.id = t.pass
            WHERE a.token = w.attempt AND a.outcome IS NULL))
        ORDER BY w.name, w.id), '[]') FROM workers w),
    'failures', (SELECT coalesce(json_agg(f.line ORDER BY f.ended DESC), '[]') FROM (
        SELECT a.ended, json_build_object('run', encode(p.run, 'hex'), 'kind', p.kind, 'segment', t.segment, 'worker', a.worker_name,
            'outcome', a.outcome, 'reason', a.reason, 'set_aside', t.state = 'set_aside' AND t.attempt = a.token,
            'age_seconds', extract(epoch FROM c.t - a.ended)) AS line
        FROM attempts a JOIN tasks t ON t.id = a.task JOIN passes p ON p.id = t.pass JOIN runs r ON r.id = p.run
        WHERE a.outcome IN ('lost', 'refused', 'failed', 'damaged') AND r.state <> 'finished' AND NOT p.void
        ORDER BY a.ended DESC LIMIT 50) f))
FROM c
$$;
