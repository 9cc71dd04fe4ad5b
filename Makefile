# schemac: one non-recursive makefile. Everything made goes to $(B).
#   V=1 shows commands   DEV=1 makes warnings errors   SAN=address,undefined builds with sanitizers
#   CC=clang another compiler   B=dir another build folder   PREFIX=/usr/local DESTDIR= for install

SAN ?=
B ?= build$(if $(SAN),/san)
CC ?= cc
HOSTCC ?= $(CC)
PREFIX ?= /usr/local
DESTDIR ?=
OBJCOPY ?= objcopy
NM ?= nm
RE2C ?= re2c
LEMON ?= lemon

SO = 0# of the interface of the shared libraries
VERSION := $(shell sed -n 's/^\#define SCHEMAC_VERSION "\(.*\)"/\1/p' runtime/schemac.h)

OPT ?= -O2
WARN = -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
       -Wwrite-strings -Wformat=2 $(if $(DEV),-Werror)
PQ_CFLAGS = -I$(shell pg_config --includedir 2>/dev/null || echo /usr/include/postgresql)
CFLAGS ?= $(OPT) -g
ALL_CFLAGS = -std=c11 -D_POSIX_C_SOURCE=200809L $(WARN) $(CFLAGS) \
             $(if $(SAN),-fsanitize=$(SAN) -fno-sanitize-recover=all -fno-omit-frame-pointer -DSCHEMAC_ARENA_EACH) \
             -MMD -MP
ALL_LDFLAGS = $(LDFLAGS) $(if $(SAN),-fsanitize=$(SAN))
INCLUDE = -Icompiler -Iruntime -I. -I$(B)/gen
LIBS = -lsqlite3 -lpq -lm

Q = $(if $(V),,@)
say = $(if $(V),,@printf '  %-7s %s\n' '$(1)' '$(2)')

