# SPDX-License-Identifier: MIT
# The manual page of a command, made of its --help: what the program itself says of it.
function escape(text) {
    gsub(/\\/, "\\e", text)
    gsub(/-/, "\\-", text)
    if (text ~ /^[.']/) text = "\\&" text
    return text
}
NR == 1 {
    name = $2
    sub(/:$/, "", name)
    summary = $0
    sub(/^[^:]*: /, "", summary)
    printf ".TH SCHEMAC\\-%s 1 \"\" \"schemac %s\"\n", toupper(name), version
    printf ".SH NAME\nschemac\\-%s \\- %s\n", name, escape(summary)
    next
}
/^usage: / { printf ".SH SYNOPSIS\n.B %s\n.SH DESCRIPTION\n", escape(substr($0, 8)); next }
/^  --/ {
    if (!has_options++) print ".SH OPTIONS"
    place = match(substr($0, 3), /   */)
    if (place) {
        printf ".TP\n.B %s\n", escape(substr($0, 3, place - 1))
        rest = substr($0, place + 2)
        sub(/^ */, "", rest)
        print escape(rest)
        next
    }
}
/^$/ { if (!has_options && described) print ".PP"; next }
{ described = 1; sub(/^ */, ""); print escape($0) }
END {
    print ".SH EXIT STATUS\n0 fine, 1 the schema or the migrations are wrong, 2 usage, 3 differences found, 4 refused,"
    print "5 the database failed, 6 another process holds the lock, 7 the database is newer, 70 a bug in schemac."
    print ".SH SEE ALSO\n.BR schemac (1)"
}
