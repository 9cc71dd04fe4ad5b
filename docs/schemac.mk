# schemac.mk: compiles a schema as a part of a GNU make build. Set what differs and include it:
#
#   SCHEMA = shop.schema            the main file of the schema
#   SCHEMA_DIR = gen                where the outputs go (this is the default)
#   SCHEMAC = schemac               the compiler (this is the default)
#   include schemac.mk
#
# Then use $(SCHEMA_DIR)/NAME.c and $(SCHEMA_DIR)/NAME.h, where the main file is NAME.schema, as files
# that make knows how to make. The depfile is the stamp: schemac runs when a file that it read last
# time is newer, and outputs that stay the same keep their age, so nothing else is rebuilt. make reads
# the depfile as a makefile, so it is brought up to date before anything else is looked at.

SCHEMAC ?= schemac
SCHEMA_DIR ?= gen
SCHEMA_NAME := $(basename $(notdir $(SCHEMA)))
SCHEMA_STAMP := $(SCHEMA_DIR)/$(SCHEMA_NAME).d

$(SCHEMA_STAMP): $(SCHEMA)
	$(SCHEMAC) build $(SCHEMA) -o $(SCHEMA_DIR) --depfile $@

$(SCHEMA_DIR)/$(SCHEMA_NAME).c $(SCHEMA_DIR)/$(SCHEMA_NAME).h: | $(SCHEMA_STAMP) ;

-include $(wildcard $(SCHEMA_STAMP))
