-- All tables as the migrations make them. Written by `make tables`; not changed by hand.
CREATE TYPE procrastinate_job_event_type AS ENUM (
    'deferred',
    'started',
    'deferred_for_retry',
    'failed',
    'succeeded',
    'cancelled',
    'abort_requested',
    'aborted',
    'scheduled',
    'retried'
);
CREATE TYPE procrastinate_job_status AS ENUM (
    'todo',
    'doing',
    'succeeded',
    'failed',
    'cancelled',
    'aborting',
    'aborted'
);
CREATE TYPE procrastinate_job_to_defer_v1 AS (
	queue_name character varying,
	task_name character varying,
	priority integer,
	lock text,
	queueing_lock text,
	args jsonb,
	scheduled_at timestamp with time zone
);
CREATE FUNCTION ledger_refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'The book is append-only: % of % is refused. Reverse a transfer instead.', lower(TG_OP), TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION log_current_generation() RETURNS integer
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$SELECT max(id) FROM log_generation$$;
CREATE FUNCTION log_refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'The log is append-only: % of log_entry is refused.', lower(TG_OP) USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION moderation_refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE kept moderation_decision;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        kept := OLD;
        IF NEW.reason = '' THEN kept.reason := ''; END IF;
        IF NEW.excerpt = '' THEN kept.excerpt := ''; END IF;
        IF NEW.person_id IS NULL THEN kept.person_id := NULL; END IF;
        IF NEW.by_id IS NULL THEN kept.by_id := NULL; END IF;
        IF NEW.item_id IS NULL THEN kept.item_id := NULL; END IF;
        IF NEW.voice_id IS NULL THEN kept.voice_id := NULL; END IF;
        IF NEW IS NOT DISTINCT FROM kept THEN RETURN NEW; END IF;
    END IF;
    RAISE EXCEPTION 'Decisions are append-only: % is refused.', lower(TG_OP) USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status = 'todo'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        IF abort THEN
            UPDATE procrastinate_jobs
            SET abort_requested = true,
                status = CASE status
                    WHEN 'todo' THEN 'cancelled'::procrastinate_job_status ELSE status
                END
            WHERE id = job_id AND status IN ('todo', 'doing')
            RETURNING id INTO _job_id;
        ELSE
            UPDATE procrastinate_jobs
            SET status = 'cancelled'::procrastinate_job_status
            WHERE id = job_id AND status = 'todo'
            RETURNING id INTO _job_id;
        END IF;
    END IF;
    RETURN _job_id;
END;
$$;
CREATE FUNCTION procrastinate_defer_jobs_v1(jobs procrastinate_job_to_defer_v1[]) RETURNS bigint[]
    LANGUAGE plpgsql
    AS $$
DECLARE
    job_ids bigint[];
BEGIN
    WITH inserted_jobs AS (
        INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
        SELECT (job).queue_name,
               (job).task_name,
               (job).priority,
               (job).lock,
               (job).queueing_lock,
               (job).args,
               (job).scheduled_at
        FROM unnest(jobs) AS job
        RETURNING id
    )
    SELECT array_agg(id) FROM inserted_jobs INTO job_ids;
    RETURN job_ids;
END;
$$;
CREATE FUNCTION procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN
    INSERT
        INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
        VALUES (_task_name, _periodic_id, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;
    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;
    UPDATE procrastinate_periodic_defers
        SET job_id = (
            SELECT COALESCE((
                SELECT unnest(procrastinate_defer_jobs_v1(
                    ARRAY[
                        ROW(
                            _queue_name,
                            _task_name,
                            _priority,
                            _lock,
                            _queueing_lock,
                            _args,
                            NULL::timestamptz
                        )
                    ]::procrastinate_job_to_defer_v1[]
                ))
            ), NULL)
        )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;
    DELETE
        FROM procrastinate_periodic_defers
        USING (
            SELECT id
            FROM procrastinate_periodic_defers
            WHERE procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.periodic_id = _periodic_id
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp
            ORDER BY id
            FOR UPDATE
        ) to_delete
        WHERE procrastinate_periodic_defers.id = to_delete.id;
    RETURN _job_id;
END;
$$;
CREATE TABLE procrastinate_jobs (
    id bigint NOT NULL,
    queue_name character varying(128) NOT NULL,
    task_name character varying(128) NOT NULL,
    lock text,
    args jsonb DEFAULT '{}'::jsonb NOT NULL,
    status procrastinate_job_status DEFAULT 'todo'::procrastinate_job_status NOT NULL,
    scheduled_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    queueing_lock text,
    priority integer DEFAULT 0 NOT NULL,
    abort_requested boolean DEFAULT false NOT NULL,
    worker_id bigint,
    CONSTRAINT check_not_todo_abort_requested CHECK ((NOT ((status = 'todo'::procrastinate_job_status) AND (abort_requested = true))))
);
CREATE FUNCTION procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) RETURNS procrastinate_jobs
    LANGUAGE plpgsql
    AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier or higher priority jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS other_jobs
                        WHERE
                            jobs.lock IS NOT NULL
                            AND other_jobs.lock = jobs.lock
                            AND (
                                -- job with same lock is already running
                                other_jobs.status = 'doing'
                                OR
                                -- job with same lock is waiting and has higher priority (or same priority but was queued first)
                                (
                                    other_jobs.status = 'todo'
                                    AND (
                                        other_jobs.priority > jobs.priority
                                        OR (
                                        other_jobs.priority = jobs.priority
                                        AND other_jobs.id < jobs.id
                                        )
                                    )
                                )
                            )
                )
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.priority DESC, jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing', worker_id = p_worker_id
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;
 RETURN found_jobs;
END;
$$;
CREATE FUNCTION procrastinate_finish_job_v1(job_id bigint, end_status procrastinate_job_status, delete_job boolean) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF end_status NOT IN ('succeeded', 'failed', 'aborted') THEN
        RAISE 'End status should be either "succeeded", "failed" or "aborted" (job id: %)', job_id;
    END IF;
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            abort_requested = false,
            attempts = CASE status
                WHEN 'doing' THEN attempts + 1 ELSE attempts
            END
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" or "todo" status (job id: %)', job_id;
    END IF;
END;
$$;
CREATE FUNCTION procrastinate_notify_queue_abort_job_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'abort_job_requested', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;
CREATE FUNCTION procrastinate_notify_queue_job_inserted_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'job_inserted', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;
CREATE FUNCTION procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    DELETE FROM procrastinate_workers
    WHERE last_heartbeat < NOW() - (seconds_since_heartbeat || 'SECOND')::INTERVAL
    RETURNING procrastinate_workers.id;
END;
$$;
CREATE FUNCTION procrastinate_register_worker_v1() RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    INSERT INTO procrastinate_workers DEFAULT VALUES
    RETURNING procrastinate_workers.id;
END;
$$;
CREATE FUNCTION procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
BEGIN
    SELECT abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status = 'doing'
    FOR UPDATE
    INTO _abort_requested;
    IF _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" status (job id: %)', job_id;
    END IF;
END;
$$;
CREATE FUNCTION procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
    _current_status procrastinate_job_status;
BEGIN
    SELECT status, abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status IN ('doing', 'failed')
    FOR UPDATE
    INTO _current_status, _abort_requested;
    IF _current_status = 'doing' AND _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status IN ('doing', 'failed')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or has an invalid status to retry (job id: %)', job_id;
    END IF;
END;
$$;
CREATE FUNCTION procrastinate_trigger_abort_requested_events_procedure_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'abort_requested'::procrastinate_job_event_type);
    RETURN NEW;
END;
$$;
CREATE FUNCTION procrastinate_trigger_function_scheduled_events_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type, at)
        VALUES (NEW.id, 'scheduled'::procrastinate_job_event_type, NEW.scheduled_at);
	RETURN NEW;
END;
$$;
CREATE FUNCTION procrastinate_trigger_function_status_events_insert_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'deferred'::procrastinate_job_event_type);
	RETURN NEW;
END;
$$;
CREATE FUNCTION procrastinate_trigger_function_status_events_update_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH t AS (
        SELECT CASE
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND NEW.status = 'doing'::procrastinate_job_status
                THEN 'started'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'deferred_for_retry'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'failed'::procrastinate_job_status
                THEN 'failed'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'succeeded'::procrastinate_job_status
                THEN 'succeeded'::procrastinate_job_event_type
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND (
                    NEW.status = 'cancelled'::procrastinate_job_status
                    OR NEW.status = 'failed'::procrastinate_job_status
                    OR NEW.status = 'succeeded'::procrastinate_job_status
                )
                THEN 'cancelled'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'aborted'::procrastinate_job_status
                THEN 'aborted'::procrastinate_job_event_type
            WHEN OLD.status = 'failed'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'retried'::procrastinate_job_event_type
            ELSE NULL
        END as event_type
    )
    INSERT INTO procrastinate_events(job_id, type)
        SELECT NEW.id, t.event_type
        FROM t
        WHERE t.event_type IS NOT NULL;
	RETURN NEW;
END;
$$;
CREATE FUNCTION procrastinate_unlink_periodic_defers_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_periodic_defers
    SET job_id = NULL
    WHERE job_id = OLD.id;
    RETURN OLD;
END;
$$;
CREATE FUNCTION procrastinate_unregister_worker_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM procrastinate_workers
    WHERE id = worker_id;
END;
$$;
CREATE FUNCTION procrastinate_update_heartbeat_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_workers
    SET last_heartbeat = NOW()
    WHERE id = worker_id;
END;
$$;
CREATE TABLE account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);
ALTER TABLE account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE announcement (
    id bigint NOT NULL,
    roles character varying(12)[] NOT NULL,
    level smallint,
    groups bigint[] NOT NULL,
    place bigint,
    made_at timestamp with time zone NOT NULL,
    since timestamp with time zone NOT NULL,
    until timestamp with time zone,
    begun_at timestamp with time zone,
    ended_at timestamp with time zone,
    entry bigint NOT NULL,
    how character varying(4) NOT NULL,
    dismissible boolean NOT NULL,
    told boolean NOT NULL,
    by_id bigint
);
ALTER TABLE announcement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME announcement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE announcement_text (
    id bigint NOT NULL,
    language character varying(8) NOT NULL,
    announcement_id bigint NOT NULL,
    voice_id bigint NOT NULL
);
ALTER TABLE announcement_text ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME announcement_text_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);
ALTER TABLE auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);
ALTER TABLE auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);
ALTER TABLE auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE UNLOGGED TABLE cache_entry (
    cache_key character varying(255) NOT NULL,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE TABLE conversation (
    id bigint NOT NULL,
    subject character varying(120) NOT NULL,
    first_seen bigint NOT NULL,
    second_seen bigint NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    last bigint NOT NULL,
    last_at timestamp with time zone NOT NULL,
    first_id bigint NOT NULL,
    second_id bigint NOT NULL
);
CREATE TABLE conversation_block (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    blocked_id bigint NOT NULL,
    member_id bigint NOT NULL
);
ALTER TABLE conversation_block ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME conversation_block_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE conversation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME conversation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE conversation_message (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    hidden boolean NOT NULL,
    author_id bigint,
    conversation_id bigint NOT NULL,
    voice_id bigint NOT NULL
);
ALTER TABLE conversation_message ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME conversation_message_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE discussion (
    id bigint NOT NULL,
    blog boolean NOT NULL,
    language character varying(8) NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    active_at timestamp with time zone NOT NULL,
    reply_count integer NOT NULL,
    thanks integer NOT NULL,
    cover_alt character varying(200) NOT NULL,
    closed_at timestamp with time zone,
    deleted_at timestamp with time zone,
    number bigint GENERATED ALWAYS AS ((id * '-1'::integer)) STORED,
    active_by_id bigint,
    author_id bigint NOT NULL,
    cover_id uuid,
    voice_id bigint NOT NULL,
    space_id bigint CONSTRAINT discussion_space_id_not_null1 NOT NULL
);
CREATE TABLE discussion_ballot (
    id bigint NOT NULL,
    options bigint[] NOT NULL,
    at timestamp with time zone NOT NULL,
    member_id bigint NOT NULL,
    poll_id bigint NOT NULL,
    CONSTRAINT ballot_not_empty CHECK ((NOT (options = '{}'::bigint[])))
);
ALTER TABLE discussion_ballot ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME discussion_ballot_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE discussion_blog_draft (
    id bigint NOT NULL,
    title character varying(200) NOT NULL,
    body text NOT NULL,
    cover_alt character varying(200) NOT NULL,
    poll jsonb,
    state character varying(8) NOT NULL,
    revision integer NOT NULL,
    note character varying(1000) NOT NULL,
    once uuid,
    begun_at timestamp with time zone NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    submitted_at timestamp with time zone,
    author_id bigint NOT NULL,
    cover_id uuid,
    of_id bigint,
    space_id bigint NOT NULL
);
ALTER TABLE discussion_blog_draft ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME discussion_blog_draft_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE discussion_change (
    id bigint NOT NULL,
    what character varying(12) NOT NULL,
    at timestamp with time zone NOT NULL,
    reason character varying(300) NOT NULL,
    by_id bigint,
    discussion_id bigint NOT NULL,
    reply_id bigint
);
ALTER TABLE discussion_change ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME discussion_change_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE discussion_hearing (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    subject bigint NOT NULL,
    how character varying(8) NOT NULL,
    at timestamp with time zone NOT NULL,
    member_id bigint NOT NULL
);
ALTER TABLE discussion_hearing ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME discussion_hearing_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE discussion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME discussion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE discussion_poll (
    id bigint NOT NULL,
    question character varying(200) NOT NULL,
    several boolean NOT NULL,
    named boolean NOT NULL,
    results character varying(5) NOT NULL,
    ends_at timestamp with time zone,
    voters integer NOT NULL,
    discussion_id bigint NOT NULL,
    told_at timestamp with time zone
);
ALTER TABLE discussion_poll ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME discussion_poll_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE discussion_poll_option (
    id bigint NOT NULL,
    "order" smallint NOT NULL,
    text character varying(120) NOT NULL,
    votes integer NOT NULL,
    poll_id bigint NOT NULL
);
ALTER TABLE discussion_poll_option ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME discussion_poll_option_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE discussion_reply (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    thanks integer NOT NULL,
    deleted_at timestamp with time zone,
    author_id bigint NOT NULL,
    discussion_id bigint NOT NULL,
    voice_id bigint NOT NULL
);
ALTER TABLE discussion_reply ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME discussion_reply_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE discussion_space (
    id bigint NOT NULL,
    slug character varying(60) NOT NULL,
    name jsonb NOT NULL,
    about jsonb NOT NULL,
    icon character varying(40) NOT NULL,
    "order" integer NOT NULL,
    from_level smallint NOT NULL,
    blog_from smallint NOT NULL,
    private boolean NOT NULL,
    place bigint GENERATED ALWAYS AS ((id * '-1'::integer)) STORED
);
ALTER TABLE discussion_space ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME discussion_space_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE discussion_thanks (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    discussion_id bigint NOT NULL,
    member_id bigint NOT NULL,
    reply_id bigint
);
ALTER TABLE discussion_thanks ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME discussion_thanks_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);
ALTER TABLE django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);
ALTER TABLE django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);
CREATE TABLE gathering (
    id bigint NOT NULL,
    roles character varying(12)[] NOT NULL,
    level smallint,
    groups bigint[] NOT NULL,
    place bigint,
    made_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    zone character varying(64) NOT NULL,
    location character varying(200) NOT NULL,
    link character varying(300) NOT NULL,
    capacity integer,
    going integer NOT NULL,
    waiting integer NOT NULL,
    cancelled_at timestamp with time zone,
    cancelled_because character varying(300) NOT NULL,
    hidden boolean NOT NULL,
    reminded_day boolean NOT NULL,
    reminded_hour boolean NOT NULL,
    host_id bigint,
    recap_id bigint,
    voice_id bigint NOT NULL,
    series_id bigint,
    CONSTRAINT gathering_ends_after_it_starts CHECK ((ends_at > starts_at)),
    CONSTRAINT gathering_not_too_full CHECK (((capacity IS NULL) OR (going <= capacity)))
);
CREATE TABLE gathering_attendance (
    id bigint NOT NULL,
    says character varying(8) NOT NULL,
    at timestamp with time zone NOT NULL,
    member_id bigint NOT NULL,
    gathering_id bigint NOT NULL
);
ALTER TABLE gathering_attendance ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME gathering_attendance_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE gathering_feed (
    member_id bigint NOT NULL,
    number integer NOT NULL,
    live boolean NOT NULL,
    made_at timestamp with time zone NOT NULL
);
ALTER TABLE gathering ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME gathering_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE gathering_series (
    id bigint NOT NULL,
    every character varying(9) NOT NULL,
    made_at timestamp with time zone NOT NULL
);
ALTER TABLE gathering_series ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME gathering_series_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE health_answer (
    answer bigint NOT NULL,
    question bigint NOT NULL,
    author bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    staff boolean NOT NULL,
    hidden boolean NOT NULL,
    seen_at timestamp with time zone
);
CREATE TABLE health_day (
    member bigint NOT NULL,
    day date NOT NULL,
    at timestamp with time zone NOT NULL,
    question bigint NOT NULL
);
CREATE TABLE health_intervention (
    entry bigint NOT NULL,
    by bigint NOT NULL,
    kind character varying(20) NOT NULL,
    question bigint,
    at timestamp with time zone NOT NULL
);
CREATE TABLE health_person (
    member bigint NOT NULL,
    staff boolean NOT NULL,
    first_at timestamp with time zone,
    first_question bigint,
    again_at timestamp with time zone
);
CREATE TABLE health_question (
    question bigint NOT NULL,
    asker bigint NOT NULL,
    topic bigint NOT NULL,
    tags character varying(40)[] NOT NULL,
    at timestamp with time zone NOT NULL,
    hidden boolean NOT NULL,
    closed_at timestamp with time zone,
    reply_at timestamp with time zone,
    replied_by bigint,
    reply_staff boolean NOT NULL,
    solution bigint,
    accepted_at timestamp with time zone,
    solved_at timestamp with time zone,
    solved_by bigint,
    solved_staff boolean NOT NULL
);
CREATE TABLE health_role (
    entry bigint NOT NULL,
    member bigint NOT NULL,
    staff boolean NOT NULL
);
CREATE TABLE health_writing (
    writing bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    shown boolean NOT NULL,
    opened boolean NOT NULL,
    solved boolean NOT NULL,
    question bigint,
    asked_at timestamp with time zone
);
CREATE TABLE ledger_account (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    owner bigint NOT NULL,
    name character varying(60) NOT NULL,
    unit character varying(6) NOT NULL,
    floor bigint,
    balance bigint NOT NULL,
    CONSTRAINT account_floor CHECK (((floor IS NULL) OR (balance >= floor)))
);
ALTER TABLE ledger_account ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME ledger_account_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE ledger_check (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    seconds double precision NOT NULL,
    transfers bigint NOT NULL,
    finding character varying(300) NOT NULL
);
ALTER TABLE ledger_check ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME ledger_check_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE ledger_lot (
    id bigint NOT NULL,
    owner bigint NOT NULL,
    unit character varying(6) NOT NULL,
    amount bigint NOT NULL,
    held bigint NOT NULL,
    available bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    release_at timestamp with time zone,
    expires_at timestamp with time zone,
    frozen boolean NOT NULL,
    born_id bigint NOT NULL,
    frozen_at timestamp with time zone,
    CONSTRAINT lot_within CHECK (((available >= 0) AND (held >= 0) AND (held <= (amount - available))))
);
ALTER TABLE ledger_lot ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME ledger_lot_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE ledger_move (
    id bigint NOT NULL,
    held bigint NOT NULL,
    available bigint NOT NULL,
    lot_id bigint NOT NULL,
    transfer_id bigint NOT NULL
);
ALTER TABLE ledger_move ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME ledger_move_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE ledger_transfer (
    id bigint NOT NULL,
    key character varying(120) NOT NULL,
    what character varying(12) NOT NULL,
    amount bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    recorded timestamp with time zone NOT NULL,
    entry bigint,
    rule character varying(60) NOT NULL,
    version integer,
    note character varying(200) NOT NULL,
    by_id bigint,
    credit_id bigint NOT NULL,
    debit_id bigint NOT NULL,
    reverses_id bigint,
    CONSTRAINT transfer_amount CHECK ((amount > 0)),
    CONSTRAINT transfer_two_accounts CHECK ((NOT (debit_id = credit_id)))
);
ALTER TABLE ledger_transfer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME ledger_transfer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE log_cursor (
    consumer character varying(80) NOT NULL,
    generation integer NOT NULL,
    xid bigint NOT NULL,
    "position" bigint NOT NULL,
    stopped text NOT NULL,
    stopped_at timestamp with time zone,
    moved_at timestamp with time zone,
    since bigint NOT NULL,
    stopped_on bigint
);
CREATE TABLE log_delivery (
    id bigint NOT NULL,
    key character varying(200) NOT NULL,
    consumer character varying(80) NOT NULL,
    entry bigint NOT NULL,
    recipient character varying(60) NOT NULL,
    channel character varying(20) NOT NULL,
    about jsonb NOT NULL,
    state character varying(8) NOT NULL,
    attempts smallint NOT NULL,
    next_try timestamp with time zone NOT NULL,
    problem text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone
);
ALTER TABLE log_delivery ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME log_delivery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE log_entry (
    "position" bigint NOT NULL,
    generation integer DEFAULT log_current_generation() NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    name character varying(80) NOT NULL,
    at timestamp with time zone NOT NULL,
    by bigint,
    data jsonb NOT NULL
);
ALTER TABLE log_entry ALTER COLUMN "position" ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME log_entry_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE log_generation (
    id integer NOT NULL,
    started timestamp with time zone NOT NULL
);
CREATE TABLE log_skipped (
    id bigint NOT NULL,
    consumer character varying(80) NOT NULL,
    "position" bigint NOT NULL,
    problem text NOT NULL,
    at timestamp with time zone NOT NULL,
    because text NOT NULL,
    by bigint
);
ALTER TABLE log_skipped ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME log_skipped_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE mail_in_taken (
    id bigint NOT NULL,
    key character varying(64) NOT NULL,
    outcome character varying(8) NOT NULL,
    post character varying(30) NOT NULL,
    why text NOT NULL,
    text text NOT NULL,
    left_out smallint NOT NULL,
    at timestamp with time zone NOT NULL,
    member_id bigint NOT NULL
);
ALTER TABLE mail_in_taken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME mail_in_taken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE member (
    id bigint NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    handle character varying(60) NOT NULL,
    handle_key character varying(60) NOT NULL,
    name character varying(80) NOT NULL,
    email character varying(254),
    role character varying(12) NOT NULL,
    about text NOT NULL,
    languages character varying(8)[] NOT NULL,
    expertise character varying(40)[] NOT NULL,
    avatar character varying(120) NOT NULL,
    language character varying(8) NOT NULL,
    time_zone character varying(40) NOT NULL,
    settings jsonb NOT NULL,
    joined timestamp with time zone NOT NULL,
    is_active boolean NOT NULL,
    claimed boolean NOT NULL,
    source character varying(40) NOT NULL,
    source_id bigint,
    erased_at timestamp with time zone,
    reputation integer NOT NULL,
    level smallint NOT NULL,
    unread integer NOT NULL,
    silenced_until timestamp with time zone,
    suspended_until timestamp with time zone,
    groups bigint[] DEFAULT '{}'::bigint[] NOT NULL
);
CREATE TABLE member_api_key (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    start character varying(12) NOT NULL,
    digest character varying(64) NOT NULL,
    scopes character varying(12)[] NOT NULL,
    made timestamp with time zone NOT NULL,
    used timestamp with time zone,
    member_id bigint NOT NULL,
    expires timestamp with time zone
);
ALTER TABLE member_api_key ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME member_api_key_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE member_api_reply (
    id bigint NOT NULL,
    caller character varying(64) NOT NULL,
    key character varying(100) NOT NULL,
    request character varying(64) NOT NULL,
    status smallint,
    body bytea,
    at timestamp with time zone NOT NULL
);
ALTER TABLE member_api_reply ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME member_api_reply_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE member_audience (
    place bigint NOT NULL,
    roles character varying(12)[] NOT NULL,
    level smallint,
    groups bigint[] NOT NULL,
    within bigint
);
CREATE TABLE member_belonging (
    id bigint NOT NULL,
    state character varying(8) NOT NULL,
    at timestamp with time zone NOT NULL,
    member_id bigint NOT NULL,
    group_id bigint NOT NULL,
    keeper boolean DEFAULT false NOT NULL
);
ALTER TABLE member_belonging ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME member_belonging_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE member_group (
    id bigint NOT NULL,
    slug character varying(60) NOT NULL,
    name character varying(60) NOT NULL,
    about character varying(500) NOT NULL,
    joining character varying(10) NOT NULL,
    listed boolean NOT NULL,
    made_at timestamp with time zone NOT NULL
);
ALTER TABLE member_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME member_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE member_honour (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    grade character varying(8) NOT NULL,
    at timestamp with time zone NOT NULL,
    source character varying(40) NOT NULL,
    source_id bigint NOT NULL,
    member_id bigint NOT NULL
);
ALTER TABLE member_honour ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME member_honour_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE member ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME member_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE member_reserved (
    voice bigint NOT NULL,
    roles character varying(12)[] NOT NULL,
    level smallint,
    groups bigint[] NOT NULL,
    place bigint
);
CREATE UNLOGGED TABLE member_tally (
    id bigint NOT NULL,
    key character varying(120) NOT NULL,
    "window" bigint NOT NULL,
    count integer NOT NULL
);
ALTER TABLE member_tally ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME member_tally_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE mfa_authenticator (
    id bigint NOT NULL,
    type character varying(20) NOT NULL,
    data jsonb NOT NULL,
    user_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);
