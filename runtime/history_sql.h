/* SPDX-License-Identifier: MIT
 * Private. The table of schema/schemac/schemac.schema as SQL. */
#ifndef SCHEMAC_HISTORY_SQL_H
#define SCHEMAC_HISTORY_SQL_H

#include "schemac.h"

static const char *const history_sqlite_baseline[] = {
    "CREATE TABLE schemac_history (\n"
    "    id INTEGER PRIMARY KEY,\n"
    "    schema_name TEXT NOT NULL,\n"
    "    version INTEGER NOT NULL,\n"
    "    name TEXT NOT NULL,\n"
    "    kind TEXT NOT NULL CONSTRAINT schemac_history_kind\n"
    "        CHECK (kind IN ('baseline', 'migration', 'adopt')),\n"
    "    status TEXT NOT NULL CONSTRAINT schemac_history_status\n"
    "        CHECK (status IN ('applied', 'failed')),\n"
    "    fingerprint TEXT NOT NULL,\n"
    "    catalog_digest TEXT,\n"
    "    catalog TEXT,\n"
    "    engine_version TEXT NOT NULL,\n"
    "    tool_version TEXT NOT NULL,\n"
    "    program TEXT,\n"
    "    recorded_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),\n"
    "    duration_us INTEGER NOT NULL,\n"
    "    error TEXT,\n"
    "    format_version INTEGER NOT NULL\n"
    ") STRICT;",
    NULL};

static const char *const history_postgres_baseline[] = {
    "CREATE TABLE schemac_history (\n"
    "    id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,\n"
    "    schema_name text NOT NULL,\n"
    "    version integer NOT NULL,\n"
    "    name text NOT NULL,\n"
    "    kind text NOT NULL CONSTRAINT schemac_history_kind\n"
    "        CHECK (kind IN ('baseline', 'migration', 'adopt')),\n"
    "    status text NOT NULL CONSTRAINT schemac_history_status\n"
    "        CHECK (status IN ('applied', 'failed')),\n"
    "    fingerprint text NOT NULL,\n"
    "    catalog_digest text,\n"
    "    catalog text,\n"
    "    engine_version text NOT NULL,\n"
    "    tool_version text NOT NULL,\n"
    "    program text,\n"
    "    recorded_at timestamptz NOT NULL DEFAULT (now()),\n"
    "    duration_us bigint NOT NULL,\n"
    "    error text,\n"
    "    format_version integer NOT NULL\n"
    ");",
    NULL};

static const schemac_dialect_half history_sqlite = {history_sqlite_baseline, NULL};
static const schemac_dialect_half history_postgres = {history_postgres_baseline, NULL};
static const schemac_schema history_schema = {.sqlite = &history_sqlite,
                                              .postgres = &history_postgres};

#endif
