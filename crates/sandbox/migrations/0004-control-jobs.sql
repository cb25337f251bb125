-- What jobs of the control plane still have to do. A job that has come to its end has no row here, nor one that never
-- will. `due` is milliseconds since 1970; `step` counts what is done: dispatched, begun, and then part by part. `work` is
-- JSON and holds no secret.
CREATE TABLE control_work (
    job  INTEGER PRIMARY KEY REFERENCES control_record (seq) ON DELETE CASCADE,
    due  INTEGER NOT NULL,
    step INTEGER NOT NULL,
    work TEXT NOT NULL
) STRICT;

CREATE INDEX control_work_due ON control_work (due);