ALTER TABLE mfa_authenticator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME mfa_authenticator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE moderation_appeal (
    id bigint NOT NULL,
    text text NOT NULL,
    at timestamp with time zone NOT NULL,
    outcome character varying(10) NOT NULL,
    answer text NOT NULL,
    decided_at timestamp with time zone,
    by_id bigint,
    decision_id bigint NOT NULL
);
ALTER TABLE moderation_appeal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME moderation_appeal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE moderation_decision (
    id bigint NOT NULL,
    deed character varying(10) NOT NULL,
    kind character varying(12) NOT NULL,
    subject bigint NOT NULL,
    ground character varying(10) NOT NULL,
    legal boolean NOT NULL,
    reason text NOT NULL,
    excerpt character varying(300) NOT NULL,
    detected character varying(8) NOT NULL,
    automatic boolean NOT NULL,
    until timestamp with time zone,
    at timestamp with time zone NOT NULL,
    by_id bigint,
    person_id bigint,
    voice_id bigint,
    item_id bigint
);
ALTER TABLE moderation_decision ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME moderation_decision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE moderation_flag (
    id bigint NOT NULL,
    reason character varying(10) NOT NULL,
    note character varying(500) NOT NULL,
    weight double precision NOT NULL,
    at timestamp with time zone NOT NULL,
    outcome character varying(10) NOT NULL,
    by_id bigint NOT NULL,
    item_id bigint NOT NULL
);
ALTER TABLE moderation_flag ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME moderation_flag_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE moderation_held (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    title character varying(300) NOT NULL,
    body text NOT NULL,
    fields jsonb NOT NULL,
    once uuid,
    because jsonb NOT NULL,
    at timestamp with time zone NOT NULL,
    state character varying(10) NOT NULL,
    decided_at timestamp with time zone,
    url character varying(400) NOT NULL,
    author_id bigint NOT NULL,
    revision integer NOT NULL
);
ALTER TABLE moderation_held ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME moderation_held_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE moderation_item (
    id bigint NOT NULL,
    what character varying(8) NOT NULL,
    kind character varying(12) NOT NULL,
    subject bigint NOT NULL,
    rank smallint NOT NULL,
    flags integer NOT NULL,
    weight double precision NOT NULL,
    hidden boolean NOT NULL,
    because jsonb NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    done_at timestamp with time zone,
    outcome character varying(12) NOT NULL,
    about_id bigint,
    done_by_id bigint,
    voice_id bigint
);
ALTER TABLE moderation_item ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME moderation_item_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE moderation_learned (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    parameters jsonb NOT NULL,
    spam integer NOT NULL,
    fine integer NOT NULL,
    figures jsonb NOT NULL
);
ALTER TABLE moderation_learned ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME moderation_learned_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE moderation_note (
    id bigint NOT NULL,
    text character varying(1000) NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint,
    person_id bigint NOT NULL
);
ALTER TABLE moderation_note ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME moderation_note_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE moderation_notice (
    id bigint NOT NULL,
    token character varying(32) NOT NULL,
    url character varying(400) NOT NULL,
    law character varying(200) NOT NULL,
    why text NOT NULL,
    name character varying(120) NOT NULL,
    email character varying(254) NOT NULL,
    at timestamp with time zone NOT NULL,
    outcome character varying(10) NOT NULL,
    answer text NOT NULL,
    decided_at timestamp with time zone,
    item_id bigint,
    member_id bigint
);
ALTER TABLE moderation_notice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME moderation_notice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE moderation_pace (
    id bigint NOT NULL,
    place character varying(40) NOT NULL,
    seconds integer NOT NULL,
    until timestamp with time zone,
    at timestamp with time zone NOT NULL,
    by_id bigint
);
ALTER TABLE moderation_pace ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME moderation_pace_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE moderation_policy (
    id smallint NOT NULL,
    settings jsonb NOT NULL
);
CREATE TABLE moderation_word_rule (
    id bigint NOT NULL,
    kind character varying(4) NOT NULL,
    text character varying(120) NOT NULL,
    act character varying(6) NOT NULL,
    newcomers boolean NOT NULL,
    why character varying(300) NOT NULL,
    active boolean NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint
);
ALTER TABLE moderation_word_rule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME moderation_word_rule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE notification (
    id bigint NOT NULL,
    entry bigint NOT NULL,
    latest bigint NOT NULL,
    kind character varying(24) NOT NULL,
    question bigint NOT NULL,
    answer bigint,
    comment bigint,
    voice bigint,
    by bigint,
    at timestamp with time zone NOT NULL,
    because character varying(60) NOT NULL,
    count integer NOT NULL,
    hidden boolean NOT NULL,
    read_at timestamp with time zone,
    member_id bigint NOT NULL
);
CREATE TABLE notification_bounce (
    member_id bigint NOT NULL,
    address character varying(64) NOT NULL,
    count integer NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE TABLE notification_device (
    id bigint NOT NULL,
    endpoint character varying(1000) NOT NULL,
    point character varying(100) NOT NULL,
    secret character varying(30) NOT NULL,
    session character varying(40) NOT NULL,
    agent character varying(200) NOT NULL,
    house character varying(100) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    told_at timestamp with time zone,
    told integer NOT NULL,
    member_id bigint NOT NULL
);
ALTER TABLE notification_device ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME notification_device_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE notification_digest (
    id bigint NOT NULL,
    day date NOT NULL,
    at timestamp with time zone NOT NULL,
    content jsonb NOT NULL,
    member_id bigint NOT NULL
);
ALTER TABLE notification_digest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME notification_digest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE notification_first_solution (
    member bigint NOT NULL,
    answer bigint NOT NULL,
    entry bigint NOT NULL
);
CREATE TABLE notification_gone (
    post character varying(30) NOT NULL,
    question bigint NOT NULL
);
CREATE TABLE notification_helped (
    id bigint NOT NULL,
    member bigint NOT NULL,
    thing character varying(60) NOT NULL
);
ALTER TABLE notification_helped ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME notification_helped_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE notification ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME notification_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE notification_interest (
    id bigint NOT NULL,
    thing character varying(60) NOT NULL,
    question bigint,
    member_id bigint NOT NULL
);
ALTER TABLE notification_interest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME notification_interest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE notification_mailed (
    id bigint NOT NULL,
    entry bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    member_id bigint NOT NULL
);
ALTER TABLE notification_mailed ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME notification_mailed_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE notification_open (
    question bigint NOT NULL,
    asker bigint NOT NULL,
    topic bigint NOT NULL,
    tags character varying(40)[] NOT NULL,
    language character varying(8) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    answered boolean NOT NULL,
    closed boolean NOT NULL
);
CREATE TABLE notification_reminded (
    id bigint NOT NULL,
    question bigint NOT NULL,
    days smallint NOT NULL,
    at timestamp with time zone NOT NULL,
    member_id bigint NOT NULL
);
ALTER TABLE notification_reminded ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME notification_reminded_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE notification_seen (
    id bigint NOT NULL,
    entry bigint NOT NULL,
    latest bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    member_id bigint NOT NULL
);
ALTER TABLE notification_seen ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME notification_seen_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE notification_thread (
    question bigint NOT NULL,
    asker bigint NOT NULL,
    voice_id bigint NOT NULL
);
CREATE TABLE notification_unsettled (
    question bigint NOT NULL,
    asker bigint NOT NULL,
    since timestamp with time zone NOT NULL
);
CREATE TABLE notification_upvote (
    id bigint NOT NULL,
    post character varying(30) NOT NULL,
    voter bigint NOT NULL,
    author bigint NOT NULL,
    question bigint NOT NULL,
    answer bigint,
    entry bigint NOT NULL,
    latest bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    live boolean NOT NULL
);
ALTER TABLE notification_upvote ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME notification_upvote_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE procrastinate_events (
    id bigint NOT NULL,
    job_id bigint NOT NULL,
    type procrastinate_job_event_type,
    at timestamp with time zone DEFAULT now()
);
CREATE SEQUENCE procrastinate_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE procrastinate_events_id_seq OWNED BY procrastinate_events.id;
CREATE SEQUENCE procrastinate_jobs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE procrastinate_jobs_id_seq OWNED BY procrastinate_jobs.id;
CREATE TABLE procrastinate_periodic_defers (
    id bigint NOT NULL,
    task_name character varying(128) NOT NULL,
    defer_timestamp bigint,
    job_id bigint,
    periodic_id character varying(128) DEFAULT ''::character varying NOT NULL
);
CREATE SEQUENCE procrastinate_periodic_defers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE procrastinate_periodic_defers_id_seq OWNED BY procrastinate_periodic_defers.id;
CREATE TABLE procrastinate_workers (
    id bigint NOT NULL,
    last_heartbeat timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE procrastinate_workers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME procrastinate_workers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE support_question (
    id bigint NOT NULL,
    tags character varying(40)[] NOT NULL,
    language character varying(8) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    active_at timestamp with time zone NOT NULL,
    solved_at timestamp with time zone,
    solved_as character varying(10) NOT NULL,
    answer_count integer NOT NULL,
    ups integer NOT NULL,
    downs integer NOT NULL,
    views integer NOT NULL,
    hot double precision NOT NULL,
    closed_at timestamp with time zone,
    closed_as character varying(10) NOT NULL,
    locked_at timestamp with time zone,
    deleted_at timestamp with time zone,
    source character varying(40) NOT NULL,
    source_id bigint,
    active_by_id bigint,
    asker_id bigint NOT NULL,
    duplicate_of_id bigint,
    solution_id bigint,
    solved_by_id bigint,
    voice_id bigint NOT NULL,
    topic_id bigint NOT NULL,
    downs_before integer DEFAULT 0 NOT NULL,
    ups_before integer DEFAULT 0 NOT NULL,
    merged integer DEFAULT 0 NOT NULL,
    ups_merged integer DEFAULT 0 NOT NULL,
    downs_merged integer DEFAULT 0 NOT NULL,
    merged_into_id bigint,
    parts integer DEFAULT 0 NOT NULL,
    archived_at timestamp with time zone
);
CREATE VIEW question_place AS
 SELECT support_question.id AS question,
    support_question.topic_id AS place
   FROM support_question
UNION ALL
 SELECT discussion.number AS question,
    (- discussion.space_id) AS place
   FROM discussion;
CREATE TABLE rewards_charity (
    id bigint NOT NULL,
    slug character varying(50) NOT NULL,
    name character varying(80) NOT NULL,
    about character varying(300) NOT NULL,
    url character varying(200) NOT NULL,
    number character varying(40) NOT NULL,
    state character varying(10) NOT NULL,
    why character varying(200) NOT NULL,
    at timestamp with time zone NOT NULL,
    nominated_by_id bigint
);
ALTER TABLE rewards_charity ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME rewards_charity_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE rewards_charity_vote (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    charity_id bigint NOT NULL,
    member_id bigint NOT NULL,
    cycle_id bigint NOT NULL
);
ALTER TABLE rewards_charity_vote ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME rewards_charity_vote_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE rewards_choice (
    id bigint NOT NULL,
    credit smallint NOT NULL,
    cash smallint NOT NULL,
    charity smallint NOT NULL,
    keep smallint NOT NULL,
    at timestamp with time zone NOT NULL,
    member_id bigint NOT NULL,
    cycle_id bigint NOT NULL,
    CONSTRAINT choice_all CHECK (((cash >= 0) AND (charity >= 0) AND (credit >= 0) AND (keep = (((100 - credit) - cash) - charity)) AND (keep >= 0)))
);
ALTER TABLE rewards_choice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME rewards_choice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE rewards_concern (
    id bigint NOT NULL,
    deed character varying(8) NOT NULL,
    decided_at timestamp with time zone,
    withheld bigint,
    decision bigint,
    person_id bigint NOT NULL,
    finding_id bigint NOT NULL
);
ALTER TABLE rewards_concern ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME rewards_concern_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE rewards_cycle (
    id bigint NOT NULL,
    name character varying(20) NOT NULL,
    first date NOT NULL,
    last date NOT NULL,
    choose_from timestamp with time zone NOT NULL,
    choose_until timestamp with time zone NOT NULL,
    state character varying(10) NOT NULL,
    currency character varying(3) NOT NULL,
    worth integer NOT NULL,
    cash_minimum integer NOT NULL,
    match_percent smallint NOT NULL,
    match_most bigint NOT NULL,
    matched bigint NOT NULL,
    handed_over_at timestamp with time zone,
    invited_at timestamp with time zone,
    reminded_at timestamp with time zone,
    counted_at timestamp with time zone,
    approved_at timestamp with time zone,
    confirmed_at timestamp with time zone,
    paid_at timestamp with time zone,
    closed_at timestamp with time zone,
    opened_at timestamp with time zone NOT NULL,
    approved_by_id bigint,
    charity_id bigint,
    confirmed_by_id bigint,
    opened_by_id bigint,
    CONSTRAINT cycle_choice_window CHECK ((choose_until > choose_from)),
    CONSTRAINT cycle_days CHECK ((last >= first)),
    CONSTRAINT cycle_two_people CHECK (((confirmed_by_id IS NULL) OR (NOT ((confirmed_by_id = approved_by_id) AND (confirmed_by_id IS NOT NULL) AND (approved_by_id IS NOT NULL)))))
);
ALTER TABLE rewards_cycle ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME rewards_cycle_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE rewards_earned (
    id bigint NOT NULL,
    lane integer NOT NULL,
    rule character varying(40) NOT NULL,
    member bigint NOT NULL,
    entry bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    pool character varying(40) NOT NULL,
    hold_days smallint NOT NULL,
    raw bigint NOT NULL,
    points bigint NOT NULL,
    newcomer boolean NOT NULL,
    "group" character varying(200) NOT NULL,
    alive boolean NOT NULL,
    standing boolean NOT NULL,
    state character varying(8) NOT NULL,
    undone_by bigint,
    version_id bigint NOT NULL,
    CONSTRAINT rewards_earned_hold_days_check CHECK ((hold_days >= 0)),
    CONSTRAINT rewards_earned_lane_check CHECK ((lane >= 0))
);
ALTER TABLE rewards_earned ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME rewards_earned_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE rewards_fact (
    id bigint NOT NULL,
    kind character varying(200) NOT NULL,
    subject bigint NOT NULL,
    value bigint NOT NULL
);
ALTER TABLE rewards_fact ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME rewards_fact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE rewards_finding (
    id bigint NOT NULL,
    check_name character varying(12) NOT NULL,
    people jsonb NOT NULL,
    numbers jsonb NOT NULL,
    ties jsonb NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    done_at timestamp with time zone,
    item_id bigint
);
ALTER TABLE rewards_finding ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME rewards_finding_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE rewards_held_lot (
    id bigint NOT NULL,
    points bigint NOT NULL,
    state character varying(8) NOT NULL,
    concern_id bigint NOT NULL,
    lot_id bigint NOT NULL
);
ALTER TABLE rewards_held_lot ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME rewards_held_lot_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE rewards_outside (
    member bigint NOT NULL
);
CREATE TABLE rewards_payment_file (
    id bigint NOT NULL,
    message character varying(35) NOT NULL,
    "on" date NOT NULL,
    count integer NOT NULL,
    money bigint NOT NULL,
    made_at timestamp with time zone NOT NULL,
    cycle_id bigint NOT NULL,
    made_by_id bigint NOT NULL
);
ALTER TABLE rewards_payment_file ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME rewards_payment_file_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE rewards_payout (
    id bigint NOT NULL,
    key character varying(60) NOT NULL,
    way character varying(8) NOT NULL,
    status character varying(8) NOT NULL,
    points bigint NOT NULL,
    money bigint NOT NULL,
    sealed text NOT NULL,
    hint character varying(12) NOT NULL,
    note character varying(200) NOT NULL,
    aside_at timestamp with time zone,
    ended_at timestamp with time zone,
    cycle_id bigint NOT NULL,
    file_id bigint,
    member_id bigint NOT NULL,
    order_id bigint,
    CONSTRAINT payout_points CHECK ((points > 0))
);
CREATE TABLE rewards_payout_details (
    member_id bigint NOT NULL,
    iban text NOT NULL,
    holder text NOT NULL,
    hint character varying(12) NOT NULL,
    fingerprint character varying(64) NOT NULL,
    at timestamp with time zone NOT NULL
);
ALTER TABLE rewards_payout ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME rewards_payout_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE rewards_prize (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    about character varying(300) NOT NULL,
    kind character varying(8) NOT NULL,
    points integer NOT NULL,
    stock integer NOT NULL,
    withdrawn boolean NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT prize_points CHECK ((points > 0)),
    CONSTRAINT prize_stock CHECK ((stock >= 0))
);
ALTER TABLE rewards_prize ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME rewards_prize_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE rewards_prize_order (
    id bigint NOT NULL,
    points integer NOT NULL,
    sealed text NOT NULL,
    at timestamp with time zone NOT NULL,
    released_at timestamp with time zone,
    cycle_id bigint NOT NULL,
    member_id bigint NOT NULL,
    prize_id bigint NOT NULL
);
ALTER TABLE rewards_prize_order ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME rewards_prize_order_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE rewards_reason (
    id bigint NOT NULL,
    lane integer NOT NULL,
    key character varying(200) NOT NULL,
    earned_id bigint NOT NULL,
    CONSTRAINT rewards_reason_lane_check CHECK ((lane >= 0))
);
ALTER TABLE rewards_reason ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME rewards_reason_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE rewards_standing_choice (
    credit smallint NOT NULL,
    cash smallint NOT NULL,
    charity smallint NOT NULL,
    keep smallint NOT NULL,
    at timestamp with time zone NOT NULL,
    member_id bigint NOT NULL,
    CONSTRAINT standing_choice_all CHECK (((cash >= 0) AND (charity >= 0) AND (credit >= 0) AND (keep = (((100 - credit) - cash) - charity)) AND (keep >= 0)))
);
CREATE TABLE rewards_statement (
    id bigint NOT NULL,
    month date NOT NULL,
    earned bigint NOT NULL,
    taken_back bigint NOT NULL,
    paid bigint NOT NULL,
    held bigint NOT NULL,
    available bigint NOT NULL,
    made_at timestamp with time zone NOT NULL,
    member_id bigint NOT NULL
);
ALTER TABLE rewards_statement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME rewards_statement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE rewards_tally (
    id bigint NOT NULL,
    lane integer NOT NULL,
    key character varying(200) NOT NULL,
    count bigint NOT NULL,
    CONSTRAINT rewards_tally_lane_check CHECK ((lane >= 0))
);
ALTER TABLE rewards_tally ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME rewards_tally_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE rewards_version (
    id bigint NOT NULL,
    number integer NOT NULL,
    name character varying(40) NOT NULL,
    text text NOT NULL,
    note character varying(300) NOT NULL,
    drafted_at timestamp with time zone NOT NULL,
    since timestamp with time zone,
    approved_at timestamp with time zone,
    followed boolean NOT NULL,
    shadow_since timestamp with time zone,
    approved_by_id bigint,
    drafted_by_id bigint,
    counted boolean NOT NULL,
    shadow_until timestamp with time zone,
    places jsonb NOT NULL,
    CONSTRAINT rewards_version_number_check CHECK ((number >= 0)),
    CONSTRAINT version_approved_with_a_moment CHECK ((((approved_at IS NULL) AND (since IS NULL)) OR ((approved_at IS NOT NULL) AND (since IS NOT NULL))))
);
ALTER TABLE rewards_version ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME rewards_version_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE rewards_voucher_code (
    id bigint NOT NULL,
    sealed text NOT NULL,
    fingerprint character varying(64) NOT NULL,
    at timestamp with time zone NOT NULL,
    order_id bigint,
    prize_id bigint NOT NULL
);
ALTER TABLE rewards_voucher_code ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME rewards_voucher_code_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE search_document (
    question bigint NOT NULL,
    voice bigint NOT NULL,
    title character varying(300) NOT NULL,
    title_words tsvector NOT NULL,
    topic bigint NOT NULL,
    tags character varying(40)[] NOT NULL,
    language character varying(8) NOT NULL,
    asker bigint NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    active_at timestamp with time zone NOT NULL,
    answers integer NOT NULL,
    votes integer NOT NULL,
    solution bigint,
    closed boolean NOT NULL,
    hidden boolean NOT NULL,
    canonical boolean DEFAULT false NOT NULL
);
CREATE TABLE search_find (
    id bigint NOT NULL,
    search bigint NOT NULL,
    question bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    told boolean NOT NULL
);
ALTER TABLE search_find ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME search_find_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE search_fresh (
    question bigint NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE TABLE search_missed (
    id bigint NOT NULL,
    day date NOT NULL,
    words character varying(80) NOT NULL,
    language character varying(8) NOT NULL,
    who character varying(16) NOT NULL
);
ALTER TABLE search_missed ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME search_missed_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE search_saved (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    query character varying(200) NOT NULL,
    topic bigint,
    tags character varying(40)[] NOT NULL,
    language character varying(8) NOT NULL,
    author bigint,
    how character varying(6) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    told_at timestamp with time zone,
    pending boolean NOT NULL,
    keys text[] NOT NULL,
    fits tsquery,
    member_id bigint NOT NULL
);
ALTER TABLE search_saved ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME search_saved_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE search_state (
    id bigint NOT NULL,
    model character varying(80) NOT NULL,
    counted_at timestamp with time zone,
    counting_took double precision NOT NULL,
    changed_at timestamp with time zone,
    version bigint NOT NULL
);
ALTER TABLE search_state ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME search_state_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE search_synonym (
    word character varying(40) NOT NULL,
    main character varying(40) NOT NULL
);
CREATE TABLE search_text (
    voice bigint NOT NULL,
    question bigint NOT NULL,
    answer bigint,
    author bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    digest bigint NOT NULL,
    text text NOT NULL,
    words tsvector NOT NULL
)
WITH (toast_tuple_target='2040');
ALTER TABLE ONLY search_text ALTER COLUMN words SET STORAGE MAIN;
CREATE TABLE search_vote (
    question bigint NOT NULL,
    member bigint NOT NULL,
    value smallint NOT NULL
);
CREATE TABLE search_wanted (
    voice bigint NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE TABLE search_word (
    config character varying(12) NOT NULL,
    word character varying(50) NOT NULL,
    lexeme character varying(50) NOT NULL,
    texts integer NOT NULL,
    trigrams character varying(3)[] NOT NULL
);
CREATE TABLE socialaccount_socialaccount (
    id integer NOT NULL,
    provider character varying(200) NOT NULL,
    uid character varying(191) NOT NULL,
    last_login timestamp with time zone NOT NULL,
    date_joined timestamp with time zone NOT NULL,
    extra_data jsonb NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE socialaccount_socialaccount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME socialaccount_socialaccount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE socialaccount_socialapp (
    id integer NOT NULL,
    provider character varying(30) NOT NULL,
    name character varying(40) NOT NULL,
    client_id character varying(191) NOT NULL,
    secret character varying(191) NOT NULL,
    key character varying(191) NOT NULL,
    provider_id character varying(200) NOT NULL,
    settings jsonb NOT NULL
);
ALTER TABLE socialaccount_socialapp ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME socialaccount_socialapp_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE socialaccount_socialtoken (
    id integer NOT NULL,
    token text NOT NULL,
    token_secret text NOT NULL,
    expires_at timestamp with time zone,
    account_id integer NOT NULL,
    app_id integer
);
ALTER TABLE socialaccount_socialtoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME socialaccount_socialtoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE standing (
    member_id bigint NOT NULL,
    reputation integer NOT NULL,
    asked integer NOT NULL,
    answered integer NOT NULL,
    commented integer NOT NULL,
    voted integer NOT NULL,
    solved integer NOT NULL,
    thanked integer NOT NULL,
    days integer NOT NULL,
    good_answers integer NOT NULL,
    great_answers integer NOT NULL,
    level smallint NOT NULL,
    falls_on date,
    reached smallint NOT NULL
);
CREATE TABLE standing_award (
    id bigint NOT NULL,
    badge character varying(24) NOT NULL,
    day date NOT NULL,
    member_id bigint NOT NULL
);
ALTER TABLE standing_award ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME standing_award_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE standing_day (
    id bigint NOT NULL,
    day date NOT NULL,
    capped integer NOT NULL,
    free integer NOT NULL,
    asked integer NOT NULL,
    answered integer NOT NULL,
    commented integer NOT NULL,
    voted integer NOT NULL,
    solved integer NOT NULL,
    thanked integer NOT NULL,
    member_id bigint NOT NULL
);
ALTER TABLE standing_day ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME standing_day_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE standing_deed (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    subject character varying(30) NOT NULL,
    question bigint NOT NULL,
    value smallint NOT NULL,
    day date NOT NULL,
    live boolean NOT NULL,
    hidden_by bigint,
    member_id bigint NOT NULL
);
ALTER TABLE standing_deed ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME standing_deed_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE standing_gain (
    id bigint NOT NULL,
    entry bigint NOT NULL,
    reason character varying(24) NOT NULL,
    question bigint NOT NULL,
    subject character varying(30) NOT NULL,
    points integer NOT NULL,
    capped boolean NOT NULL,
    day date NOT NULL,
    at timestamp with time zone NOT NULL,
    member_id bigint NOT NULL,
    votes integer NOT NULL
);
ALTER TABLE standing_gain ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME standing_gain_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE standing_help (
    answer bigint NOT NULL,
    question bigint NOT NULL,
    member bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    own boolean NOT NULL,
    hidden boolean NOT NULL,
    role character varying(10) NOT NULL,
    solved_at timestamp with time zone
);
CREATE TABLE standing_pause (
    entry bigint NOT NULL,
    member bigint NOT NULL,
    first date NOT NULL,
    last date NOT NULL
);
CREATE TABLE standing_place (
    question bigint NOT NULL,
    asker bigint NOT NULL,
    topic bigint NOT NULL,
    tags character varying(40)[] NOT NULL,
    at timestamp with time zone NOT NULL,
    hidden boolean NOT NULL
);
CREATE TABLE standing_score (
    subject character varying(30) NOT NULL,
    votes integer NOT NULL,
    good_on date,
    great_on date,
    member_id bigint NOT NULL
);
CREATE TABLE standing_told (
    member bigint NOT NULL,
    level smallint NOT NULL,
    warned_of date
);
CREATE TABLE support_answer (
    id bigint NOT NULL,
    posted_at timestamp with time zone NOT NULL,
    ups integer NOT NULL,
    downs integer NOT NULL,
    rank double precision NOT NULL,
    thanks integer NOT NULL,
    deleted_at timestamp with time zone,
    source character varying(40) NOT NULL,
    source_id bigint,
    author_id bigint NOT NULL,
    voice_id bigint NOT NULL,
    question_id bigint NOT NULL,
    downs_before integer DEFAULT 0 NOT NULL,
    ups_before integer DEFAULT 0 NOT NULL,
    marked_as character varying(10) DEFAULT ''::character varying NOT NULL,
    marked_at timestamp with time zone,
    marked_by_id bigint,
    official_at timestamp with time zone,
    official_by_id bigint,
    the_answer character varying(70)[] DEFAULT '{}'::character varying(70)[] NOT NULL,
    wiki_level smallint
);
ALTER TABLE support_answer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME support_answer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE support_asking (
    question_id bigint NOT NULL,
    details jsonb NOT NULL,
    me_too integer DEFAULT 0 NOT NULL,
    needs_at timestamp with time zone,
    claimed_at timestamp with time zone,
    claimed_until timestamp with time zone,
    claimed_by_id bigint,
    needs_by_id bigint,
    wanted_at timestamp with time zone
);
CREATE TABLE support_attempt (
    id bigint NOT NULL,
    once uuid NOT NULL,
    shown bigint[] NOT NULL,
    opened bigint[] NOT NULL,
    at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    asked_id bigint,
    member_id bigint NOT NULL,
    solved_by_id bigint
);
ALTER TABLE support_attempt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME support_attempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE support_change (
    id bigint NOT NULL,
    what character varying(20) NOT NULL,
    at timestamp with time zone NOT NULL,
    reason character varying(300) NOT NULL,
    answer_id bigint,
    by_id bigint,
    question_id bigint NOT NULL
);
ALTER TABLE support_change ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME support_change_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE support_comment (
    id bigint NOT NULL,
    posted_at timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone,
    source character varying(40) NOT NULL,
    source_id bigint,
    answer_id bigint,
    author_id bigint NOT NULL,
    voice_id bigint NOT NULL,
    question_id bigint NOT NULL
);
ALTER TABLE support_comment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME support_comment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE support_dismissal (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    member_id bigint NOT NULL,
    question_id bigint NOT NULL
);
ALTER TABLE support_dismissal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME support_dismissal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE support_follow (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    subject bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    member_id bigint NOT NULL
);
ALTER TABLE support_follow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME support_follow_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE support_former_vote (
    id bigint NOT NULL,
    value smallint NOT NULL,
    at timestamp with time zone NOT NULL,
    source character varying(40) NOT NULL,
    source_id bigint NOT NULL,
    answer_id bigint,
    question_id bigint NOT NULL
);
ALTER TABLE support_former_vote ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME support_former_vote_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE support_link (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    at timestamp with time zone NOT NULL,
    source character varying(40) NOT NULL,
    source_id bigint,
    other_id bigint NOT NULL,
    question_id bigint NOT NULL,
    follows jsonb DEFAULT '[]'::jsonb NOT NULL
);
ALTER TABLE support_link ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME support_link_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE support_me_too (
    id bigint NOT NULL,
    device character varying(80) NOT NULL,
    version character varying(40) NOT NULL,
    at timestamp with time zone NOT NULL,
    member_id bigint NOT NULL,
    question_id bigint NOT NULL
);
ALTER TABLE support_me_too ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME support_me_too_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE support_merge (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    answers jsonb NOT NULL,
    comments jsonb NOT NULL,
    follows jsonb NOT NULL,
    views integer NOT NULL,
    undone_at timestamp with time zone,
    by_id bigint,
    into_id bigint NOT NULL,
    question_id bigint NOT NULL
);
ALTER TABLE support_merge ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME support_merge_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE support_mute (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    subject bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    member_id bigint NOT NULL
);
ALTER TABLE support_mute ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME support_mute_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE support_question ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME support_question_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE support_reading (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    member_id bigint NOT NULL,
    question_id bigint NOT NULL
);
ALTER TABLE support_reading ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME support_reading_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE support_retagged (
    id bigint NOT NULL,
    "both" boolean NOT NULL,
    question_id bigint NOT NULL,
    synonym_id bigint NOT NULL
);
ALTER TABLE support_retagged ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME support_retagged_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE support_share_link (
    id bigint NOT NULL,
    code character varying(16) NOT NULL,
    visits integer NOT NULL,
    made timestamp with time zone NOT NULL,
    member_id bigint NOT NULL,
    question_id bigint NOT NULL
);
ALTER TABLE support_share_link ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME support_share_link_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE support_split (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    answers jsonb NOT NULL,
    returned jsonb NOT NULL,
    undone_at timestamp with time zone,
    answer_id bigint,
    by_id bigint,
    comment_id bigint,
    out_of_id bigint NOT NULL,
    question_id bigint NOT NULL
);
ALTER TABLE support_split ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME support_split_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE support_synonym (
    id bigint NOT NULL,
    name character varying(40) NOT NULL,
    state character varying(10) NOT NULL,
    at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    follows jsonb NOT NULL,
    by_id bigint,
    decided_by_id bigint,
    tag_id bigint NOT NULL,
    former boolean DEFAULT false NOT NULL
);
ALTER TABLE support_synonym ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME support_synonym_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE support_tag (
    id bigint NOT NULL,
    name character varying(40) NOT NULL,
    about character varying(500) NOT NULL,
    uses integer NOT NULL
);
ALTER TABLE support_tag ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME support_tag_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE support_tag_page (
    tag_id bigint NOT NULL,
    level smallint NOT NULL,
    voice_id bigint NOT NULL
);
CREATE TABLE support_thanks (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    answer_id bigint NOT NULL,
    member_id bigint NOT NULL
);
ALTER TABLE support_thanks ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME support_thanks_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE support_topic (
    id bigint NOT NULL,
    slug character varying(60) NOT NULL,
    name jsonb NOT NULL,
    about jsonb NOT NULL,
    icon character varying(40) NOT NULL,
    "order" integer NOT NULL,
    parent_id bigint,
    several_solutions boolean DEFAULT false NOT NULL,
    private boolean DEFAULT false NOT NULL,
    archived_at timestamp with time zone,
    language character varying(8) DEFAULT ''::character varying NOT NULL
);
CREATE TABLE support_topic_address (
    id bigint NOT NULL,
    slug character varying(60) NOT NULL,
    topic_id bigint NOT NULL
);
ALTER TABLE support_topic_address ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME support_topic_address_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE support_topic_form (
    topic_id bigint NOT NULL,
    fields jsonb NOT NULL
);
ALTER TABLE support_topic ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME support_topic_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE support_vote (
    id bigint NOT NULL,
    value smallint NOT NULL,
    at timestamp with time zone NOT NULL,
    answer_id bigint,
    author_id bigint NOT NULL,
    member_id bigint NOT NULL,
    question_id bigint NOT NULL,
    counts boolean DEFAULT true NOT NULL,
    CONSTRAINT vote_value CHECK ((value = ANY (ARRAY['-1'::integer, 1])))
);
ALTER TABLE support_vote ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME support_vote_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE support_welcome (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    answer_id bigint,
    by_id bigint NOT NULL,
    question_id bigint NOT NULL
);
ALTER TABLE support_welcome ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME support_welcome_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE support_wiki (
    id bigint NOT NULL,
    level smallint NOT NULL,
    at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    answer_id bigint NOT NULL,
    by_id bigint
);
ALTER TABLE support_wiki ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME support_wiki_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE usersessions_usersession (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    ip inet NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    session_key character varying(40) NOT NULL,
    user_agent character varying(200) NOT NULL,
    data jsonb NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE usersessions_usersession ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME usersessions_usersession_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE voice (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    title character varying(300) NOT NULL,
    source text NOT NULL,
    html text NOT NULL,
    excerpt character varying(300) NOT NULL,
    language character varying(8) NOT NULL,
    markup character varying(8) NOT NULL,
    origin character varying(40) NOT NULL,
    at timestamp with time zone NOT NULL,
    arrived timestamp with time zone NOT NULL,
    revision integer NOT NULL,
    edited_at timestamp with time zone,
    edit_reason character varying(200) NOT NULL,
    hidden boolean NOT NULL,
    once uuid,
    author_id bigint,
    edited_by_id bigint
);
CREATE TABLE voice_draft (
    id bigint NOT NULL,
    place character varying(60) NOT NULL,
    text jsonb NOT NULL,
    saved timestamp with time zone NOT NULL,
    member_id bigint NOT NULL,
    page character varying(200) NOT NULL
);
ALTER TABLE voice_draft ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME voice_draft_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE voice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME voice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE voice_picture (
    key uuid NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    size integer NOT NULL,
    kind character varying(8) NOT NULL,
    uploaded timestamp with time zone NOT NULL,
    owner_id bigint
);
CREATE TABLE voice_preview (
    id bigint NOT NULL,
    url character varying(500) NOT NULL,
    title character varying(200) NOT NULL,
    about character varying(300) NOT NULL,
    site character varying(100) NOT NULL,
    state character varying(8) NOT NULL,
    tries smallint NOT NULL,
    fetched timestamp with time zone
);
ALTER TABLE voice_preview ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME voice_preview_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE voice_revision (
    id bigint NOT NULL,
    number integer NOT NULL,
    title character varying(300) NOT NULL,
    source text NOT NULL,
    at timestamp with time zone NOT NULL,
    reason character varying(200) NOT NULL,
    by_id bigint,
    voice_id bigint NOT NULL
);
ALTER TABLE voice_revision ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME voice_revision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE voice_translation (
    id bigint NOT NULL,
    language character varying(8) NOT NULL,
    revision integer NOT NULL,
    said character varying(64) NOT NULL,
    title character varying(300) NOT NULL,
    html text NOT NULL,
    state character varying(8) NOT NULL,
    away boolean NOT NULL,
    at timestamp with time zone NOT NULL,
    voice_id bigint NOT NULL
);
ALTER TABLE voice_translation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME voice_translation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE ONLY procrastinate_events ALTER COLUMN id SET DEFAULT nextval('procrastinate_events_id_seq'::regclass);
ALTER TABLE ONLY procrastinate_jobs ALTER COLUMN id SET DEFAULT nextval('procrastinate_jobs_id_seq'::regclass);
ALTER TABLE ONLY procrastinate_periodic_defers ALTER COLUMN id SET DEFAULT nextval('procrastinate_periodic_defers_id_seq'::regclass);
INSERT INTO log_generation VALUES (1, now());
INSERT INTO search_state VALUES (1, '', NULL, 0, NULL, 0);
SELECT pg_catalog.setval('search_state_id_seq', 1, true);
ALTER TABLE ONLY account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);
ALTER TABLE ONLY account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);
ALTER TABLE ONLY account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);
ALTER TABLE ONLY account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY ledger_account
    ADD CONSTRAINT account_once UNIQUE (kind, owner, name, unit);
ALTER TABLE ONLY announcement
    ADD CONSTRAINT announcement_pkey PRIMARY KEY (id);
ALTER TABLE ONLY announcement_text
    ADD CONSTRAINT announcement_text_once UNIQUE (announcement_id, language);
ALTER TABLE ONLY announcement_text
    ADD CONSTRAINT announcement_text_pkey PRIMARY KEY (id);
ALTER TABLE ONLY announcement_text
    ADD CONSTRAINT announcement_text_voice_id_key UNIQUE (voice_id);
ALTER TABLE ONLY member_api_reply
    ADD CONSTRAINT api_reply_once UNIQUE (caller, key);
ALTER TABLE ONLY gathering_attendance
    ADD CONSTRAINT attendance_once UNIQUE (member_id, gathering_id);
ALTER TABLE ONLY auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);
ALTER TABLE ONLY auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);
ALTER TABLE ONLY auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);
ALTER TABLE ONLY auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);
ALTER TABLE ONLY auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);
ALTER TABLE ONLY standing_award
    ADD CONSTRAINT award_once UNIQUE (member_id, badge);
