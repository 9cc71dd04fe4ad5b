/* SPDX-License-Identifier: MIT
 * Prints what the runtime reports: its own text for people, or one JSON object a line. */
#include <stdio.h>

#include "base/json.h"
#include "command/command.h"

static void print_line(Text *line)
{
    printf("%s\n", text_string(line));
    text_clear(line);
}

static void difference_json(Text *line, const schemac_difference *difference)
{
    Json json = {.out = line};
    json_open(&json, NULL, '{');
    json_string(&json, "severity", difference->severity == SCHEMAC_ERROR ? "error" : "note");
    json_string(&json, "kind", difference->kind);
    json_string(&json, "path", difference->path);
    json_string(&json, "attribute", difference->attribute);
    json_string(&json, "expected", difference->expected);
    json_string(&json, "found", difference->found);
    json_string(&json, "advice", difference->advice);
    json_close(&json, '}');
}

int print_report(const Options *options, schemac_report *report)
{
    if (!options->json) {
        const char *text = schemac_report_text(report);
        FILE *out = report->status == SCHEMAC_OK || report->status == SCHEMAC_DIFFERENT ? stdout
                                                                                         : stderr;
        fputs(text ? text : "out of memory\n", out);
        return (int)report->status;
    }
    Text line = {0};
    for (size_t i = 0; i < report->difference_count; i++) {
        difference_json(&line, &report->differences[i]);
        print_line(&line);
    }
    Json json = {.out = &line};
    json_open(&json, NULL, '{');
    json_number(&json, "status", report->status);
    json_string(&json, "message", report->message);
    json_number(&json, "errors", (int64_t)report->error_count);
    json_number(&json, "differences", (int64_t)report->difference_count);
    json_close(&json, '}');
    print_line(&line);
    text_free(&line);
    return (int)report->status;
}