ROOMS = base expr syntax model resolve diff plan dialect dialect/sqlite dialect/postgres chain emit pull torture command
COMPILER_C = $(filter-out compiler/main.c,$(foreach room,$(ROOMS),$(wildcard compiler/$(room)/*.c)))
RUNTIME_CORE_C = $(wildcard runtime/*.c)
RUNTIME_SQLITE_C = $(wildcard runtime/sqlite/*.c)
RUNTIME_POSTGRES_C = $(filter-out %/queries.c %/natives.c,$(wildcard runtime/postgres/*.c))

object = $(patsubst %.c,$(B)/obj/%.o,$(1))
COMPILER_O = $(call object,$(COMPILER_C)) $(B)/obj/gen/lexer.o $(B)/obj/gen/grammar.o
CORE_O = $(call object,$(RUNTIME_CORE_C))
SQLITE_O = $(call object,$(RUNTIME_SQLITE_C))
POSTGRES_O = $(call object,$(RUNTIME_POSTGRES_C))

LIBRARIES = $(B)/libschemac-sqlite.a $(B)/libschemac-postgres.a

all: $(B)/schemac $(LIBRARIES) ## build the compiler and the two runtime libraries

$(B)/schemac: $(B)/obj/compiler/main.o $(B)/obj/compiler/libpq.o $(B)/libcompiler.a $(LIBRARIES)
	$(call say,LINK,$@)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(filter-out -lpq,$(LIBS)) -ldl

$(B)/libcompiler.a: $(COMPILER_O)
$(B)/libschemac-sqlite.a: $(CORE_O) $(SQLITE_O)
$(B)/libschemac-postgres.a: $(CORE_O) $(POSTGRES_O)
%.a:
	$(call say,AR,$@)
	$(Q)rm -f $@ && $(AR) qcsD $@ $^

$(B)/obj/%.o: %.c
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D) && $(CC) $(ALL_CFLAGS) $(INCLUDE) $(ROOM_CFLAGS) -c -o $@ $<

$(B)/obj/compiler/command/%.o $(B)/obj/compiler/torture/%.o $(B)/obj/compiler/libpq.o: ROOM_CFLAGS = $(PQ_CFLAGS)
# What makes the runtime smaller, as far as the compiler knows it (clang warns of what it does not).
knows = $(shell $(CC) -Werror $(1) -x c -c /dev/null -o /dev/null 2>/dev/null && echo $(1))
SMALL := -fno-asynchronous-unwind-tables $(foreach flag,jump-tables move-loop-invariants caller-saves gcse \
    tree-loop-im tree-dominator-opts shrink-wrap,$(call knows,-fno-$(flag)))
$(B)/obj/runtime/%.o: ROOM_CFLAGS = -fvisibility=hidden $(SMALL) $(PQ_CFLAGS)
# The table of the history, as schema/schemac was compiled: one string a line, each engine has its own.
$(B)/gen/history_%.h: generated/schemac/baseline.%.sql
	$(call say,SED,$@)
	$(Q)mkdir -p $(@D) && sed -e '/^--/d; /^SET /d; /^$$/d; s/["\\]/\\&/g; s/.*[^;]$$/"&\\n",/; s/.*;$$/"&",/' $< >$@
$(B)/obj/runtime/sqlite/engine.o: $(B)/gen/history_sqlite.h
# The queries of the inspector in short form. The tool runs here, whatever CC builds for.
$(B)/pack: runtime/pack/pack.c runtime/postgres/queries.c runtime/postgres/queries.h \
    runtime/postgres/natives.c runtime/postgres/parts.h runtime/postgres/packing.h $(B)/gen/history_postgres.h
	$(call say,TOOL,$@)
	$(Q)mkdir -p $(@D) && $(HOSTCC) -std=c11 $(WARN) -O1 -Iruntime -I$(B)/gen -o $@ $(filter %.c,$^)
$(B)/gen/queries_packed.h: $(B)/pack
	$(call say,PACK,$@)
	$(Q)mkdir -p $(@D) && $< >$@
$(B)/obj/runtime/postgres/texts.o: $(B)/gen/queries_packed.h

# What is installed. Shared libraries have objects of their own; in the others, what the library keeps
# to itself gets names that no program has.
SHARED = $(foreach engine,sqlite postgres,$(B)/installed/libschemac-$(engine).so.$(SO))
INSTALLED = $(patsubst $(B)/%,$(B)/installed/%,$(LIBRARIES))
pic = $(patsubst %.c,$(B)/pic/%.o,$(1))
$(B)/pic/%.o: %.c
	$(call say,CC,$< (shared))
	$(Q)mkdir -p $(@D) && $(CC) $(ALL_CFLAGS) -fPIC $(INCLUDE) -fvisibility=hidden $(SMALL) $(PQ_CFLAGS) -c -o $@ $<
$(B)/pic/runtime/sqlite/engine.o: $(B)/gen/history_sqlite.h
$(B)/pic/runtime/postgres/texts.o: $(B)/gen/queries_packed.h
$(B)/installed/libschemac-sqlite.so.$(SO): $(call pic,$(RUNTIME_CORE_C) $(RUNTIME_SQLITE_C))
$(B)/installed/libschemac-postgres.so.$(SO): $(call pic,$(RUNTIME_CORE_C) $(RUNTIME_POSTGRES_C))
$(SHARED):
	$(call say,LINK,$@)
	$(Q)mkdir -p $(@D) && $(CC) -shared $(ALL_LDFLAGS) -Wl,-soname,$(@F) -o $@ $^ \
	    $(if $(findstring sqlite,$@),-lsqlite3,-lpq)
$(INSTALLED): $(B)/installed/%.a: $(B)/%.a
	$(call say,NAMES,$@)
	$(Q)mkdir -p $(@D) && $(NM) -g --defined-only $< | \
	    sed -n '/ schemac_/!s/^[0-9a-f]* [A-Z] \(.*\)/\1 schemac_private_\1/p' | sort -u >$@.names
	$(Q)$(OBJCOPY) --redefine-syms=$@.names $< $@

$(B)/gen/syntax/lexer.c: compiler/syntax/lexer.re
	$(call say,RE2C,$<)
	$(Q)mkdir -p $(@D) && $(RE2C) -W -Werror -8 -i --no-generation-date --no-version -o $@ $< && chmod 644 $@

$(B)/gen/syntax/grammar.c $(B)/gen/syntax/grammar.h &: compiler/syntax/grammar.y
	$(call say,LEMON,$<)
	$(Q)mkdir -p $(@D) && $(LEMON) -c -l -d$(@D) $< && touch $(@D)/grammar.c $(@D)/grammar.h

$(B)/obj/gen/lexer.o $(B)/obj/gen/grammar.o: $(B)/obj/gen/%.o: $(B)/gen/syntax/%.c $(B)/gen/syntax/grammar.h
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D) && $(CC) $(ALL_CFLAGS) $(INCLUDE) -Icompiler/syntax $(GENERATED_CFLAGS) -c -o $@ $<
$(B)/obj/gen/grammar.o: GENERATED_CFLAGS = -Wno-missing-prototypes -Wno-unused-parameter \
    -Wno-unused-variable -Wno-type-limits -Wno-conversion -Wno-sign-conversion
$(filter $(B)/obj/compiler/syntax/%,$(COMPILER_O)): | $(B)/gen/syntax/grammar.h

$(B)/unit/%: tests/unit/%.c $(B)/libcompiler.a $(LIBRARIES)
	$(call say,TEST,$@)
	$(Q)mkdir -p $(@D) && $(CC) $(ALL_CFLAGS) $(INCLUDE) $(PQ_CFLAGS) $(ALL_LDFLAGS) -Wno-missing-prototypes -o $@ $< $(B)/libcompiler.a $(LIBRARIES) $(LIBS)
$(B)/live/%: tests/live/%.c $(B)/libcompiler.a $(LIBRARIES)
	$(call say,TEST,$@)
	$(Q)mkdir -p $(@D) && $(CC) $(ALL_CFLAGS) $(INCLUDE) $(PQ_CFLAGS) $(ALL_LDFLAGS) -Wno-missing-prototypes -o $@ $< $(B)/libcompiler.a $(LIBRARIES) $(LIBS)
$(B)/property/%: tests/property/%.c tests/property/generate.c $(B)/libcompiler.a $(LIBRARIES)
	$(call say,TEST,$@)
	$(Q)mkdir -p $(@D) && $(CC) $(ALL_CFLAGS) -MF $@.d $(INCLUDE) $(PQ_CFLAGS) $(ALL_LDFLAGS) -Wno-missing-prototypes -o $@ $< tests/property/generate.c $(B)/libcompiler.a $(LIBRARIES) $(LIBS)

programs = $(foreach kind,unit live property,$(patsubst tests/%.c,$(B)/%,$(filter-out %/generate.c,$(wildcard tests/$(kind)/*.c))))

tests: $(B)/schemac $(LIBRARIES) $(programs)

check: ## install what the tests need, run every test
	@tests/install test
	@$(MAKE) --no-print-directory -j2 tests
	@tests/run $(B)

check-long: tests ## every mutation; random pairs for an hour: 100,000 on SQLite, 5,000 on PostgreSQL
	@MUTATE_ALL=1 tests/pgtmp $(B)/live/mutate
	@STATES_ALL=1 tests/pgtmp $(B)/live/states
	@PROPERTY_ENGINE=sqlite PROPERTY_TIMES=20 $(B)/property/evolve
	@PROPERTY_ENGINE=postgres PROPERTY_TIMES=10 tests/pgtmp $(B)/property/evolve
	@PROPERTY_TIMES=20 tests/pgtmp $(B)/property/torture
	@TORTURE_POINTS=0 $(B)/live/upgrade_faults
	@TORTURE_POINTS=0 tests/pgtmp $(B)/live/upgrade_wire
	@CROWD_ROUNDS=100 $(B)/live/upgrade_sqlite
	@CROWD_ROUNDS=100 tests/pgtmp $(B)/live/upgrade_postgres
	@TORTURE_POINTS=50 PGTMP_OPTIONS='-c synchronous_commit=on' tests/pgtmp sh tests/servers/crash $(B)

check-versions: tests ## the same on PostgreSQL 13 to 18 and SQLite 3.37 to 3.54, fetched with npm
	@sh tests/versions/check $(B)

demo: ## install what is missing, build, and see a database made, used, damaged and refused
	@tests/install demo
	@$(MAKE) --no-print-directory -j2 all
	@sh tests/demo/demo $(B)

golden: all ## rewrite the expected files of tests/cases; review the difference
	@sh tests/cases/run $(B) --golden

generate: all ## compile schema/ into generated/
	@set -e; for entry in schema/*/; do name=$$(basename $$entry); \
	    $(B)/schemac build $$entry$$name.schema -o generated/$$name; done

bench: all $(addprefix $(B)/bench/,measure floor chain start) ## what a build and a start cost, against a floor in the same run
	@tests/pgtmp sh tests/bench/bench $(B)
	@tests/pgtmp sh tests/bench/start $(B)

$(B)/bench/%: tests/bench/%.c $(B)/libcompiler.a $(LIBRARIES)
	$(call say,BENCH,$@)
	$(Q)mkdir -p $(@D) && $(CC) $(ALL_CFLAGS) $(INCLUDE) $(PQ_CFLAGS) $(ALL_LDFLAGS) -o $@ $< $(B)/libcompiler.a $(LIBRARIES) $(LIBS)

# pc ENGINE TITLE NEEDS LIBS
pc = sed -e 's|@PREFIX@|$(PREFIX)|; s|@VERSION@|$(VERSION)|; s|@ENGINE@|$(1)|; s|@TITLE@|$(2)|; s|@NEEDS@|$(3)|; s|@LIBS@|$(4)|' \
    runtime/schemac.pc.in >$(DESTDIR)$(PREFIX)/lib/pkgconfig/schemac-$(1).pc
COMMANDS = $(shell sed -n 's/^    {"\([a-z]*\)", .*/\1/p' compiler/main.c)
PAGES = $(patsubst %,$(B)/installed/schemac-%.1,$(COMMANDS))
$(PAGES): $(B)/installed/schemac-%.1: $(B)/schemac docs/command.awk
	$(call say,MAN,$@)
	$(Q)mkdir -p $(@D) && $(B)/schemac $* --help | awk -v version=$(VERSION) -f docs/command.awk >$@

installed = bin/schemac include/schemac.h $(patsubst $(B)/installed/%,share/man/man1/%,$(PAGES)) share/man/man1/schemac.1 share/man/man3/schemac.3 share/schemac/schemac.mk \
    $(foreach engine,sqlite postgres,lib/pkgconfig/schemac-$(engine).pc \
    $(addprefix lib/libschemac-$(engine).,a so so.$(SO)))

install: all $(SHARED) $(INSTALLED) $(PAGES) ## install to $(DESTDIR)$(PREFIX)
	install -d $(addprefix $(DESTDIR)$(PREFIX)/,bin include lib/pkgconfig share/man/man1 share/man/man3 share/schemac)
	install $(B)/schemac $(DESTDIR)$(PREFIX)/bin/
	install -m 644 $(INSTALLED) $(DESTDIR)$(PREFIX)/lib/
	install $(SHARED) $(DESTDIR)$(PREFIX)/lib/
	for name in sqlite postgres; do ln -sf libschemac-$$name.so.$(SO) $(DESTDIR)$(PREFIX)/lib/libschemac-$$name.so; done
	install -m 644 runtime/schemac.h $(DESTDIR)$(PREFIX)/include/
	install -m 644 docs/schemac.1 $(PAGES) $(DESTDIR)$(PREFIX)/share/man/man1/
	install -m 644 docs/schemac.3 $(DESTDIR)$(PREFIX)/share/man/man3/
	install -m 644 docs/schemac.mk $(DESTDIR)$(PREFIX)/share/schemac/
	@$(call pc,sqlite,SQLite,sqlite3,-lsqlite3)
	@$(call pc,postgres,PostgreSQL,libpq,-lpq)

uninstall: ## remove what install put there
	rm -f $(addprefix $(DESTDIR)$(PREFIX)/,$(installed))

clean: ## remove everything made
	rm -rf build

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' Makefile | expand -t 20

.PHONY: all tests check check-long check-versions demo bench golden generate install uninstall clean help
.DELETE_ON_ERROR:
.SECONDARY:
MAKEFLAGS += --no-builtin-rules

-include $(shell find $(B) -name '*.d' 2>/dev/null)