ALTER TABLE ONLY discussion_ballot
    ADD CONSTRAINT ballot_once UNIQUE (poll_id, member_id);
ALTER TABLE ONLY member_belonging
    ADD CONSTRAINT belonging_once UNIQUE (member_id, group_id);
ALTER TABLE ONLY conversation_block
    ADD CONSTRAINT block_once UNIQUE (member_id, blocked_id);
ALTER TABLE ONLY discussion_blog_draft
    ADD CONSTRAINT blog_draft_once UNIQUE (author_id, once);
ALTER TABLE ONLY cache_entry
    ADD CONSTRAINT cache_entry_pkey PRIMARY KEY (cache_key);
ALTER TABLE ONLY rewards_charity_vote
    ADD CONSTRAINT charity_vote_once UNIQUE (cycle_id, member_id);
ALTER TABLE ONLY rewards_choice
    ADD CONSTRAINT choice_once UNIQUE (cycle_id, member_id);
ALTER TABLE ONLY support_asking
    ADD CONSTRAINT claim_once UNIQUE (claimed_by_id);
ALTER TABLE ONLY rewards_voucher_code
    ADD CONSTRAINT code_once UNIQUE (prize_id, fingerprint);
ALTER TABLE ONLY rewards_concern
    ADD CONSTRAINT concern_once UNIQUE (finding_id, person_id);
