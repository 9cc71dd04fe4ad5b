# schemac.mk: compiles a schema as a part of a GNU make build. Set what differs and include it:
#
#   SCHEMA = shop.schema            the main file of the schema
#   SCHEMA_DIR = gen                where the outputs go (this is the default)
#   SCHEMAC = schemac               the compiler (this is the default)
#   include schemac.mk
#
# Then use $(SCHEMA_DIR)/NAME.c and $(SCHEMA_DIR)/NAME.h, where the main file is NAME.schema, as files
# that make knows how to make. For a second schema set SCHEMA and SCHEMA_DIR anew and include it again.
#
# The depfile is the stamp: schemac runs when a file that it read last time, the folder of the
# migrations, or schemac itself is newer, and outputs that stay the same keep their age, so nothing else is rebuilt. make reads the
# depfile as a makefile, so it is brought up to date before anything else is looked at.

SCHEMAC ?= schemac
SCHEMA_DIR ?= gen
SCHEMA_OUT := $(SCHEMA_DIR)/$(basename $(notdir $(SCHEMA)))

# An output that somebody removed makes the stamp worthless.
ifneq ($(words $(wildcard $(SCHEMA_OUT).c $(SCHEMA_OUT).h)),2)
$(shell rm -f $(SCHEMA_OUT).d)
endif

$(SCHEMA_OUT).d: SCHEMA := $(SCHEMA)
$(SCHEMA_OUT).d: SCHEMA_DIR := $(SCHEMA_DIR)
$(SCHEMA_OUT).d: $(SCHEMA) $(wildcard $(SCHEMAC) $(dir $(SCHEMA))migrations)
	$(SCHEMAC) build $(SCHEMA) -o $(SCHEMA_DIR) --depfile $@

$(SCHEMA_OUT).c $(SCHEMA_OUT).h: | $(SCHEMA_OUT).d ;

-include $(wildcard $(SCHEMA_OUT).d)