ALTER TABLE ONLY conversation_block
    ADD CONSTRAINT conversation_block_pkey PRIMARY KEY (id);
ALTER TABLE ONLY conversation_message
    ADD CONSTRAINT conversation_message_pkey PRIMARY KEY (id);
ALTER TABLE ONLY conversation_message
    ADD CONSTRAINT conversation_message_voice_id_key UNIQUE (voice_id);
ALTER TABLE ONLY conversation
    ADD CONSTRAINT conversation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY standing_day
    ADD CONSTRAINT day_once UNIQUE (member_id, day);
ALTER TABLE ONLY standing_deed
    ADD CONSTRAINT deed_once UNIQUE (kind, member_id, subject);
ALTER TABLE ONLY notification_digest
    ADD CONSTRAINT digest_once_a_day UNIQUE (member_id, day);
ALTER TABLE ONLY discussion_ballot
    ADD CONSTRAINT discussion_ballot_pkey PRIMARY KEY (id);
ALTER TABLE ONLY discussion_blog_draft
    ADD CONSTRAINT discussion_blog_draft_of_id_key UNIQUE (of_id);
ALTER TABLE ONLY discussion_blog_draft
    ADD CONSTRAINT discussion_blog_draft_pkey PRIMARY KEY (id);
ALTER TABLE ONLY discussion_change
    ADD CONSTRAINT discussion_change_pkey PRIMARY KEY (id);
ALTER TABLE ONLY discussion_hearing
    ADD CONSTRAINT discussion_hearing_pkey PRIMARY KEY (id);
ALTER TABLE ONLY discussion
    ADD CONSTRAINT discussion_number_key UNIQUE (number);
ALTER TABLE ONLY discussion
    ADD CONSTRAINT discussion_pkey PRIMARY KEY (id);
ALTER TABLE ONLY discussion_poll
    ADD CONSTRAINT discussion_poll_discussion_id_key UNIQUE (discussion_id);
ALTER TABLE ONLY discussion_poll_option
    ADD CONSTRAINT discussion_poll_option_pkey PRIMARY KEY (id);
ALTER TABLE ONLY discussion_poll
    ADD CONSTRAINT discussion_poll_pkey PRIMARY KEY (id);
ALTER TABLE ONLY discussion_reply
    ADD CONSTRAINT discussion_reply_pkey PRIMARY KEY (id);
ALTER TABLE ONLY discussion_reply
    ADD CONSTRAINT discussion_reply_voice_id_key UNIQUE (voice_id);
ALTER TABLE ONLY discussion_space
    ADD CONSTRAINT discussion_space_pkey PRIMARY KEY (id);
ALTER TABLE ONLY discussion_space
    ADD CONSTRAINT discussion_space_place_key UNIQUE (place);
ALTER TABLE ONLY discussion_space
    ADD CONSTRAINT discussion_space_slug_key UNIQUE (slug);
ALTER TABLE ONLY discussion_thanks
    ADD CONSTRAINT discussion_thanks_pkey PRIMARY KEY (id);
ALTER TABLE ONLY discussion
    ADD CONSTRAINT discussion_voice_id_key UNIQUE (voice_id);
ALTER TABLE ONLY support_dismissal
    ADD CONSTRAINT dismissal_once UNIQUE (member_id, question_id);
ALTER TABLE ONLY django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);
ALTER TABLE ONLY django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);
ALTER TABLE ONLY django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);
ALTER TABLE ONLY voice_draft
    ADD CONSTRAINT draft_once UNIQUE (member_id, place);
ALTER TABLE ONLY rewards_fact
    ADD CONSTRAINT earned_fact_once UNIQUE (kind, subject);
ALTER TABLE ONLY rewards_earned
    ADD CONSTRAINT earned_once UNIQUE (lane, entry, rule);
ALTER TABLE ONLY rewards_tally
    ADD CONSTRAINT earned_tally_once UNIQUE (lane, key);
ALTER TABLE ONLY search_find
    ADD CONSTRAINT find_once UNIQUE (search, question);
ALTER TABLE ONLY moderation_flag
    ADD CONSTRAINT flag_once UNIQUE (item_id, by_id);
ALTER TABLE ONLY support_follow
    ADD CONSTRAINT follow_once UNIQUE (member_id, kind, subject);
ALTER TABLE ONLY support_former_vote
    ADD CONSTRAINT former_vote_once UNIQUE (source, source_id);
ALTER TABLE ONLY standing_gain
    ADD CONSTRAINT gain_once UNIQUE (entry, member_id, reason, subject, day, capped);
ALTER TABLE ONLY gathering_attendance
    ADD CONSTRAINT gathering_attendance_pkey PRIMARY KEY (id);
ALTER TABLE ONLY gathering_feed
    ADD CONSTRAINT gathering_feed_pkey PRIMARY KEY (member_id);
ALTER TABLE ONLY gathering
    ADD CONSTRAINT gathering_pkey PRIMARY KEY (id);
ALTER TABLE ONLY gathering
    ADD CONSTRAINT gathering_recap_id_key UNIQUE (recap_id);
ALTER TABLE ONLY gathering_series
    ADD CONSTRAINT gathering_series_pkey PRIMARY KEY (id);
ALTER TABLE ONLY gathering
    ADD CONSTRAINT gathering_voice_id_key UNIQUE (voice_id);
ALTER TABLE ONLY health_answer
    ADD CONSTRAINT health_answer_pkey PRIMARY KEY (answer);
ALTER TABLE ONLY health_day
    ADD CONSTRAINT health_day_pkey PRIMARY KEY (member, day);
ALTER TABLE ONLY health_intervention
    ADD CONSTRAINT health_intervention_pkey PRIMARY KEY (entry);
ALTER TABLE ONLY health_person
    ADD CONSTRAINT health_person_pkey PRIMARY KEY (member);
ALTER TABLE ONLY health_question
    ADD CONSTRAINT health_question_pkey PRIMARY KEY (question);
ALTER TABLE ONLY health_role
    ADD CONSTRAINT health_role_pkey PRIMARY KEY (entry);
ALTER TABLE ONLY health_writing
    ADD CONSTRAINT health_writing_pkey PRIMARY KEY (writing);
ALTER TABLE ONLY health_writing
    ADD CONSTRAINT health_writing_question_key UNIQUE (question);
ALTER TABLE ONLY discussion_hearing
    ADD CONSTRAINT hearing_once UNIQUE (member_id, kind, subject, how);
ALTER TABLE ONLY rewards_held_lot
    ADD CONSTRAINT held_lot_once UNIQUE (concern_id, lot_id);
ALTER TABLE ONLY moderation_held
    ADD CONSTRAINT held_once UNIQUE (author_id, once);
ALTER TABLE ONLY notification_helped
    ADD CONSTRAINT helped_once UNIQUE (member, thing);
ALTER TABLE ONLY member_honour
    ADD CONSTRAINT honour_once UNIQUE (source, source_id);
ALTER TABLE ONLY notification_interest
    ADD CONSTRAINT interest_once UNIQUE (member_id, thing);
ALTER TABLE ONLY ledger_account
    ADD CONSTRAINT ledger_account_pkey PRIMARY KEY (id);
ALTER TABLE ONLY ledger_check
    ADD CONSTRAINT ledger_check_pkey PRIMARY KEY (id);
ALTER TABLE ONLY ledger_lot
    ADD CONSTRAINT ledger_lot_born_id_key UNIQUE (born_id);
ALTER TABLE ONLY ledger_lot
    ADD CONSTRAINT ledger_lot_pkey PRIMARY KEY (id);
ALTER TABLE ONLY ledger_move
    ADD CONSTRAINT ledger_move_pkey PRIMARY KEY (id);
ALTER TABLE ONLY ledger_transfer
    ADD CONSTRAINT ledger_transfer_key_key UNIQUE (key);
ALTER TABLE ONLY ledger_transfer
    ADD CONSTRAINT ledger_transfer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY ledger_transfer
    ADD CONSTRAINT ledger_transfer_reverses_id_key UNIQUE (reverses_id);
ALTER TABLE ONLY support_link
    ADD CONSTRAINT link_once UNIQUE (question_id, other_id, kind);
ALTER TABLE ONLY log_cursor
    ADD CONSTRAINT log_cursor_pkey PRIMARY KEY (consumer);
ALTER TABLE ONLY log_delivery
    ADD CONSTRAINT log_delivery_key_key UNIQUE (key);
ALTER TABLE ONLY log_delivery
    ADD CONSTRAINT log_delivery_pkey PRIMARY KEY (id);
ALTER TABLE ONLY log_entry
    ADD CONSTRAINT log_entry_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY log_generation
    ADD CONSTRAINT log_generation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY log_skipped
    ADD CONSTRAINT log_skipped_pkey PRIMARY KEY (id);
ALTER TABLE ONLY mail_in_taken
    ADD CONSTRAINT mail_in_taken_key_key UNIQUE (key);
ALTER TABLE ONLY mail_in_taken
    ADD CONSTRAINT mail_in_taken_pkey PRIMARY KEY (id);
ALTER TABLE ONLY notification_mailed
    ADD CONSTRAINT mailed_once UNIQUE (member_id, entry);
ALTER TABLE ONLY support_me_too
    ADD CONSTRAINT me_too_once UNIQUE (question_id, member_id);
ALTER TABLE ONLY member_api_key
    ADD CONSTRAINT member_api_key_digest_key UNIQUE (digest);
ALTER TABLE ONLY member_api_key
    ADD CONSTRAINT member_api_key_pkey PRIMARY KEY (id);
ALTER TABLE ONLY member_api_reply
    ADD CONSTRAINT member_api_reply_pkey PRIMARY KEY (id);
ALTER TABLE ONLY member_audience
    ADD CONSTRAINT member_audience_pkey PRIMARY KEY (place);
ALTER TABLE ONLY member_belonging
    ADD CONSTRAINT member_belonging_pkey PRIMARY KEY (id);
ALTER TABLE ONLY member_group
    ADD CONSTRAINT member_group_pkey PRIMARY KEY (id);
ALTER TABLE ONLY member_group
    ADD CONSTRAINT member_group_slug_key UNIQUE (slug);
ALTER TABLE ONLY member
    ADD CONSTRAINT member_handle_key_key UNIQUE (handle_key);
ALTER TABLE ONLY member_honour
    ADD CONSTRAINT member_honour_pkey PRIMARY KEY (id);
ALTER TABLE ONLY member
    ADD CONSTRAINT member_pkey PRIMARY KEY (id);
ALTER TABLE ONLY member_reserved
    ADD CONSTRAINT member_reserved_pkey PRIMARY KEY (voice);
ALTER TABLE ONLY member_tally
    ADD CONSTRAINT member_tally_pkey PRIMARY KEY (id);
ALTER TABLE ONLY mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_pkey PRIMARY KEY (id);
ALTER TABLE ONLY search_missed
    ADD CONSTRAINT missed_once UNIQUE (day, words, who);
ALTER TABLE ONLY moderation_appeal
    ADD CONSTRAINT moderation_appeal_decision_id_key UNIQUE (decision_id);
ALTER TABLE ONLY moderation_appeal
    ADD CONSTRAINT moderation_appeal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY moderation_decision
    ADD CONSTRAINT moderation_decision_pkey PRIMARY KEY (id);
ALTER TABLE ONLY moderation_flag
    ADD CONSTRAINT moderation_flag_pkey PRIMARY KEY (id);
ALTER TABLE ONLY moderation_held
    ADD CONSTRAINT moderation_held_pkey PRIMARY KEY (id);
ALTER TABLE ONLY moderation_item
    ADD CONSTRAINT moderation_item_pkey PRIMARY KEY (id);
ALTER TABLE ONLY moderation_learned
    ADD CONSTRAINT moderation_learned_pkey PRIMARY KEY (id);
ALTER TABLE ONLY moderation_note
    ADD CONSTRAINT moderation_note_pkey PRIMARY KEY (id);
ALTER TABLE ONLY moderation_notice
    ADD CONSTRAINT moderation_notice_pkey PRIMARY KEY (id);
ALTER TABLE ONLY moderation_notice
    ADD CONSTRAINT moderation_notice_token_key UNIQUE (token);
ALTER TABLE ONLY moderation_pace
    ADD CONSTRAINT moderation_pace_pkey PRIMARY KEY (id);
ALTER TABLE ONLY moderation_pace
    ADD CONSTRAINT moderation_pace_place_key UNIQUE (place);
ALTER TABLE ONLY moderation_policy
    ADD CONSTRAINT moderation_policy_pkey PRIMARY KEY (id);
ALTER TABLE ONLY moderation_word_rule
    ADD CONSTRAINT moderation_word_rule_pkey PRIMARY KEY (id);
ALTER TABLE ONLY support_mute
    ADD CONSTRAINT mute_once UNIQUE (member_id, kind, subject);
ALTER TABLE ONLY notification_bounce
    ADD CONSTRAINT notification_bounce_pkey PRIMARY KEY (member_id);
ALTER TABLE ONLY notification_device
    ADD CONSTRAINT notification_device_endpoint_key UNIQUE (endpoint);
ALTER TABLE ONLY notification_device
    ADD CONSTRAINT notification_device_pkey PRIMARY KEY (id);
ALTER TABLE ONLY notification_digest
    ADD CONSTRAINT notification_digest_pkey PRIMARY KEY (id);
ALTER TABLE ONLY notification_first_solution
    ADD CONSTRAINT notification_first_solution_pkey PRIMARY KEY (member);
ALTER TABLE ONLY notification_gone
    ADD CONSTRAINT notification_gone_pkey PRIMARY KEY (post);
ALTER TABLE ONLY notification_helped
    ADD CONSTRAINT notification_helped_pkey PRIMARY KEY (id);
ALTER TABLE ONLY notification_interest
    ADD CONSTRAINT notification_interest_pkey PRIMARY KEY (id);
ALTER TABLE ONLY notification_mailed
    ADD CONSTRAINT notification_mailed_pkey PRIMARY KEY (id);
ALTER TABLE ONLY notification
    ADD CONSTRAINT notification_once UNIQUE (entry, member_id);
ALTER TABLE ONLY notification_open
    ADD CONSTRAINT notification_open_pkey PRIMARY KEY (question);
ALTER TABLE ONLY notification
    ADD CONSTRAINT notification_pkey PRIMARY KEY (id);
ALTER TABLE ONLY notification_reminded
    ADD CONSTRAINT notification_reminded_pkey PRIMARY KEY (id);
ALTER TABLE ONLY notification_seen
    ADD CONSTRAINT notification_seen_pkey PRIMARY KEY (id);
ALTER TABLE ONLY notification_thread
    ADD CONSTRAINT notification_thread_pkey PRIMARY KEY (question);
ALTER TABLE ONLY notification_unsettled
    ADD CONSTRAINT notification_unsettled_pkey PRIMARY KEY (question);
ALTER TABLE ONLY notification_upvote
    ADD CONSTRAINT notification_upvote_pkey PRIMARY KEY (id);
ALTER TABLE ONLY discussion_poll_option
    ADD CONSTRAINT poll_option_order UNIQUE (poll_id, "order");
ALTER TABLE ONLY procrastinate_events
    ADD CONSTRAINT procrastinate_events_pkey PRIMARY KEY (id);
ALTER TABLE ONLY procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_pkey PRIMARY KEY (id);
ALTER TABLE ONLY procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_unique UNIQUE (task_name, periodic_id, defer_timestamp);
ALTER TABLE ONLY procrastinate_workers
    ADD CONSTRAINT procrastinate_workers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY support_reading
    ADD CONSTRAINT reading_once UNIQUE (member_id, question_id);
ALTER TABLE ONLY notification_reminded
    ADD CONSTRAINT reminded_once UNIQUE (question, days);
ALTER TABLE ONLY support_retagged
    ADD CONSTRAINT retagged_once UNIQUE (synonym_id, question_id);
ALTER TABLE ONLY voice_revision
    ADD CONSTRAINT revision_once UNIQUE (voice_id, number);
ALTER TABLE ONLY rewards_charity
    ADD CONSTRAINT rewards_charity_name_key UNIQUE (name);
ALTER TABLE ONLY rewards_charity
    ADD CONSTRAINT rewards_charity_pkey PRIMARY KEY (id);
ALTER TABLE ONLY rewards_charity
    ADD CONSTRAINT rewards_charity_slug_key UNIQUE (slug);
ALTER TABLE ONLY rewards_charity_vote
    ADD CONSTRAINT rewards_charity_vote_pkey PRIMARY KEY (id);
ALTER TABLE ONLY rewards_choice
    ADD CONSTRAINT rewards_choice_pkey PRIMARY KEY (id);
ALTER TABLE ONLY rewards_concern
    ADD CONSTRAINT rewards_concern_pkey PRIMARY KEY (id);
ALTER TABLE ONLY rewards_cycle
    ADD CONSTRAINT rewards_cycle_name_key UNIQUE (name);
ALTER TABLE ONLY rewards_cycle
    ADD CONSTRAINT rewards_cycle_pkey PRIMARY KEY (id);
ALTER TABLE ONLY rewards_earned
    ADD CONSTRAINT rewards_earned_pkey PRIMARY KEY (id);
ALTER TABLE ONLY rewards_fact
    ADD CONSTRAINT rewards_fact_pkey PRIMARY KEY (id);
ALTER TABLE ONLY rewards_finding
    ADD CONSTRAINT rewards_finding_pkey PRIMARY KEY (id);
ALTER TABLE ONLY rewards_held_lot
    ADD CONSTRAINT rewards_held_lot_pkey PRIMARY KEY (id);
ALTER TABLE ONLY rewards_outside
    ADD CONSTRAINT rewards_outside_pkey PRIMARY KEY (member);
ALTER TABLE ONLY rewards_payment_file
    ADD CONSTRAINT rewards_payment_file_message_key UNIQUE (message);
ALTER TABLE ONLY rewards_payment_file
    ADD CONSTRAINT rewards_payment_file_pkey PRIMARY KEY (id);
ALTER TABLE ONLY rewards_payout_details
    ADD CONSTRAINT rewards_payout_details_pkey PRIMARY KEY (member_id);
ALTER TABLE ONLY rewards_payout
    ADD CONSTRAINT rewards_payout_key_key UNIQUE (key);
ALTER TABLE ONLY rewards_payout
    ADD CONSTRAINT rewards_payout_order_id_key UNIQUE (order_id);
ALTER TABLE ONLY rewards_payout
    ADD CONSTRAINT rewards_payout_pkey PRIMARY KEY (id);
ALTER TABLE ONLY rewards_prize_order
    ADD CONSTRAINT rewards_prize_order_pkey PRIMARY KEY (id);
ALTER TABLE ONLY rewards_prize
    ADD CONSTRAINT rewards_prize_pkey PRIMARY KEY (id);
ALTER TABLE ONLY rewards_reason
    ADD CONSTRAINT rewards_reason_pkey PRIMARY KEY (id);
ALTER TABLE ONLY rewards_standing_choice
    ADD CONSTRAINT rewards_standing_choice_pkey PRIMARY KEY (member_id);
ALTER TABLE ONLY rewards_statement
    ADD CONSTRAINT rewards_statement_pkey PRIMARY KEY (id);
ALTER TABLE ONLY rewards_tally
    ADD CONSTRAINT rewards_tally_pkey PRIMARY KEY (id);
ALTER TABLE ONLY rewards_version
    ADD CONSTRAINT rewards_version_number_key UNIQUE (number);
ALTER TABLE ONLY rewards_version
    ADD CONSTRAINT rewards_version_pkey PRIMARY KEY (id);
ALTER TABLE ONLY rewards_voucher_code
    ADD CONSTRAINT rewards_voucher_code_order_id_key UNIQUE (order_id);
ALTER TABLE ONLY rewards_voucher_code
    ADD CONSTRAINT rewards_voucher_code_pkey PRIMARY KEY (id);
ALTER TABLE ONLY search_document
    ADD CONSTRAINT search_document_pkey PRIMARY KEY (question);
ALTER TABLE ONLY search_find
    ADD CONSTRAINT search_find_pkey PRIMARY KEY (id);
ALTER TABLE ONLY search_fresh
    ADD CONSTRAINT search_fresh_pkey PRIMARY KEY (question);
ALTER TABLE ONLY search_missed
    ADD CONSTRAINT search_missed_pkey PRIMARY KEY (id);
ALTER TABLE ONLY search_saved
    ADD CONSTRAINT search_saved_pkey PRIMARY KEY (id);
ALTER TABLE ONLY search_state
    ADD CONSTRAINT search_state_pkey PRIMARY KEY (id);
ALTER TABLE ONLY search_synonym
    ADD CONSTRAINT search_synonym_pkey PRIMARY KEY (word);
ALTER TABLE ONLY search_text
    ADD CONSTRAINT search_text_pkey PRIMARY KEY (voice);
ALTER TABLE ONLY search_vote
    ADD CONSTRAINT search_vote_pkey PRIMARY KEY (question, member);
ALTER TABLE ONLY search_wanted
    ADD CONSTRAINT search_wanted_pkey PRIMARY KEY (voice);
ALTER TABLE ONLY search_word
    ADD CONSTRAINT search_word_pkey PRIMARY KEY (config, word);
ALTER TABLE ONLY notification_seen
    ADD CONSTRAINT seen_once UNIQUE (member_id, entry);
ALTER TABLE ONLY support_share_link
    ADD CONSTRAINT share_link_once UNIQUE (member_id, question_id);
ALTER TABLE ONLY log_skipped
    ADD CONSTRAINT skipped_once UNIQUE (consumer, "position");
ALTER TABLE ONLY socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_socialaccount_pkey PRIMARY KEY (id);
ALTER TABLE ONLY socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_socialaccount_provider_uid_fc810c6e_uniq UNIQUE (provider, uid);
ALTER TABLE ONLY socialaccount_socialapp
    ADD CONSTRAINT socialaccount_socialapp_pkey PRIMARY KEY (id);
ALTER TABLE ONLY socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_socialtoken_app_id_account_id_fca4e0ac_uniq UNIQUE (app_id, account_id);
ALTER TABLE ONLY socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_socialtoken_pkey PRIMARY KEY (id);
ALTER TABLE ONLY standing_award
    ADD CONSTRAINT standing_award_pkey PRIMARY KEY (id);
ALTER TABLE ONLY standing_day
    ADD CONSTRAINT standing_day_pkey PRIMARY KEY (id);
ALTER TABLE ONLY standing_deed
    ADD CONSTRAINT standing_deed_pkey PRIMARY KEY (id);
ALTER TABLE ONLY standing_gain
    ADD CONSTRAINT standing_gain_pkey PRIMARY KEY (id);
ALTER TABLE ONLY standing_help
    ADD CONSTRAINT standing_help_pkey PRIMARY KEY (answer);
ALTER TABLE ONLY standing_pause
    ADD CONSTRAINT standing_pause_pkey PRIMARY KEY (entry);
ALTER TABLE ONLY standing
    ADD CONSTRAINT standing_pkey PRIMARY KEY (member_id);
ALTER TABLE ONLY standing_place
    ADD CONSTRAINT standing_place_pkey PRIMARY KEY (question);
ALTER TABLE ONLY standing_score
    ADD CONSTRAINT standing_score_pkey PRIMARY KEY (subject);
ALTER TABLE ONLY standing_told
    ADD CONSTRAINT standing_told_pkey PRIMARY KEY (member);
ALTER TABLE ONLY rewards_statement
    ADD CONSTRAINT statement_once UNIQUE (member_id, month);
ALTER TABLE ONLY support_answer
    ADD CONSTRAINT support_answer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY support_answer
    ADD CONSTRAINT support_answer_voice_id_key UNIQUE (voice_id);
ALTER TABLE ONLY support_asking
    ADD CONSTRAINT support_asking_pkey PRIMARY KEY (question_id);
ALTER TABLE ONLY support_attempt
    ADD CONSTRAINT support_attempt_once_key UNIQUE (once);
ALTER TABLE ONLY support_attempt
    ADD CONSTRAINT support_attempt_pkey PRIMARY KEY (id);
ALTER TABLE ONLY support_change
    ADD CONSTRAINT support_change_pkey PRIMARY KEY (id);
ALTER TABLE ONLY support_comment
    ADD CONSTRAINT support_comment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY support_comment
    ADD CONSTRAINT support_comment_voice_id_key UNIQUE (voice_id);
ALTER TABLE ONLY support_dismissal
    ADD CONSTRAINT support_dismissal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY support_follow
    ADD CONSTRAINT support_follow_pkey PRIMARY KEY (id);
ALTER TABLE ONLY support_former_vote
    ADD CONSTRAINT support_former_vote_pkey PRIMARY KEY (id);
ALTER TABLE ONLY support_link
    ADD CONSTRAINT support_link_pkey PRIMARY KEY (id);
ALTER TABLE ONLY support_me_too
    ADD CONSTRAINT support_me_too_pkey PRIMARY KEY (id);
ALTER TABLE ONLY support_merge
    ADD CONSTRAINT support_merge_pkey PRIMARY KEY (id);
ALTER TABLE ONLY support_mute
    ADD CONSTRAINT support_mute_pkey PRIMARY KEY (id);
ALTER TABLE ONLY support_question
    ADD CONSTRAINT support_question_pkey PRIMARY KEY (id);
ALTER TABLE ONLY support_question
    ADD CONSTRAINT support_question_solution_id_key UNIQUE (solution_id);
ALTER TABLE ONLY support_question
    ADD CONSTRAINT support_question_voice_id_key UNIQUE (voice_id);
ALTER TABLE ONLY support_reading
    ADD CONSTRAINT support_reading_pkey PRIMARY KEY (id);
ALTER TABLE ONLY support_retagged
    ADD CONSTRAINT support_retagged_pkey PRIMARY KEY (id);
ALTER TABLE ONLY support_share_link
    ADD CONSTRAINT support_share_link_code_key UNIQUE (code);
ALTER TABLE ONLY support_share_link
    ADD CONSTRAINT support_share_link_pkey PRIMARY KEY (id);
ALTER TABLE ONLY support_split
    ADD CONSTRAINT support_split_pkey PRIMARY KEY (id);
ALTER TABLE ONLY support_synonym
    ADD CONSTRAINT support_synonym_pkey PRIMARY KEY (id);
ALTER TABLE ONLY support_tag
    ADD CONSTRAINT support_tag_name_key UNIQUE (name);
ALTER TABLE ONLY support_tag_page
    ADD CONSTRAINT support_tag_page_pkey PRIMARY KEY (tag_id);
ALTER TABLE ONLY support_tag_page
    ADD CONSTRAINT support_tag_page_voice_id_key UNIQUE (voice_id);
ALTER TABLE ONLY support_tag
    ADD CONSTRAINT support_tag_pkey PRIMARY KEY (id);
ALTER TABLE ONLY support_thanks
    ADD CONSTRAINT support_thanks_pkey PRIMARY KEY (id);
ALTER TABLE ONLY support_topic_address
    ADD CONSTRAINT support_topic_address_pkey PRIMARY KEY (id);
ALTER TABLE ONLY support_topic_address
    ADD CONSTRAINT support_topic_address_slug_key UNIQUE (slug);
ALTER TABLE ONLY support_topic_form
    ADD CONSTRAINT support_topic_form_pkey PRIMARY KEY (topic_id);
ALTER TABLE ONLY support_topic
    ADD CONSTRAINT support_topic_pkey PRIMARY KEY (id);
ALTER TABLE ONLY support_topic
    ADD CONSTRAINT support_topic_slug_key UNIQUE (slug);
ALTER TABLE ONLY support_vote
    ADD CONSTRAINT support_vote_pkey PRIMARY KEY (id);
ALTER TABLE ONLY support_welcome
    ADD CONSTRAINT support_welcome_pkey PRIMARY KEY (id);
ALTER TABLE ONLY support_wiki
    ADD CONSTRAINT support_wiki_pkey PRIMARY KEY (id);
ALTER TABLE ONLY member_tally
    ADD CONSTRAINT tally_once UNIQUE (key, "window");
ALTER TABLE ONLY support_thanks
    ADD CONSTRAINT thanks_once UNIQUE (member_id, answer_id);
ALTER TABLE ONLY voice_translation
    ADD CONSTRAINT translation_once UNIQUE (voice_id, language);
ALTER TABLE ONLY notification_upvote
    ADD CONSTRAINT upvote_once UNIQUE (post, voter);
ALTER TABLE ONLY usersessions_usersession
    ADD CONSTRAINT usersessions_usersession_pkey PRIMARY KEY (id);
ALTER TABLE ONLY usersessions_usersession
    ADD CONSTRAINT usersessions_usersession_session_key_key UNIQUE (session_key);
ALTER TABLE ONLY voice_draft
    ADD CONSTRAINT voice_draft_pkey PRIMARY KEY (id);
ALTER TABLE ONLY voice
    ADD CONSTRAINT voice_once UNIQUE (author_id, once);
ALTER TABLE ONLY voice_picture
    ADD CONSTRAINT voice_picture_pkey PRIMARY KEY (key);
ALTER TABLE ONLY voice
    ADD CONSTRAINT voice_pkey PRIMARY KEY (id);
ALTER TABLE ONLY voice_preview
    ADD CONSTRAINT voice_preview_pkey PRIMARY KEY (id);
ALTER TABLE ONLY voice_preview
    ADD CONSTRAINT voice_preview_url_key UNIQUE (url);
ALTER TABLE ONLY voice_revision
    ADD CONSTRAINT voice_revision_pkey PRIMARY KEY (id);
ALTER TABLE ONLY voice_translation
    ADD CONSTRAINT voice_translation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY moderation_word_rule
    ADD CONSTRAINT word_rule_once UNIQUE (kind, text);
CREATE INDEX account_emailaddress_email_03be32b2 ON account_emailaddress USING btree (email);
CREATE INDEX account_emailaddress_email_03be32b2_like ON account_emailaddress USING btree (email varchar_pattern_ops);
CREATE INDEX account_emailaddress_user_id_2c513194 ON account_emailaddress USING btree (user_id);
CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON account_emailconfirmation USING btree (email_address_id);
CREATE INDEX account_emailconfirmation_key_f43612bd_like ON account_emailconfirmation USING btree (key varchar_pattern_ops);
CREATE INDEX account_owner ON ledger_account USING btree (owner, unit) WHERE (NOT (owner = 0));
CREATE INDEX announcement_by_id_bbd2084e ON announcement USING btree (by_id);
CREATE INDEX announcement_due ON announcement USING btree (since) WHERE ((begun_at IS NULL) AND (ended_at IS NULL));
CREATE INDEX announcement_latest ON announcement USING btree (since DESC, id DESC);
CREATE INDEX announcement_text_announcement_id_30c599a8 ON announcement_text USING btree (announcement_id);
CREATE INDEX answer_author ON support_answer USING btree (author_id, posted_at DESC);
CREATE INDEX answer_order ON support_answer USING btree (question_id, rank DESC, id);
CREATE UNIQUE INDEX answer_source_once ON support_answer USING btree (source, source_id) WHERE (NOT ((source)::text = ''::text));
CREATE INDEX answer_the_answer ON support_answer USING gin (the_answer) WHERE (NOT (the_answer = '{}'::character varying(70)[]));
CREATE UNIQUE INDEX answer_vote_once ON support_vote USING btree (member_id, answer_id) WHERE (answer_id IS NOT NULL);
CREATE UNIQUE INDEX answer_welcomed_once ON support_welcome USING btree (answer_id) WHERE (answer_id IS NOT NULL);
CREATE INDEX api_reply_at ON member_api_reply USING btree (at);
CREATE INDEX appeal_at ON moderation_appeal USING btree (at);
CREATE INDEX asking_needs_details ON support_asking USING btree (question_id) WHERE (needs_at IS NOT NULL);
CREATE INDEX asking_wanted ON support_asking USING btree (question_id) WHERE (wanted_at IS NOT NULL);
CREATE INDEX attempt_at ON support_attempt USING btree (at);
CREATE INDEX attendance_list ON gathering_attendance USING btree (gathering_id, says, at, id);
CREATE INDEX auth_group_name_a6ea08ec_like ON auth_group USING btree (name varchar_pattern_ops);
CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON auth_group_permissions USING btree (group_id);
CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON auth_group_permissions USING btree (permission_id);
CREATE INDEX auth_permission_content_type_id_2f476e4b ON auth_permission USING btree (content_type_id);
CREATE INDEX belonging_list ON member_belonging USING btree (group_id, state, at DESC);
CREATE INDEX blog_draft_author ON discussion_blog_draft USING btree (author_id, saved_at DESC);
CREATE INDEX blog_draft_waiting ON discussion_blog_draft USING btree (submitted_at) WHERE ((state)::text = 'waiting'::text);
CREATE INDEX cache_entry_expires ON cache_entry USING btree (expires);
CREATE INDEX code_free ON rewards_voucher_code USING btree (prize_id, id) WHERE (order_id IS NULL);
CREATE INDEX comment_author ON support_comment USING btree (author_id, posted_at DESC);
CREATE INDEX comment_question ON support_comment USING btree (question_id, id);
CREATE UNIQUE INDEX comment_source_once ON support_comment USING btree (source, source_id) WHERE (NOT ((source)::text = ''::text));
CREATE INDEX concern_person ON rewards_concern USING btree (person_id, id DESC);
CREATE INDEX conversation_block_blocked_id_1d851500 ON conversation_block USING btree (blocked_id);
CREATE INDEX conversation_block_member_id_7183266a ON conversation_block USING btree (member_id);
CREATE INDEX conversation_first ON conversation USING btree (first_id, last DESC);
CREATE INDEX conversation_first_id_b46b743a ON conversation USING btree (first_id);
CREATE INDEX conversation_message_author_id_8b1f6f5a ON conversation_message USING btree (author_id);
CREATE INDEX conversation_message_conversation_id_ce1486f2 ON conversation_message USING btree (conversation_id);
CREATE INDEX conversation_second ON conversation USING btree (second_id, last DESC);
CREATE INDEX conversation_second_id_630ec3dc ON conversation USING btree (second_id);
CREATE INDEX decision_at ON moderation_decision USING btree (at);
CREATE INDEX decision_person ON moderation_decision USING btree (person_id, id DESC);
CREATE INDEX decision_subject ON moderation_decision USING btree (kind, subject, id DESC);
CREATE INDEX deed_day ON standing_deed USING btree (member_id, day);
CREATE INDEX deed_question ON standing_deed USING btree (question);
CREATE INDEX delivery_dead ON log_delivery USING btree (id) WHERE ((state)::text = 'dead'::text);
CREATE INDEX delivery_waiting ON log_delivery USING btree (next_try, id) WHERE ((state)::text = 'waiting'::text);
CREATE INDEX device_of ON notification_device USING btree (member_id);
CREATE INDEX discussion_active ON discussion USING btree (active_at DESC, id DESC) WHERE (deleted_at IS NULL);
CREATE INDEX discussion_active_by_id_2444ec21 ON discussion USING btree (active_by_id);
CREATE INDEX discussion_author ON discussion USING btree (author_id, begun_at DESC);
CREATE INDEX discussion_author_id_6f74c44f ON discussion USING btree (author_id);
CREATE INDEX discussion_ballot_member_id_2e2410ec ON discussion_ballot USING btree (member_id);
CREATE INDEX discussion_ballot_poll_id_32b4d9b0 ON discussion_ballot USING btree (poll_id);
CREATE INDEX discussion_blog_draft_author_id_cd4598e4 ON discussion_blog_draft USING btree (author_id);
CREATE INDEX discussion_blog_draft_cover_id_74996611 ON discussion_blog_draft USING btree (cover_id);
CREATE INDEX discussion_blog_draft_space_id_82ebda6c ON discussion_blog_draft USING btree (space_id);
CREATE INDEX discussion_change_by_id_010bf05f ON discussion_change USING btree (by_id);
CREATE INDEX discussion_change_discussion_id_0c541f37 ON discussion_change USING btree (discussion_id);
CREATE INDEX discussion_change_reply_id_2e0005a0 ON discussion_change USING btree (reply_id);
CREATE INDEX discussion_cover_id_7bff700a ON discussion USING btree (cover_id);
CREATE INDEX discussion_hearing_member_id_6bfc9cbb ON discussion_hearing USING btree (member_id);
CREATE INDEX discussion_in_space ON discussion USING btree (space_id, active_at DESC);
CREATE INDEX discussion_newest ON discussion USING btree (begun_at DESC, id DESC) WHERE (deleted_at IS NULL);
CREATE INDEX discussion_poll_option_poll_id_1c69650b ON discussion_poll_option USING btree (poll_id);
CREATE INDEX discussion_reply_author_id_e967eaf2 ON discussion_reply USING btree (author_id);
CREATE INDEX discussion_reply_discussion_id_c51c4e19 ON discussion_reply USING btree (discussion_id);
CREATE INDEX discussion_space_id_50c85a06 ON discussion USING btree (space_id);
CREATE INDEX discussion_space_slug_0b9fce48_like ON discussion_space USING btree (slug varchar_pattern_ops);
CREATE INDEX discussion_thanks_discussion_id_e12efdd1 ON discussion_thanks USING btree (discussion_id);
CREATE INDEX discussion_thanks_member_id_8d87b6c1 ON discussion_thanks USING btree (member_id);
CREATE UNIQUE INDEX discussion_thanks_once ON discussion_thanks USING btree (member_id, discussion_id) WHERE (reply_id IS NULL);
CREATE INDEX discussion_thanks_reply_id_8058de5f ON discussion_thanks USING btree (reply_id);
CREATE INDEX dismissal_latest ON support_dismissal USING btree (member_id, at DESC);
CREATE INDEX django_session_expire_date_a5c62663 ON django_session USING btree (expire_date);
CREATE INDEX django_session_session_key_c0390e0f_like ON django_session USING btree (session_key varchar_pattern_ops);
CREATE INDEX document_newest ON search_document USING btree (asked_at DESC, question DESC) WHERE (NOT hidden);
CREATE INDEX document_tags ON search_document USING gin (tags);
CREATE INDEX document_title ON search_document USING gin (title_words);
CREATE INDEX document_votes ON search_document USING btree (votes DESC, question DESC) WHERE (NOT hidden);
CREATE INDEX earned_group ON rewards_earned USING btree (lane, "group", id) WHERE standing;
CREATE INDEX earned_member ON rewards_earned USING btree (member, lane, id);
CREATE INDEX earned_waiting ON rewards_earned USING btree (pool, id) WHERE ((state)::text = 'waiting'::text);
CREATE INDEX finding_done ON rewards_finding USING btree (done_at DESC) WHERE (NOT (done_at IS NULL));
CREATE INDEX finding_waiting ON rewards_finding USING btree (check_name, id) WHERE (done_at IS NULL);
CREATE INDEX flag_by ON moderation_flag USING btree (by_id, id DESC);
CREATE INDEX follow_subject ON support_follow USING btree (kind, subject);
CREATE INDEX gain_day ON standing_gain USING btree (member_id, day);
CREATE INDEX gain_question ON standing_gain USING btree (question);
CREATE INDEX gathering_attendance_gathering_id_54d6e9e6 ON gathering_attendance USING btree (gathering_id);
CREATE INDEX gathering_attendance_member_id_72cc3e6e ON gathering_attendance USING btree (member_id);
CREATE INDEX gathering_end ON gathering USING btree (ends_at, id);
CREATE INDEX gathering_host_id_a39dbd98 ON gathering USING btree (host_id);
CREATE INDEX gathering_in_series ON gathering USING btree (series_id, starts_at) WHERE (series_id IS NOT NULL);
CREATE INDEX gathering_start ON gathering USING btree (starts_at, id);
CREATE INDEX health_answer_at ON health_answer USING btree (at);
CREATE INDEX health_answer_author ON health_answer USING btree (author, answer);
CREATE INDEX health_answer_question ON health_answer USING btree (question);
CREATE INDEX health_intervention_at ON health_intervention USING btree (at);
CREATE INDEX health_person_first ON health_person USING btree (first_at);
CREATE INDEX health_question_at ON health_question USING btree (at);
CREATE INDEX health_role_member ON health_role USING btree (member, entry);
CREATE INDEX health_writing_at ON health_writing USING btree (at);
CREATE INDEX held_author ON moderation_held USING btree (author_id, id DESC);
CREATE INDEX held_lot_held ON rewards_held_lot USING btree (lot_id) WHERE ((state)::text = 'held'::text);
CREATE INDEX held_waiting ON moderation_held USING btree (author_id) WHERE ((state)::text = 'waiting'::text);
CREATE INDEX help_member ON standing_help USING btree (member, at);
CREATE INDEX help_question ON standing_help USING btree (question);
CREATE INDEX help_solved ON standing_help USING btree (solved_at) INCLUDE (member, question, role, own) WHERE ((NOT hidden) AND (solved_at IS NOT NULL));
CREATE INDEX idx_procrastinate_jobs_worker_not_null ON procrastinate_jobs USING btree (worker_id) WHERE ((worker_id IS NOT NULL) AND (status = 'doing'::procrastinate_job_status));
CREATE INDEX idx_procrastinate_workers_last_heartbeat ON procrastinate_workers USING btree (last_heartbeat);
CREATE INDEX interest_thing ON notification_interest USING btree (thing);
CREATE INDEX item_about ON moderation_item USING btree (about_id, id DESC);
CREATE INDEX item_done ON moderation_item USING btree (done_at DESC) WHERE (NOT (done_at IS NULL));
CREATE UNIQUE INDEX item_open_once ON moderation_item USING btree (what, kind, subject) WHERE (done_at IS NULL);
CREATE INDEX item_queue ON moderation_item USING btree (rank, id) WHERE (done_at IS NULL);
CREATE INDEX item_queue_of ON moderation_item USING btree (what, rank, id) WHERE (done_at IS NULL);
CREATE INDEX ledger_move_lot_id_b648fa3d ON ledger_move USING btree (lot_id);
CREATE INDEX ledger_move_transfer_id_efbd7849 ON ledger_move USING btree (transfer_id);
CREATE INDEX ledger_transfer_credit_id_af787b0c ON ledger_transfer USING btree (credit_id);
CREATE INDEX ledger_transfer_debit_id_9031bbea ON ledger_transfer USING btree (debit_id);
CREATE INDEX ledger_transfer_key_451b4b01_like ON ledger_transfer USING btree (key varchar_pattern_ops);
CREATE UNIQUE INDEX link_source_once ON support_link USING btree (source, source_id) WHERE (NOT ((source)::text = ''::text));
CREATE INDEX log_cursor_consumer_114b2bfe_like ON log_cursor USING btree (consumer varchar_pattern_ops);
CREATE INDEX log_delivery_key_af335652_like ON log_delivery USING btree (key varchar_pattern_ops);
CREATE INDEX log_entry_at ON log_entry USING brin (at) WITH (autosummarize='on');
CREATE INDEX log_entry_by ON log_entry USING btree (by, "position");
CREATE INDEX log_entry_order ON log_entry USING btree (generation, xid, "position");
CREATE INDEX lot_expires ON ledger_lot USING btree (expires_at) WHERE ((available > 0) AND (expires_at IS NOT NULL));
CREATE INDEX lot_owner ON ledger_lot USING btree (owner, unit, at, id);
CREATE INDEX lot_release ON ledger_lot USING btree (release_at) WHERE ((NOT frozen) AND (held > 0));
CREATE INDEX mail_in_taken_at_205386d4 ON mail_in_taken USING btree (at);
CREATE INDEX mail_in_taken_key_389268ff_like ON mail_in_taken USING btree (key varchar_pattern_ops);
CREATE INDEX mail_in_taken_member_id_9a7448aa ON mail_in_taken USING btree (member_id);
CREATE INDEX mailed_when ON notification_mailed USING btree (member_id, at);
CREATE INDEX member_api_key_digest_8c2c9c09_like ON member_api_key USING btree (digest varchar_pattern_ops);
CREATE INDEX member_api_key_member_id_e823548d ON member_api_key USING btree (member_id);
CREATE INDEX member_belonging_group_id_1263a92e ON member_belonging USING btree (group_id);
CREATE INDEX member_belonging_member_id_c746ca6d ON member_belonging USING btree (member_id);
CREATE INDEX member_email ON member USING btree (email);
CREATE UNIQUE INDEX member_email_once ON member USING btree (lower((email)::text));
CREATE INDEX member_group_slug_ee741968_like ON member_group USING btree (slug varchar_pattern_ops);
CREATE INDEX member_handle_key_d734400b_like ON member USING btree (handle_key varchar_pattern_ops);
CREATE INDEX member_honour_member_id_738c7d67 ON member_honour USING btree (member_id);
CREATE INDEX member_joined ON member USING btree (joined DESC, id DESC) WHERE (erased_at IS NULL);
CREATE INDEX member_name ON member USING btree (upper((name)::text) text_pattern_ops);
CREATE INDEX member_reputation ON member USING btree (reputation DESC, id DESC) WHERE (erased_at IS NULL);
CREATE UNIQUE INDEX member_source_once ON member USING btree (source, source_id) WHERE (NOT ((source)::text = ''::text));
CREATE UNIQUE INDEX merge_once ON support_merge USING btree (question_id) WHERE (undone_at IS NULL);
CREATE INDEX message_list ON conversation_message USING btree (conversation_id, id);
CREATE INDEX mfa_authenticator_user_id_0c3a50c0 ON mfa_authenticator USING btree (user_id);
CREATE INDEX moderation_appeal_by_id_5499db55 ON moderation_appeal USING btree (by_id);
CREATE INDEX moderation_decision_by_id_c73b84b3 ON moderation_decision USING btree (by_id);
CREATE INDEX moderation_decision_item_id_753ba4c5 ON moderation_decision USING btree (item_id);
CREATE INDEX moderation_decision_person_id_a13483b6 ON moderation_decision USING btree (person_id);
CREATE INDEX moderation_decision_voice_id_3c25cd57 ON moderation_decision USING btree (voice_id);
CREATE INDEX moderation_flag_by_id_86b737b3 ON moderation_flag USING btree (by_id);
CREATE INDEX moderation_flag_item_id_dba93a2c ON moderation_flag USING btree (item_id);
CREATE INDEX moderation_held_author_id_aec5eda0 ON moderation_held USING btree (author_id);
CREATE INDEX moderation_item_about_id_b3da2f39 ON moderation_item USING btree (about_id);
CREATE INDEX moderation_item_done_by_id_65e2effa ON moderation_item USING btree (done_by_id);
CREATE INDEX moderation_item_voice_id_460e7640 ON moderation_item USING btree (voice_id);
CREATE INDEX moderation_note_by_id_9873975f ON moderation_note USING btree (by_id);
CREATE INDEX moderation_note_person_id_c3f2c7c6 ON moderation_note USING btree (person_id);
CREATE INDEX moderation_notice_item_id_adef759f ON moderation_notice USING btree (item_id);
CREATE INDEX moderation_notice_member_id_df46286c ON moderation_notice USING btree (member_id);
CREATE INDEX moderation_notice_token_93e3594b_like ON moderation_notice USING btree (token varchar_pattern_ops);
CREATE INDEX moderation_pace_by_id_ea2153a9 ON moderation_pace USING btree (by_id);
CREATE INDEX moderation_pace_place_d8bf4367_like ON moderation_pace USING btree (place varchar_pattern_ops);
CREATE INDEX moderation_word_rule_by_id_40c61ab6 ON moderation_word_rule USING btree (by_id);
CREATE INDEX note_person ON moderation_note USING btree (person_id, id DESC);
CREATE INDEX notice_at ON moderation_notice USING btree (at);
CREATE INDEX notification_device_endpoint_34e290fa_like ON notification_device USING btree (endpoint varchar_pattern_ops);
CREATE INDEX notification_device_member_id_ad6eae36 ON notification_device USING btree (member_id);
CREATE INDEX notification_digest_member_id_2e070ec7 ON notification_digest USING btree (member_id);
CREATE INDEX notification_first_solution_entry_1c822b85 ON notification_first_solution USING btree (entry);
CREATE INDEX notification_gone_post_1f936711_like ON notification_gone USING btree (post varchar_pattern_ops);
CREATE INDEX notification_gone_question_d1cde47b ON notification_gone USING btree (question);
CREATE INDEX notification_interest_member_id_a07eec7f ON notification_interest USING btree (member_id);
CREATE INDEX notification_list ON notification USING btree (member_id, at DESC, entry DESC);
CREATE INDEX notification_mailed_member_id_308d9095 ON notification_mailed USING btree (member_id);
CREATE INDEX notification_member_id_ca81375b ON notification USING btree (member_id);
CREATE INDEX notification_question ON notification USING btree (question);
CREATE INDEX notification_reminded_member_id_210c9bac ON notification_reminded USING btree (member_id);
CREATE INDEX notification_seen_member_id_95ec00e2 ON notification_seen USING btree (member_id);
CREATE INDEX notification_thread_voice_id_93373027 ON notification_thread USING btree (voice_id);
CREATE INDEX notification_unread ON notification USING btree (member_id) WHERE ((NOT hidden) AND (read_at IS NULL));
CREATE INDEX notification_unsettled_since_b794a6b5 ON notification_unsettled USING btree (since);
CREATE INDEX open_waiting ON notification_open USING btree (asked_at DESC) WHERE ((NOT answered) AND (NOT closed));
CREATE UNIQUE INDEX order_once ON rewards_prize_order USING btree (cycle_id, member_id, prize_id) WHERE (released_at IS NULL);
CREATE INDEX payout_member ON rewards_payout USING btree (member_id, id DESC);
CREATE INDEX payout_next ON rewards_payout USING btree (cycle_id, status, way, id);
CREATE INDEX place_asker ON standing_place USING btree (asker);
CREATE INDEX poll_untold ON discussion_poll USING btree (ends_at) WHERE (told_at IS NULL);
CREATE INDEX procrastinate_events_job_id_fkey_v1 ON procrastinate_events USING btree (job_id);
CREATE INDEX procrastinate_jobs_id_lock_idx_v1 ON procrastinate_jobs USING btree (id, lock) WHERE (status = ANY (ARRAY['todo'::procrastinate_job_status, 'doing'::procrastinate_job_status]));
CREATE UNIQUE INDEX procrastinate_jobs_lock_idx_v1 ON procrastinate_jobs USING btree (lock) WHERE (status = 'doing'::procrastinate_job_status);
CREATE INDEX procrastinate_jobs_priority_idx_v1 ON procrastinate_jobs USING btree (priority DESC, id) WHERE (status = 'todo'::procrastinate_job_status);
CREATE INDEX procrastinate_jobs_queue_name_idx_v1 ON procrastinate_jobs USING btree (queue_name);
CREATE UNIQUE INDEX procrastinate_jobs_queueing_lock_idx_v1 ON procrastinate_jobs USING btree (queueing_lock) WHERE (status = 'todo'::procrastinate_job_status);
CREATE INDEX procrastinate_periodic_defers_job_id_fkey_v1 ON procrastinate_periodic_defers USING btree (job_id);
CREATE INDEX question_active ON support_question USING btree (active_at DESC, id DESC) WHERE (deleted_at IS NULL);
CREATE INDEX question_asker ON support_question USING btree (asker_id, asked_at DESC);
CREATE INDEX question_hot ON support_question USING btree (hot DESC, id DESC) WHERE (deleted_at IS NULL);
CREATE INDEX question_newest ON support_question USING btree (asked_at DESC, id DESC) WHERE (deleted_at IS NULL);
CREATE UNIQUE INDEX question_source_once ON support_question USING btree (source, source_id) WHERE (NOT ((source)::text = ''::text));
CREATE INDEX question_tags ON support_question USING gin (tags);
CREATE INDEX question_topic ON support_question USING btree (topic_id, active_at DESC);
CREATE INDEX question_unanswered ON support_question USING btree (asked_at DESC, id DESC) WHERE ((answer_count = 0) AND (closed_at IS NULL) AND (deleted_at IS NULL));
CREATE UNIQUE INDEX question_vote_once ON support_vote USING btree (member_id, question_id) WHERE (answer_id IS NULL);
CREATE UNIQUE INDEX question_welcomed_once ON support_welcome USING btree (question_id) WHERE (answer_id IS NULL);
CREATE INDEX reason_key ON rewards_reason USING btree (key, lane);
CREATE INDEX reply_author ON discussion_reply USING btree (author_id, at DESC);
CREATE INDEX reply_order ON discussion_reply USING btree (discussion_id, id);
CREATE UNIQUE INDEX reply_thanks_once ON discussion_thanks USING btree (member_id, reply_id) WHERE (reply_id IS NOT NULL);
CREATE INDEX rewards_charity_name_2823e4b9_like ON rewards_charity USING btree (name varchar_pattern_ops);
CREATE INDEX rewards_charity_nominated_by_id_6e0f47a1 ON rewards_charity USING btree (nominated_by_id);
CREATE INDEX rewards_charity_slug_2e3b4aaf_like ON rewards_charity USING btree (slug varchar_pattern_ops);
CREATE INDEX rewards_charity_vote_charity_id_7bb081b4 ON rewards_charity_vote USING btree (charity_id);
CREATE INDEX rewards_charity_vote_cycle_id_2d31e391 ON rewards_charity_vote USING btree (cycle_id);
CREATE INDEX rewards_charity_vote_member_id_6fc56d0d ON rewards_charity_vote USING btree (member_id);
CREATE INDEX rewards_choice_cycle_id_61e493e9 ON rewards_choice USING btree (cycle_id);
CREATE INDEX rewards_choice_member_id_5bb5ac42 ON rewards_choice USING btree (member_id);
CREATE INDEX rewards_concern_finding_id_325afc61 ON rewards_concern USING btree (finding_id);
CREATE INDEX rewards_concern_person_id_fd2f012a ON rewards_concern USING btree (person_id);
CREATE INDEX rewards_cycle_charity_id_5117e3da ON rewards_cycle USING btree (charity_id);
CREATE INDEX rewards_cycle_name_412cdcaf_like ON rewards_cycle USING btree (name varchar_pattern_ops);
CREATE INDEX rewards_earned_version_id_7b41e108 ON rewards_earned USING btree (version_id);
CREATE INDEX rewards_finding_item_id_d6b047f8 ON rewards_finding USING btree (item_id);
CREATE INDEX rewards_held_lot_concern_id_bd097f2d ON rewards_held_lot USING btree (concern_id);
CREATE INDEX rewards_held_lot_lot_id_c4f280fb ON rewards_held_lot USING btree (lot_id);
CREATE INDEX rewards_payment_file_cycle_id_49e8c219 ON rewards_payment_file USING btree (cycle_id);
CREATE INDEX rewards_payment_file_message_a977531a_like ON rewards_payment_file USING btree (message varchar_pattern_ops);
CREATE INDEX rewards_payout_cycle_id_c16cb36e ON rewards_payout USING btree (cycle_id);
CREATE INDEX rewards_payout_details_fingerprint_d7d813a9 ON rewards_payout_details USING btree (fingerprint);
CREATE INDEX rewards_payout_details_fingerprint_d7d813a9_like ON rewards_payout_details USING btree (fingerprint varchar_pattern_ops);
CREATE INDEX rewards_payout_file_id_a4b9c104 ON rewards_payout USING btree (file_id);
CREATE INDEX rewards_payout_key_20fd081b_like ON rewards_payout USING btree (key varchar_pattern_ops);
CREATE INDEX rewards_payout_member_id_92cde084 ON rewards_payout USING btree (member_id);
CREATE INDEX rewards_prize_order_cycle_id_85100c3d ON rewards_prize_order USING btree (cycle_id);
CREATE INDEX rewards_prize_order_member_id_cab1b561 ON rewards_prize_order USING btree (member_id);
CREATE INDEX rewards_prize_order_prize_id_84454ee0 ON rewards_prize_order USING btree (prize_id);
CREATE INDEX rewards_statement_member_id_4b285e7f ON rewards_statement USING btree (member_id);
CREATE INDEX rewards_version_approved_by_id_2347f8b8 ON rewards_version USING btree (approved_by_id);
CREATE INDEX rewards_version_drafted_by_id_4da51964 ON rewards_version USING btree (drafted_by_id);
CREATE INDEX rewards_voucher_code_prize_id_d5698d1e ON rewards_voucher_code USING btree (prize_id);
CREATE INDEX saved_keys ON search_saved USING gin (keys);
CREATE INDEX saved_of ON search_saved USING btree (member_id);
CREATE INDEX saved_pending ON search_saved USING btree (id) WHERE pending;
CREATE INDEX score_good ON standing_score USING btree (member_id) WHERE (good_on IS NOT NULL);
CREATE INDEX search_saved_member_id_822a8bd7 ON search_saved USING btree (member_id);
CREATE INDEX search_synonym_word_ef6fb98a_like ON search_synonym USING btree (word varchar_pattern_ops);
CREATE INDEX search_text_author_14fc21e1 ON search_text USING btree (author);
CREATE INDEX search_text_question_00bd9796 ON search_text USING btree (question);
CREATE INDEX search_wanted_at_cf138674 ON search_wanted USING btree (at);
CREATE INDEX search_word_lexeme_f0f7a07c ON search_word USING btree (lexeme);
CREATE INDEX search_word_lexeme_f0f7a07c_like ON search_word USING btree (lexeme varchar_pattern_ops);
CREATE INDEX socialaccount_socialaccount_user_id_8146e70c ON socialaccount_socialaccount USING btree (user_id);
CREATE INDEX socialaccount_socialtoken_account_id_951f210e ON socialaccount_socialtoken USING btree (account_id);
CREATE INDEX socialaccount_socialtoken_app_id_636a42d7 ON socialaccount_socialtoken USING btree (app_id);
CREATE UNIQUE INDEX split_once ON support_split USING btree (question_id) WHERE (undone_at IS NULL);
CREATE INDEX standing_pause_member_e8c4f87a ON standing_pause USING btree (member);
CREATE INDEX standing_score_subject_9c161ac9_like ON standing_score USING btree (subject varchar_pattern_ops);
CREATE INDEX support_answer_author_id_14d08f00 ON support_answer USING btree (author_id);
CREATE INDEX support_answer_marked_by_id_ec45e141 ON support_answer USING btree (marked_by_id);
CREATE INDEX support_answer_official_by_id_cbedfcfc ON support_answer USING btree (official_by_id);
CREATE INDEX support_answer_question_id_357aee8b ON support_answer USING btree (question_id);
CREATE INDEX support_asking_claimed_by_id_609a1a68 ON support_asking USING btree (claimed_by_id);
CREATE INDEX support_asking_needs_by_id_d4f8b254 ON support_asking USING btree (needs_by_id);
CREATE INDEX support_attempt_asked_id_8808fa7b ON support_attempt USING btree (asked_id);
CREATE INDEX support_attempt_member_id_7751f085 ON support_attempt USING btree (member_id);
CREATE INDEX support_attempt_solved_by_id_a2e5130e ON support_attempt USING btree (solved_by_id);
CREATE INDEX support_change_answer_id_fc7042e5 ON support_change USING btree (answer_id);
CREATE INDEX support_change_by_id_21f3c82e ON support_change USING btree (by_id);
CREATE INDEX support_change_question_id_decf39d4 ON support_change USING btree (question_id);
CREATE INDEX support_comment_answer_id_2f2e5bd2 ON support_comment USING btree (answer_id);
CREATE INDEX support_comment_author_id_864e1261 ON support_comment USING btree (author_id);
CREATE INDEX support_comment_question_id_dfe42aa8 ON support_comment USING btree (question_id);
CREATE INDEX support_dismissal_member_id_030a39d1 ON support_dismissal USING btree (member_id);
CREATE INDEX support_dismissal_question_id_e19fea06 ON support_dismissal USING btree (question_id);
CREATE INDEX support_follow_member_id_34b64c4f ON support_follow USING btree (member_id);
CREATE INDEX support_link_other_id_14fc5927 ON support_link USING btree (other_id);
CREATE INDEX support_link_question_id_1aa5a4ab ON support_link USING btree (question_id);
CREATE INDEX support_me_too_member_id_0dac517b ON support_me_too USING btree (member_id);
CREATE INDEX support_me_too_question_id_f30bee60 ON support_me_too USING btree (question_id);
CREATE INDEX support_merge_by_id_070d69b3 ON support_merge USING btree (by_id);
CREATE INDEX support_merge_into_id_fd19bcce ON support_merge USING btree (into_id);
CREATE INDEX support_merge_question_id_110c2948 ON support_merge USING btree (question_id);
CREATE INDEX support_mute_member_id_7025bbc3 ON support_mute USING btree (member_id);
CREATE INDEX support_question_active_by_id_4805a071 ON support_question USING btree (active_by_id);
CREATE INDEX support_question_asker_id_40a92ecd ON support_question USING btree (asker_id);
CREATE INDEX support_question_duplicate_of_id_7d2f20b9 ON support_question USING btree (duplicate_of_id);
CREATE INDEX support_question_merged_into_id_d98aa451 ON support_question USING btree (merged_into_id);
CREATE INDEX support_question_solved_by_id_a6ba6b1b ON support_question USING btree (solved_by_id);
CREATE INDEX support_question_topic_id_146d71cb ON support_question USING btree (topic_id);
CREATE INDEX support_reading_member_id_e10d120c ON support_reading USING btree (member_id);
CREATE INDEX support_reading_question_id_afdd3d43 ON support_reading USING btree (question_id);
CREATE INDEX support_retagged_question_id_16d4536c ON support_retagged USING btree (question_id);
CREATE INDEX support_retagged_synonym_id_6ad1cc20 ON support_retagged USING btree (synonym_id);
CREATE INDEX support_share_link_code_bd75ee47_like ON support_share_link USING btree (code varchar_pattern_ops);
CREATE INDEX support_share_link_member_id_bd6ea15b ON support_share_link USING btree (member_id);
CREATE INDEX support_share_link_question_id_2943d869 ON support_share_link USING btree (question_id);
CREATE INDEX support_split_answer_id_6975c085 ON support_split USING btree (answer_id);
CREATE INDEX support_split_by_id_5bfb7a52 ON support_split USING btree (by_id);
CREATE INDEX support_split_comment_id_50fdb9da ON support_split USING btree (comment_id);
CREATE INDEX support_split_out_of_id_a60f09cb ON support_split USING btree (out_of_id);
CREATE INDEX support_split_question_id_f2f09a68 ON support_split USING btree (question_id);
CREATE INDEX support_synonym_by_id_921020fc ON support_synonym USING btree (by_id);
CREATE INDEX support_synonym_decided_by_id_3cc49cb0 ON support_synonym USING btree (decided_by_id);
CREATE INDEX support_synonym_tag_id_c3477b20 ON support_synonym USING btree (tag_id);
CREATE INDEX support_tag_name_9fbe267f_like ON support_tag USING btree (name varchar_pattern_ops);
CREATE INDEX support_thanks_answer_id_93fec472 ON support_thanks USING btree (answer_id);
CREATE INDEX support_thanks_member_id_91436567 ON support_thanks USING btree (member_id);
CREATE INDEX support_topic_address_slug_40d57763_like ON support_topic_address USING btree (slug varchar_pattern_ops);
CREATE INDEX support_topic_address_topic_id_a0ff6a57 ON support_topic_address USING btree (topic_id);
CREATE INDEX support_topic_parent_id_5732824a ON support_topic USING btree (parent_id);
CREATE INDEX support_topic_slug_432f9636_like ON support_topic USING btree (slug varchar_pattern_ops);
CREATE INDEX support_vote_answer_id_92e7f6fd ON support_vote USING btree (answer_id);
CREATE INDEX support_vote_author_id_e655ecc5 ON support_vote USING btree (author_id);
CREATE INDEX support_vote_member_id_ae7ddf0c ON support_vote USING btree (member_id);
CREATE INDEX support_vote_question_id_3f90e568 ON support_vote USING btree (question_id);
CREATE INDEX support_welcome_answer_id_3d67f848 ON support_welcome USING btree (answer_id);
CREATE INDEX support_welcome_by_id_2abccd83 ON support_welcome USING btree (by_id);
CREATE INDEX support_welcome_question_id_29495046 ON support_welcome USING btree (question_id);
CREATE INDEX support_wiki_answer_id_426f4a28 ON support_wiki USING btree (answer_id);
CREATE INDEX support_wiki_by_id_aad59e3a ON support_wiki USING btree (by_id);
CREATE UNIQUE INDEX synonym_once ON support_synonym USING btree (name) WHERE ((state)::text = ANY ((ARRAY['proposed'::character varying, 'approved'::character varying])::text[]));
CREATE INDEX text_words ON search_text USING gin (words);
CREATE INDEX transfer_recorded ON ledger_transfer USING brin (recorded) WITH (autosummarize='on');
CREATE INDEX translation_failed ON voice_translation USING btree (at) WHERE ((state)::text = 'failed'::text);
CREATE UNIQUE INDEX unique_authenticator_type ON mfa_authenticator USING btree (user_id, type) WHERE ((type)::text = ANY ((ARRAY['totp'::character varying, 'recovery_codes'::character varying])::text[]));
CREATE UNIQUE INDEX unique_primary_email ON account_emailaddress USING btree (user_id, "primary") WHERE "primary";
CREATE UNIQUE INDEX unique_verified_email ON account_emailaddress USING btree (email) WHERE verified;
CREATE INDEX usersessions_usersession_session_key_fd35de43_like ON usersessions_usersession USING btree (session_key varchar_pattern_ops);
CREATE INDEX usersessions_usersession_user_id_af5e0a6d ON usersessions_usersession USING btree (user_id);
CREATE INDEX voice_author ON voice USING btree (author_id, at);
CREATE INDEX voice_author_id_7012ef5b ON voice USING btree (author_id);
CREATE INDEX voice_draft_member_id_b7fec6fe ON voice_draft USING btree (member_id);
CREATE INDEX voice_edited_by_id_9efe8e4a ON voice USING btree (edited_by_id);
CREATE INDEX voice_picture_owner_id_a87a4cc9 ON voice_picture USING btree (owner_id);
CREATE INDEX voice_preview_url_124720e3_like ON voice_preview USING btree (url varchar_pattern_ops);
CREATE INDEX voice_revision_by_id_17c32e4d ON voice_revision USING btree (by_id);
CREATE INDEX voice_revision_voice_id_d23db0d3 ON voice_revision USING btree (voice_id);
CREATE INDEX voice_translation_voice_id_2a62adb8 ON voice_translation USING btree (voice_id);
CREATE INDEX vote_member ON support_vote USING btree (member_id, at);
CREATE UNIQUE INDEX wiki_once ON support_wiki USING btree (answer_id) WHERE (ended_at IS NULL);
CREATE INDEX word_trigrams ON search_word USING gin (trigrams);
CREATE TRIGGER ledger_account_stays BEFORE DELETE OR UPDATE OF id, kind, owner, name, unit OR TRUNCATE ON ledger_account FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_lot_stays BEFORE DELETE OR UPDATE OF id, born_id, owner, unit, amount, at OR TRUNCATE ON ledger_lot FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_move_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger_move FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_transfer_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger_transfer FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER log_entry_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON log_entry FOR EACH STATEMENT EXECUTE FUNCTION log_refuse_change();
CREATE TRIGGER moderation_decision_append_only BEFORE DELETE OR UPDATE ON moderation_decision FOR EACH ROW EXECUTE FUNCTION moderation_refuse_change();
CREATE TRIGGER procrastinate_jobs_notify_queue_job_aborted_v1 AFTER UPDATE OF abort_requested ON procrastinate_jobs FOR EACH ROW WHEN (((old.abort_requested = false) AND (new.abort_requested = true) AND (new.status = 'doing'::procrastinate_job_status))) EXECUTE FUNCTION procrastinate_notify_queue_abort_job_v1();
CREATE TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1 AFTER INSERT ON procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::procrastinate_job_status)) EXECUTE FUNCTION procrastinate_notify_queue_job_inserted_v1();
CREATE TRIGGER procrastinate_trigger_abort_requested_events_v1 AFTER UPDATE OF abort_requested ON procrastinate_jobs FOR EACH ROW WHEN ((new.abort_requested = true)) EXECUTE FUNCTION procrastinate_trigger_abort_requested_events_procedure_v1();
CREATE TRIGGER procrastinate_trigger_delete_jobs_v1 BEFORE DELETE ON procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION procrastinate_unlink_periodic_defers_v1();
CREATE TRIGGER procrastinate_trigger_scheduled_events_v1 AFTER INSERT OR UPDATE ON procrastinate_jobs FOR EACH ROW WHEN (((new.scheduled_at IS NOT NULL) AND (new.status = 'todo'::procrastinate_job_status))) EXECUTE FUNCTION procrastinate_trigger_function_scheduled_events_v1();
CREATE TRIGGER procrastinate_trigger_status_events_insert_v1 AFTER INSERT ON procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::procrastinate_job_status)) EXECUTE FUNCTION procrastinate_trigger_function_status_events_insert_v1();
CREATE TRIGGER procrastinate_trigger_status_events_update_v1 AFTER UPDATE OF status ON procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION procrastinate_trigger_function_status_events_update_v1();
ALTER TABLE ONLY account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_member_id FOREIGN KEY (user_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY announcement
    ADD CONSTRAINT announcement_by_id_bbd2084e_fk_member_id FOREIGN KEY (by_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY announcement_text
    ADD CONSTRAINT announcement_text_announcement_id_30c599a8_fk_announcement_id FOREIGN KEY (announcement_id) REFERENCES announcement(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY announcement_text
    ADD CONSTRAINT announcement_text_voice_id_26ef020c_fk_voice_id FOREIGN KEY (voice_id) REFERENCES voice(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY conversation_block
    ADD CONSTRAINT conversation_block_blocked_id_1d851500_fk_member_id FOREIGN KEY (blocked_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY conversation_block
    ADD CONSTRAINT conversation_block_member_id_7183266a_fk_member_id FOREIGN KEY (member_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY conversation
    ADD CONSTRAINT conversation_first_id_b46b743a_fk_member_id FOREIGN KEY (first_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY conversation_message
    ADD CONSTRAINT conversation_message_author_id_8b1f6f5a_fk_member_id FOREIGN KEY (author_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY conversation_message
    ADD CONSTRAINT conversation_message_conversation_id_ce1486f2_fk_conversat FOREIGN KEY (conversation_id) REFERENCES conversation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY conversation_message
    ADD CONSTRAINT conversation_message_voice_id_dcd17be0_fk_voice_id FOREIGN KEY (voice_id) REFERENCES voice(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY conversation
    ADD CONSTRAINT conversation_second_id_630ec3dc_fk_member_id FOREIGN KEY (second_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY discussion
    ADD CONSTRAINT discussion_active_by_id_2444ec21_fk_member_id FOREIGN KEY (active_by_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY discussion
    ADD CONSTRAINT discussion_author_id_6f74c44f_fk_member_id FOREIGN KEY (author_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY discussion_ballot
    ADD CONSTRAINT discussion_ballot_member_id_2e2410ec_fk_member_id FOREIGN KEY (member_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY discussion_ballot
    ADD CONSTRAINT discussion_ballot_poll_id_32b4d9b0_fk_discussion_poll_id FOREIGN KEY (poll_id) REFERENCES discussion_poll(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY discussion_blog_draft
    ADD CONSTRAINT discussion_blog_draft_author_id_cd4598e4_fk_member_id FOREIGN KEY (author_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY discussion_blog_draft
    ADD CONSTRAINT discussion_blog_draft_cover_id_74996611_fk_voice_picture_key FOREIGN KEY (cover_id) REFERENCES voice_picture(key) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY discussion_blog_draft
    ADD CONSTRAINT discussion_blog_draft_of_id_b464ea6f_fk_discussion_id FOREIGN KEY (of_id) REFERENCES discussion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY discussion_blog_draft
    ADD CONSTRAINT discussion_blog_draft_space_id_82ebda6c_fk_discussion_space_id FOREIGN KEY (space_id) REFERENCES discussion_space(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY discussion_change
    ADD CONSTRAINT discussion_change_by_id_010bf05f_fk_member_id FOREIGN KEY (by_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY discussion_change
    ADD CONSTRAINT discussion_change_discussion_id_0c541f37_fk_discussion_id FOREIGN KEY (discussion_id) REFERENCES discussion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY discussion_change
    ADD CONSTRAINT discussion_change_reply_id_2e0005a0_fk_discussion_reply_id FOREIGN KEY (reply_id) REFERENCES discussion_reply(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY discussion
    ADD CONSTRAINT discussion_cover_id_7bff700a_fk_voice_picture_key FOREIGN KEY (cover_id) REFERENCES voice_picture(key) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY discussion_hearing
    ADD CONSTRAINT discussion_hearing_member_id_6bfc9cbb_fk_member_id FOREIGN KEY (member_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY discussion_poll
    ADD CONSTRAINT discussion_poll_discussion_id_0dd86c2c_fk_discussion_id FOREIGN KEY (discussion_id) REFERENCES discussion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY discussion_poll_option
    ADD CONSTRAINT discussion_poll_option_poll_id_1c69650b_fk_discussion_poll_id FOREIGN KEY (poll_id) REFERENCES discussion_poll(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY discussion_reply
    ADD CONSTRAINT discussion_reply_author_id_e967eaf2_fk_member_id FOREIGN KEY (author_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY discussion_reply
    ADD CONSTRAINT discussion_reply_discussion_id_c51c4e19_fk_discussion_id FOREIGN KEY (discussion_id) REFERENCES discussion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY discussion_reply
    ADD CONSTRAINT discussion_reply_voice_id_acf0098f_fk_voice_id FOREIGN KEY (voice_id) REFERENCES voice(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY discussion
    ADD CONSTRAINT discussion_space_id_50c85a06_fk_discussion_space_id FOREIGN KEY (space_id) REFERENCES discussion_space(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY discussion_thanks
    ADD CONSTRAINT discussion_thanks_discussion_id_e12efdd1_fk_discussion_id FOREIGN KEY (discussion_id) REFERENCES discussion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY discussion_thanks
    ADD CONSTRAINT discussion_thanks_member_id_8d87b6c1_fk_member_id FOREIGN KEY (member_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY discussion_thanks
    ADD CONSTRAINT discussion_thanks_reply_id_8058de5f_fk_discussion_reply_id FOREIGN KEY (reply_id) REFERENCES discussion_reply(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY discussion
    ADD CONSTRAINT discussion_voice_id_b27cd86b_fk_voice_id FOREIGN KEY (voice_id) REFERENCES voice(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY gathering_attendance
    ADD CONSTRAINT gathering_attendance_gathering_id_54d6e9e6_fk_gathering_id FOREIGN KEY (gathering_id) REFERENCES gathering(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY gathering_attendance
    ADD CONSTRAINT gathering_attendance_member_id_72cc3e6e_fk_member_id FOREIGN KEY (member_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY gathering_feed
    ADD CONSTRAINT gathering_feed_member_id_1821470e_fk_member_id FOREIGN KEY (member_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY gathering
    ADD CONSTRAINT gathering_host_id_a39dbd98_fk_member_id FOREIGN KEY (host_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY gathering
    ADD CONSTRAINT gathering_recap_id_7d50e484_fk_voice_id FOREIGN KEY (recap_id) REFERENCES voice(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY gathering
    ADD CONSTRAINT gathering_series_id_4fafd4d5_fk_gathering_series_id FOREIGN KEY (series_id) REFERENCES gathering_series(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY gathering
    ADD CONSTRAINT gathering_voice_id_5434a2cf_fk_voice_id FOREIGN KEY (voice_id) REFERENCES voice(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY ledger_lot
    ADD CONSTRAINT ledger_lot_born_id_befed1df_fk_ledger_transfer_id FOREIGN KEY (born_id) REFERENCES ledger_transfer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY ledger_move
    ADD CONSTRAINT ledger_move_lot_id_b648fa3d_fk_ledger_lot_id FOREIGN KEY (lot_id) REFERENCES ledger_lot(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY ledger_move
    ADD CONSTRAINT ledger_move_transfer_id_efbd7849_fk_ledger_transfer_id FOREIGN KEY (transfer_id) REFERENCES ledger_transfer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY ledger_transfer
    ADD CONSTRAINT ledger_transfer_by_id_19cd4d36_fk_member_id FOREIGN KEY (by_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY ledger_transfer
    ADD CONSTRAINT ledger_transfer_credit_id_af787b0c_fk_ledger_account_id FOREIGN KEY (credit_id) REFERENCES ledger_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY ledger_transfer
    ADD CONSTRAINT ledger_transfer_debit_id_9031bbea_fk_ledger_account_id FOREIGN KEY (debit_id) REFERENCES ledger_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY ledger_transfer
    ADD CONSTRAINT ledger_transfer_reverses_id_d2a125b2_fk_ledger_transfer_id FOREIGN KEY (reverses_id) REFERENCES ledger_transfer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY member_api_key
    ADD CONSTRAINT member_api_key_member_id_e823548d_fk_member_id FOREIGN KEY (member_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY member_belonging
    ADD CONSTRAINT member_belonging_group_id_1263a92e_fk_member_group_id FOREIGN KEY (group_id) REFERENCES member_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY member_belonging
    ADD CONSTRAINT member_belonging_member_id_c746ca6d_fk_member_id FOREIGN KEY (member_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY member_honour
    ADD CONSTRAINT member_honour_member_id_738c7d67_fk_member_id FOREIGN KEY (member_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_user_id_0c3a50c0_fk_member_id FOREIGN KEY (user_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY moderation_appeal
    ADD CONSTRAINT moderation_appeal_by_id_5499db55_fk_member_id FOREIGN KEY (by_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY moderation_appeal
    ADD CONSTRAINT moderation_appeal_decision_id_532c82ec_fk_moderatio FOREIGN KEY (decision_id) REFERENCES moderation_decision(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY moderation_decision
    ADD CONSTRAINT moderation_decision_by_id_c73b84b3_fk_member_id FOREIGN KEY (by_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY moderation_decision
    ADD CONSTRAINT moderation_decision_item_id_753ba4c5_fk_moderation_item_id FOREIGN KEY (item_id) REFERENCES moderation_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY moderation_decision
    ADD CONSTRAINT moderation_decision_person_id_a13483b6_fk_member_id FOREIGN KEY (person_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY moderation_decision
    ADD CONSTRAINT moderation_decision_voice_id_3c25cd57_fk_voice_id FOREIGN KEY (voice_id) REFERENCES voice(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY moderation_flag
    ADD CONSTRAINT moderation_flag_by_id_86b737b3_fk_member_id FOREIGN KEY (by_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY moderation_flag
    ADD CONSTRAINT moderation_flag_item_id_dba93a2c_fk_moderation_item_id FOREIGN KEY (item_id) REFERENCES moderation_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY moderation_held
    ADD CONSTRAINT moderation_held_author_id_aec5eda0_fk_member_id FOREIGN KEY (author_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY moderation_item
    ADD CONSTRAINT moderation_item_about_id_b3da2f39_fk_member_id FOREIGN KEY (about_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY moderation_item
    ADD CONSTRAINT moderation_item_done_by_id_65e2effa_fk_member_id FOREIGN KEY (done_by_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY moderation_item
    ADD CONSTRAINT moderation_item_voice_id_460e7640_fk_voice_id FOREIGN KEY (voice_id) REFERENCES voice(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY moderation_note
    ADD CONSTRAINT moderation_note_by_id_9873975f_fk_member_id FOREIGN KEY (by_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY moderation_note
    ADD CONSTRAINT moderation_note_person_id_c3f2c7c6_fk_member_id FOREIGN KEY (person_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY moderation_notice
    ADD CONSTRAINT moderation_notice_item_id_adef759f_fk_moderation_item_id FOREIGN KEY (item_id) REFERENCES moderation_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY moderation_notice
    ADD CONSTRAINT moderation_notice_member_id_df46286c_fk_member_id FOREIGN KEY (member_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY moderation_pace
    ADD CONSTRAINT moderation_pace_by_id_ea2153a9_fk_member_id FOREIGN KEY (by_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY moderation_word_rule
    ADD CONSTRAINT moderation_word_rule_by_id_40c61ab6_fk_member_id FOREIGN KEY (by_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY procrastinate_events
    ADD CONSTRAINT procrastinate_events_job_id_fkey FOREIGN KEY (job_id) REFERENCES procrastinate_jobs(id) ON DELETE CASCADE;
ALTER TABLE ONLY procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES procrastinate_workers(id) ON DELETE SET NULL;
ALTER TABLE ONLY procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_job_id_fkey FOREIGN KEY (job_id) REFERENCES procrastinate_jobs(id);
ALTER TABLE ONLY rewards_charity
    ADD CONSTRAINT rewards_charity_nominated_by_id_6e0f47a1_fk_member_id FOREIGN KEY (nominated_by_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY rewards_charity_vote
    ADD CONSTRAINT rewards_charity_vote_charity_id_7bb081b4_fk_rewards_charity_id FOREIGN KEY (charity_id) REFERENCES rewards_charity(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY rewards_charity_vote
    ADD CONSTRAINT rewards_charity_vote_cycle_id_2d31e391_fk_rewards_cycle_id FOREIGN KEY (cycle_id) REFERENCES rewards_cycle(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY rewards_charity_vote
    ADD CONSTRAINT rewards_charity_vote_member_id_6fc56d0d_fk_member_id FOREIGN KEY (member_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY rewards_choice
    ADD CONSTRAINT rewards_choice_cycle_id_61e493e9_fk_rewards_cycle_id FOREIGN KEY (cycle_id) REFERENCES rewards_cycle(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY rewards_choice
    ADD CONSTRAINT rewards_choice_member_id_5bb5ac42_fk_member_id FOREIGN KEY (member_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY rewards_concern
    ADD CONSTRAINT rewards_concern_finding_id_325afc61_fk_rewards_finding_id FOREIGN KEY (finding_id) REFERENCES rewards_finding(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY rewards_concern
    ADD CONSTRAINT rewards_concern_person_id_fd2f012a_fk_member_id FOREIGN KEY (person_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY rewards_cycle
    ADD CONSTRAINT rewards_cycle_approved_by_id_c904db69_fk_member_id FOREIGN KEY (approved_by_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY rewards_cycle
    ADD CONSTRAINT rewards_cycle_charity_id_5117e3da_fk_rewards_charity_id FOREIGN KEY (charity_id) REFERENCES rewards_charity(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY rewards_cycle
    ADD CONSTRAINT rewards_cycle_confirmed_by_id_c8ca9977_fk_member_id FOREIGN KEY (confirmed_by_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY rewards_cycle
    ADD CONSTRAINT rewards_cycle_opened_by_id_466c86ca_fk_member_id FOREIGN KEY (opened_by_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY rewards_earned
    ADD CONSTRAINT rewards_earned_version_id_7b41e108_fk_rewards_version_id FOREIGN KEY (version_id) REFERENCES rewards_version(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY rewards_finding
    ADD CONSTRAINT rewards_finding_item_id_d6b047f8_fk_moderation_item_id FOREIGN KEY (item_id) REFERENCES moderation_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY rewards_held_lot
    ADD CONSTRAINT rewards_held_lot_concern_id_bd097f2d_fk_rewards_concern_id FOREIGN KEY (concern_id) REFERENCES rewards_concern(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY rewards_held_lot
    ADD CONSTRAINT rewards_held_lot_lot_id_c4f280fb_fk_ledger_lot_id FOREIGN KEY (lot_id) REFERENCES ledger_lot(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY rewards_payment_file
    ADD CONSTRAINT rewards_payment_file_cycle_id_49e8c219_fk_rewards_cycle_id FOREIGN KEY (cycle_id) REFERENCES rewards_cycle(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY rewards_payment_file
    ADD CONSTRAINT rewards_payment_file_made_by_id_212e0c1f_fk_member_id FOREIGN KEY (made_by_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY rewards_payout
    ADD CONSTRAINT rewards_payout_cycle_id_c16cb36e_fk_rewards_cycle_id FOREIGN KEY (cycle_id) REFERENCES rewards_cycle(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY rewards_payout_details
    ADD CONSTRAINT rewards_payout_details_member_id_e76fae20_fk_member_id FOREIGN KEY (member_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY rewards_payout
    ADD CONSTRAINT rewards_payout_file_id_a4b9c104_fk_rewards_payment_file_id FOREIGN KEY (file_id) REFERENCES rewards_payment_file(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY rewards_payout
    ADD CONSTRAINT rewards_payout_member_id_92cde084_fk_member_id FOREIGN KEY (member_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY rewards_payout
    ADD CONSTRAINT rewards_payout_order_id_f937ee7f_fk_rewards_prize_order_id FOREIGN KEY (order_id) REFERENCES rewards_prize_order(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY rewards_prize_order
    ADD CONSTRAINT rewards_prize_order_cycle_id_85100c3d_fk_rewards_cycle_id FOREIGN KEY (cycle_id) REFERENCES rewards_cycle(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY rewards_prize_order
    ADD CONSTRAINT rewards_prize_order_member_id_cab1b561_fk_member_id FOREIGN KEY (member_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY rewards_prize_order
    ADD CONSTRAINT rewards_prize_order_prize_id_84454ee0_fk_rewards_prize_id FOREIGN KEY (prize_id) REFERENCES rewards_prize(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY rewards_reason
    ADD CONSTRAINT rewards_reason_earned_id_9fd1cecc_fk_rewards_earned_id FOREIGN KEY (earned_id) REFERENCES rewards_earned(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY rewards_standing_choice
    ADD CONSTRAINT rewards_standing_choice_member_id_f9d1eea3_fk_member_id FOREIGN KEY (member_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY rewards_statement
    ADD CONSTRAINT rewards_statement_member_id_4b285e7f_fk_member_id FOREIGN KEY (member_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY rewards_version
    ADD CONSTRAINT rewards_version_approved_by_id_2347f8b8_fk_member_id FOREIGN KEY (approved_by_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY rewards_version
    ADD CONSTRAINT rewards_version_drafted_by_id_4da51964_fk_member_id FOREIGN KEY (drafted_by_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY rewards_voucher_code
    ADD CONSTRAINT rewards_voucher_code_order_id_ca3e1caf_fk_rewards_p FOREIGN KEY (order_id) REFERENCES rewards_prize_order(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY rewards_voucher_code
    ADD CONSTRAINT rewards_voucher_code_prize_id_d5698d1e_fk_rewards_prize_id FOREIGN KEY (prize_id) REFERENCES rewards_prize(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_social_account_id_951f210e_fk_socialacc FOREIGN KEY (account_id) REFERENCES socialaccount_socialaccount(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_social_app_id_636a42d7_fk_socialacc FOREIGN KEY (app_id) REFERENCES socialaccount_socialapp(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_socialaccount_user_id_8146e70c_fk_member_id FOREIGN KEY (user_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_answer
    ADD CONSTRAINT support_answer_author_id_14d08f00_fk_member_id FOREIGN KEY (author_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_answer
    ADD CONSTRAINT support_answer_marked_by_id_ec45e141_fk_member_id FOREIGN KEY (marked_by_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_answer
    ADD CONSTRAINT support_answer_official_by_id_cbedfcfc_fk_member_id FOREIGN KEY (official_by_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_answer
    ADD CONSTRAINT support_answer_question_id_357aee8b_fk_support_question_id FOREIGN KEY (question_id) REFERENCES support_question(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_answer
    ADD CONSTRAINT support_answer_voice_id_cac52b68_fk_voice_id FOREIGN KEY (voice_id) REFERENCES voice(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_asking
    ADD CONSTRAINT support_asking_claimed_by_id_609a1a68_fk_member_id FOREIGN KEY (claimed_by_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_asking
    ADD CONSTRAINT support_asking_needs_by_id_d4f8b254_fk_member_id FOREIGN KEY (needs_by_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_asking
    ADD CONSTRAINT support_asking_question_id_0338b8f8_fk_support_question_id FOREIGN KEY (question_id) REFERENCES support_question(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_attempt
    ADD CONSTRAINT support_attempt_asked_id_8808fa7b_fk_support_question_id FOREIGN KEY (asked_id) REFERENCES support_question(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_attempt
    ADD CONSTRAINT support_attempt_member_id_7751f085_fk_member_id FOREIGN KEY (member_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_attempt
    ADD CONSTRAINT support_attempt_solved_by_id_a2e5130e_fk_support_question_id FOREIGN KEY (solved_by_id) REFERENCES support_question(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_change
    ADD CONSTRAINT support_change_answer_id_fc7042e5_fk_support_answer_id FOREIGN KEY (answer_id) REFERENCES support_answer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_change
    ADD CONSTRAINT support_change_by_id_21f3c82e_fk_member_id FOREIGN KEY (by_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_change
    ADD CONSTRAINT support_change_question_id_decf39d4_fk_support_question_id FOREIGN KEY (question_id) REFERENCES support_question(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_comment
    ADD CONSTRAINT support_comment_answer_id_2f2e5bd2_fk_support_answer_id FOREIGN KEY (answer_id) REFERENCES support_answer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_comment
    ADD CONSTRAINT support_comment_author_id_864e1261_fk_member_id FOREIGN KEY (author_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_comment
    ADD CONSTRAINT support_comment_question_id_dfe42aa8_fk_support_question_id FOREIGN KEY (question_id) REFERENCES support_question(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_comment
    ADD CONSTRAINT support_comment_voice_id_95297319_fk_voice_id FOREIGN KEY (voice_id) REFERENCES voice(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_dismissal
    ADD CONSTRAINT support_dismissal_member_id_030a39d1_fk_member_id FOREIGN KEY (member_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_dismissal
    ADD CONSTRAINT support_dismissal_question_id_e19fea06_fk_support_question_id FOREIGN KEY (question_id) REFERENCES support_question(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_follow
    ADD CONSTRAINT support_follow_member_id_34b64c4f_fk_member_id FOREIGN KEY (member_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_link
    ADD CONSTRAINT support_link_other_id_14fc5927_fk_support_question_id FOREIGN KEY (other_id) REFERENCES support_question(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_link
    ADD CONSTRAINT support_link_question_id_1aa5a4ab_fk_support_question_id FOREIGN KEY (question_id) REFERENCES support_question(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_me_too
    ADD CONSTRAINT support_me_too_member_id_0dac517b_fk_member_id FOREIGN KEY (member_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_me_too
    ADD CONSTRAINT support_me_too_question_id_f30bee60_fk_support_question_id FOREIGN KEY (question_id) REFERENCES support_question(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_merge
    ADD CONSTRAINT support_merge_by_id_070d69b3_fk_member_id FOREIGN KEY (by_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_merge
    ADD CONSTRAINT support_merge_into_id_fd19bcce_fk_support_question_id FOREIGN KEY (into_id) REFERENCES support_question(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_merge
    ADD CONSTRAINT support_merge_question_id_110c2948_fk_support_question_id FOREIGN KEY (question_id) REFERENCES support_question(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_mute
    ADD CONSTRAINT support_mute_member_id_7025bbc3_fk_member_id FOREIGN KEY (member_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_question
    ADD CONSTRAINT support_question_active_by_id_4805a071_fk_member_id FOREIGN KEY (active_by_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_question
    ADD CONSTRAINT support_question_asker_id_40a92ecd_fk_member_id FOREIGN KEY (asker_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_question
    ADD CONSTRAINT support_question_duplicate_of_id_7d2f20b9_fk_support_q FOREIGN KEY (duplicate_of_id) REFERENCES support_question(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_question
    ADD CONSTRAINT support_question_merged_into_id_d98aa451_fk_support_question_id FOREIGN KEY (merged_into_id) REFERENCES support_question(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_question
    ADD CONSTRAINT support_question_solution_id_ced3ead9_fk_support_answer_id FOREIGN KEY (solution_id) REFERENCES support_answer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_question
    ADD CONSTRAINT support_question_solved_by_id_a6ba6b1b_fk_member_id FOREIGN KEY (solved_by_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_question
    ADD CONSTRAINT support_question_topic_id_146d71cb_fk_support_topic_id FOREIGN KEY (topic_id) REFERENCES support_topic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_question
    ADD CONSTRAINT support_question_voice_id_a8b0f875_fk_voice_id FOREIGN KEY (voice_id) REFERENCES voice(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_reading
    ADD CONSTRAINT support_reading_member_id_e10d120c_fk_member_id FOREIGN KEY (member_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_reading
    ADD CONSTRAINT support_reading_question_id_afdd3d43_fk_support_question_id FOREIGN KEY (question_id) REFERENCES support_question(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_retagged
    ADD CONSTRAINT support_retagged_question_id_16d4536c_fk_support_question_id FOREIGN KEY (question_id) REFERENCES support_question(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_retagged
    ADD CONSTRAINT support_retagged_synonym_id_6ad1cc20_fk_support_synonym_id FOREIGN KEY (synonym_id) REFERENCES support_synonym(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_share_link
    ADD CONSTRAINT support_share_link_member_id_bd6ea15b_fk_member_id FOREIGN KEY (member_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_share_link
    ADD CONSTRAINT support_share_link_question_id_2943d869_fk_support_question_id FOREIGN KEY (question_id) REFERENCES support_question(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_split
    ADD CONSTRAINT support_split_answer_id_6975c085_fk_support_answer_id FOREIGN KEY (answer_id) REFERENCES support_answer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_split
    ADD CONSTRAINT support_split_by_id_5bfb7a52_fk_member_id FOREIGN KEY (by_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_split
    ADD CONSTRAINT support_split_comment_id_50fdb9da_fk_support_comment_id FOREIGN KEY (comment_id) REFERENCES support_comment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_split
    ADD CONSTRAINT support_split_out_of_id_a60f09cb_fk_support_question_id FOREIGN KEY (out_of_id) REFERENCES support_question(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_split
    ADD CONSTRAINT support_split_question_id_f2f09a68_fk_support_question_id FOREIGN KEY (question_id) REFERENCES support_question(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_synonym
    ADD CONSTRAINT support_synonym_by_id_921020fc_fk_member_id FOREIGN KEY (by_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_synonym
    ADD CONSTRAINT support_synonym_decided_by_id_3cc49cb0_fk_member_id FOREIGN KEY (decided_by_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_synonym
    ADD CONSTRAINT support_synonym_tag_id_c3477b20_fk_support_tag_id FOREIGN KEY (tag_id) REFERENCES support_tag(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_tag_page
    ADD CONSTRAINT support_tag_page_tag_id_ae4884a3_fk_support_tag_id FOREIGN KEY (tag_id) REFERENCES support_tag(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_tag_page
    ADD CONSTRAINT support_tag_page_voice_id_ba16f32c_fk_voice_id FOREIGN KEY (voice_id) REFERENCES voice(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_thanks
    ADD CONSTRAINT support_thanks_answer_id_93fec472_fk_support_answer_id FOREIGN KEY (answer_id) REFERENCES support_answer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_thanks
    ADD CONSTRAINT support_thanks_member_id_91436567_fk_member_id FOREIGN KEY (member_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_topic_address
    ADD CONSTRAINT support_topic_address_topic_id_a0ff6a57_fk_support_topic_id FOREIGN KEY (topic_id) REFERENCES support_topic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_topic_form
    ADD CONSTRAINT support_topic_form_topic_id_a4fc62d7_fk_support_topic_id FOREIGN KEY (topic_id) REFERENCES support_topic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_topic
    ADD CONSTRAINT support_topic_parent_id_5732824a_fk_support_topic_id FOREIGN KEY (parent_id) REFERENCES support_topic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_vote
    ADD CONSTRAINT support_vote_answer_id_92e7f6fd_fk_support_answer_id FOREIGN KEY (answer_id) REFERENCES support_answer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_vote
    ADD CONSTRAINT support_vote_author_id_e655ecc5_fk_member_id FOREIGN KEY (author_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_vote
    ADD CONSTRAINT support_vote_member_id_ae7ddf0c_fk_member_id FOREIGN KEY (member_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_vote
    ADD CONSTRAINT support_vote_question_id_3f90e568_fk_support_question_id FOREIGN KEY (question_id) REFERENCES support_question(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_welcome
    ADD CONSTRAINT support_welcome_answer_id_3d67f848_fk_support_answer_id FOREIGN KEY (answer_id) REFERENCES support_answer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_welcome
    ADD CONSTRAINT support_welcome_by_id_2abccd83_fk_member_id FOREIGN KEY (by_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_welcome
    ADD CONSTRAINT support_welcome_question_id_29495046_fk_support_question_id FOREIGN KEY (question_id) REFERENCES support_question(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_wiki
    ADD CONSTRAINT support_wiki_answer_id_426f4a28_fk_support_answer_id FOREIGN KEY (answer_id) REFERENCES support_answer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY support_wiki
    ADD CONSTRAINT support_wiki_by_id_aad59e3a_fk_member_id FOREIGN KEY (by_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY usersessions_usersession
    ADD CONSTRAINT usersessions_usersession_user_id_af5e0a6d_fk_member_id FOREIGN KEY (user_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY voice
    ADD CONSTRAINT voice_author_id_7012ef5b_fk_member_id FOREIGN KEY (author_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY voice_draft
    ADD CONSTRAINT voice_draft_member_id_b7fec6fe_fk_member_id FOREIGN KEY (member_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY voice
    ADD CONSTRAINT voice_edited_by_id_9efe8e4a_fk_member_id FOREIGN KEY (edited_by_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY voice_picture
    ADD CONSTRAINT voice_picture_owner_id_a87a4cc9_fk_member_id FOREIGN KEY (owner_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY voice_revision
    ADD CONSTRAINT voice_revision_by_id_17c32e4d_fk_member_id FOREIGN KEY (by_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY voice_revision
    ADD CONSTRAINT voice_revision_voice_id_d23db0d3_fk_voice_id FOREIGN KEY (voice_id) REFERENCES voice(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY voice_translation
    ADD CONSTRAINT voice_translation_voice_id_2a62adb8_fk_voice_id FOREIGN KEY (voice_id) REFERENCES voice(id) DEFERRABLE INITIALLY DEFERRED;
INSERT INTO django_migrations (app, name, applied) VALUES
('members', '0001_initial', now()),
('account', '0001_initial', now()),
('account', '0002_email_max_length', now()),
('account', '0003_alter_emailaddress_create_unique_verified_email', now()),
('account', '0004_alter_emailaddress_drop_unique_email', now()),
('account', '0005_emailaddress_idx_upper_email', now()),
('account', '0006_emailaddress_lower', now()),
('account', '0007_emailaddress_idx_email', now()),
('account', '0008_emailaddress_unique_primary_email_fixup', now()),
('account', '0009_emailaddress_unique_primary_email', now()),
('voice', '0001_initial', now()),
('voice', '0002_once_each_author', now()),
('announcements', '0001_initial', now()),
('contenttypes', '0001_initial', now()),
('contenttypes', '0002_remove_content_type_name', now()),
('auth', '0001_initial', now()),
('auth', '0002_alter_permission_name_max_length', now()),
('auth', '0003_alter_user_email_max_length', now()),
('auth', '0004_alter_user_username_opts', now()),
('auth', '0005_alter_user_last_login_null', now()),
('auth', '0006_require_contenttypes_0002', now()),
('auth', '0007_alter_validators_add_error_messages', now()),
('auth', '0008_alter_user_username_max_length', now()),
('auth', '0009_alter_user_last_name_max_length', now()),
('auth', '0010_alter_group_name_max_length', now()),
('auth', '0011_update_proxy_permissions', now()),
('auth', '0012_alter_user_first_name_max_length', now()),
('conversations', '0001_initial', now()),
('support', '0001_initial', now()),
('support', '0002_imported', now()),
('support', '0003_mutes', now()),
('support', '0004_merges', now()),
('support', '0005_asking', now()),
('support', '0006_splits', now()),
('support', '0007_repeats', now()),
('support', '0008_marks', now()),
('support', '0009_tagging', now()),
('mfa', '0001_initial', now()),
('mfa', '0002_authenticator_timestamps', now()),
('mfa', '0003_authenticator_type_uniq', now()),
('members', '0002_unlogged', now()),
('members', '0003_finding', now()),
('members', '0004_honour', now()),
('members', '0005_keys', now()),
('members', '0006_key_expires', now()),
('members', '0007_seal_second_steps', now()),
('members', '0008_sanctions', now()),
('members', '0009_groups', now()),
('support', '0010_audiences', now()),
('discussions', '0001_first', now()),
('discussions', '0002_poll_told', now()),
('members', '0010_question_place', now()),
('members', '0011_reserved', now()),
('gatherings', '0001_initial', now()),
('gatherings', '0002_series', now()),
('health', '0001_initial', now()),
('health', '0002_interventions_without_question', now()),
('health', '0003_seen', now()),
('health', '0004_writing', now()),
('ledger', '0001_initial', now()),
('ledger', '0002_append_only', now()),
('ledger', '0003_frozen_at', now()),
('log', '0001_initial', now()),
('log', '0002_append_only', now()),
('log', '0003_deliveries', now()),
('mail_in', '0001_initial', now()),
('members', '0012_keepers', now()),
('moderation', '0001_initial', now()),
('moderation', '0002_append_only', now()),
('moderation', '0003_held_waiting', now()),
('moderation', '0004_points', now()),
('moderation', '0005_held_revision', now()),
('notifications', '0001_initial', now()),
('notifications', '0002_first_solution', now()),
('notifications', '0003_longer_kinds', now()),
('notifications', '0004_mailed', now()),
('notifications', '0005_digests', now()),
('notifications', '0006_devices', now()),
('notifications', '0007_reminders', now()),
('procrastinate', '0001_initial', now()),
('procrastinate', '0002_drop_started_at_column', now()),
('procrastinate', '0003_drop_started_at_column', now()),
('procrastinate', '0004_drop_procrastinate_version_table', now()),
('procrastinate', '0005_fix_procrastinate_fetch_job', now()),
('procrastinate', '0006_fix_trigger_status_events_insert', now()),
('procrastinate', '0007_add_queueing_lock_column', now()),
('procrastinate', '0008_close_fetch_job_race_condition', now()),
('procrastinate', '0009_add_defer_job_function', now()),
('procrastinate', '0010_add_procrastinate_periodic_defers', now()),
('procrastinate', '0011_add_foreign_key_index', now()),
('procrastinate', '0012_add_locks_to_periodic_defer', now()),
('procrastinate', '0013_fix_procrastinate_defer_periodic_job', now()),
('procrastinate', '0014_add_finish_job_and_retry_job_functions', now()),
('procrastinate', '0015_add_trigger_on_job_deletion', now()),
('procrastinate', '0016_delete_finished_jobs', now()),
('procrastinate', '0017_add_checks_to_finish_job', now()),
('procrastinate', '0018_add_checks_to_retry_job', now()),
('procrastinate', '0019_fix_finish_job_compat_issue', now()),
('procrastinate', '0020_add_index_on_procrastinate_jobs', now()),
('procrastinate', '0021_add_kwargs_to_defer_periodic_job', now()),
('procrastinate', '0022_null_locks_excluded', now()),
('procrastinate', '0023_remove_old_finish_job_function', now()),
('procrastinate', '0024_job_id_bigint', now()),
('procrastinate', '0025_add_models', now()),
('procrastinate', '0026_add_job_priority', now()),
('procrastinate', '0027_add_periodic_job_priority', now()),
('procrastinate', '0028_add_cancel_states', now()),
('procrastinate', '0029_add_additional_params_to_retry_job', now()),
('procrastinate', '0030_alter_procrastinateevent_options', now()),
('procrastinate', '0031_add_indexes_for_fetch_job', now()),
('procrastinate', '0032_pre_cancel_notification', now()),
('procrastinate', '0033_post_cancel_notification', now()),
('procrastinate', '0034_pre_add_heartbeat', now()),
('procrastinate', '0035_post_add_heartbeat', now()),
('procrastinate', '0036_add_worker_model', now()),
('procrastinate', '0037_pre_batch_defer_jobs', now()),
('procrastinate', '0038_post_batch_defer_jobs', now()),
('procrastinate', '0039_pre_priority_lock_fetch_job', now()),
('procrastinate', '0040_pre_retry_failed_job', now()),
('procrastinate', '0041_post_retry_failed_job', now()),
('rewards', '0001_rules_and_earning', now()),
('rewards', '0002_counting', now()),
('rewards', '0003_cycles', now()),
('rewards', '0004_fairness', now()),
('rewards', '0005_conditions', now()),
('search', '0001_initial', now()),
('search', '0002_storage', now()),
('search', '0003_version', now()),
('search', '0004_missed', now()),
('search', '0005_canonical', now()),
('search', '0006_synonyms', now()),
('search', '0007_saved', now()),
('sessions', '0001_initial', now()),
('socialaccount', '0001_initial', now()),
('socialaccount', '0002_token_max_lengths', now()),
('socialaccount', '0003_extra_data_default_dict', now()),
('socialaccount', '0004_app_provider_id_settings', now()),
('socialaccount', '0005_socialtoken_nullable_app', now()),
('socialaccount', '0006_alter_socialaccount_extra_data', now()),
('standing', '0001_initial', now()),
('standing', '0002_votes', now()),
('standing', '0003_score', now()),
('standing', '0004_help', now()),
('standing', '0005_levels', now()),
('standing', '0006_merits', now()),
('support', '0011_topics', now()),
('support', '0012_dismissals', now()),
('support', '0013_wanted', now()),
('support', '0014_welcomes', now()),
('support', '0015_former', now()),
('usersessions', '0001_initial', now()),
('voice', '0003_translations', now());
