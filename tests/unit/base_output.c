/* SPDX-License-Identifier: MIT
 * Output files: untouched when the same, replaced whole when different, left alone on failure. */
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/output.h"
#include "tests/unit/test.h"

static char directory[] = "/tmp/schemac-output.XXXXXX";
static Arena *arena;

__attribute__((constructor)) static void enter_directory(void)
{
    if (!mkdtemp(directory) || chdir(directory) != 0) abort();
    arena = arena_new();
}

__attribute__((destructor)) static void leave_directory(void)
{
    arena_free(arena);
    if (chdir("/") != 0 || rmdir(directory) != 0) fprintf(stderr, "left behind: %s\n", directory);
}

static void put(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    fputs(text, file);
    fclose(file);
}

static const char *content(const char *path)
{
    static char buffer[1 << 20];
    FILE *file = fopen(path, "rb");
    if (!file) return "(none)";
    buffer[fread(buffer, 1, sizeof buffer - 1, file)] = '\0';
    fclose(file);
    return buffer;
}

static size_t files_here(void)
{
    size_t count = 0;
    DIR *here = opendir(".");
    while (readdir(here)) count++;
    closedir(here);
    return count - 2; /* . and .. */
}

static OutputState write_pieces(const char *path, const char *const *pieces, bool check_only,
                                const char **why)
{
    Output *output = output_open(arena, path, check_only);
    for (; *pieces; pieces++) output_text(output, *pieces);
    return output_close(output, why);
}

static OutputState write_one(const char *path, const char *text)
{
    return write_pieces(path, (const char *const[]){text, NULL}, false, NULL);
}

static OutputState check_one(const char *path, const char *text)
{
    return write_pieces(path, (const char *const[]){text, NULL}, true, NULL);
}

TEST(a_new_file_is_written)
{
    const char *why = "unset";
    CHECK(write_pieces("a", (const char *const[]){"one\n", "", "two\n", NULL}, false, &why)
          == OUTPUT_WRITTEN);
    CHECK(why == NULL);
    CHECK_STRING(content("a"), "one\ntwo\n");
    CHECK(files_here() == 1);
    CHECK(write_one("empty", "") == OUTPUT_WRITTEN);
    CHECK_STRING(content("empty"), "");
    CHECK(write_one("empty", "") == OUTPUT_SAME);
    unlink("a");
    unlink("empty");
}

static bool same_file(struct stat a, struct stat b)
{
    return a.st_ino == b.st_ino && a.st_mtim.tv_sec == b.st_mtim.tv_sec
           && a.st_mtim.tv_nsec == b.st_mtim.tv_nsec;
}

TEST(the_same_content_leaves_the_file_alone)
{
    struct stat before, after;
    put("a", "one\ntwo\n");
    stat("a", &before);
    CHECK(write_pieces("a", (const char *const[]){"o", "ne\ntw", "o\n", NULL}, false, NULL)
          == OUTPUT_SAME);
    stat("a", &after);
    CHECK(same_file(before, after) && files_here() == 1);
    unlink("a");
}

TEST(differences_anywhere_are_written)
{
    static const char *const news[] = {"", "x", "a", "abcX", "Xbcd", "abcde", "abc", "abXd"};
    for (size_t i = 0; i < sizeof news / sizeof *news; i++) {
        put("a", "abcd");
        CHECK(check_one("a", news[i]) == OUTPUT_STALE);
        CHECK_STRING(content("a"), "abcd");
        CHECK(write_one("a", news[i]) == OUTPUT_WRITTEN);
        CHECK_STRING(content("a"), news[i]);
        CHECK(write_one("a", news[i]) == OUTPUT_SAME);
        CHECK(check_one("a", news[i]) == OUTPUT_SAME);
    }
    CHECK(files_here() == 1);
    unlink("a");
}

/* Old and new text of many sizes around the chunk, which differ at one byte. */
TEST(large_files_differ_at_every_place)
{
    enum { SIZE = 50000 };
    static char old[SIZE + 1], new[SIZE + 1];
    static const size_t places[] = {0, 1, 8191, 8192, 8193, 16384, 30000, SIZE - 1};
    memset(old, 'o', SIZE);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        for (size_t piece = 1; piece <= SIZE; piece = piece * 37 + 1) {
            put("a", old);
            memcpy(new, old, SIZE);
            new[places[i]] = 'n';
            Output *output = output_open(arena, "a", false);
            for (size_t at = 0; at < SIZE; at += piece)
                output_bytes(output, new + at, SIZE - at < piece ? SIZE - at : piece);
            CHECK(output_close(output, NULL) == OUTPUT_WRITTEN);
            CHECK(strcmp(content("a"), new) == 0);
        }
    unlink("a");
}

TEST(check_only_never_writes)
{
    CHECK(check_one("a", "text") == OUTPUT_STALE);
    CHECK(files_here() == 0);
    CHECK(check_one("missing/a", "text") == OUTPUT_STALE);
}

TEST(printf_of_any_length)
{
    Output *output = output_open(arena, "a", false);
    output_printf(output, "%s", "");
    output_printf(output, "%d %s\n", 1, "one");
    output_printf(output, "%1000d", 2);
    CHECK(output_close(output, NULL) == OUTPUT_WRITTEN);
    CHECK(strlen(content("a")) == 1006);
    unlink("a");
}

static unsigned mode_of(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 ? (unsigned)status.st_mode & 0777 : 0;
}

TEST(modes_honour_the_umask_and_the_old_file)
{
    mode_t mask = umask(027);
    write_one("a", "1");
    CHECK(mode_of("a") == 0640);
    umask(022);
    write_one("a", "2");
    CHECK(mode_of("a") == 0640);
    write_one("b", "1");
    CHECK(mode_of("b") == 0644);
    umask(mask);
    unlink("a");
    unlink("b");
}

TEST(a_symbolic_link_stays_one)
{
    struct stat status;
    put("target", "old");
    CHECK(symlink("target", "link") == 0);
    CHECK(write_one("link", "new") == OUTPUT_WRITTEN);
    CHECK(lstat("link", &status) == 0 && S_ISLNK(status.st_mode));
    CHECK_STRING(content("target"), "new");
    unlink("link");
    unlink("target");
}

TEST(a_link_is_followed_where_there_is_no_file_yet)
{
    struct stat status;
    CHECK(mkdir("folder", 0777) == 0);
    CHECK(symlink("second", "folder/first") == 0 && symlink("../target", "folder/second") == 0);
    CHECK(check_one("folder/first", "new") == OUTPUT_STALE);
    CHECK(write_one("folder/first", "new") == OUTPUT_WRITTEN);
    CHECK(lstat("folder/first", &status) == 0 && S_ISLNK(status.st_mode));
    CHECK(lstat("folder/second", &status) == 0 && S_ISLNK(status.st_mode));
    CHECK_STRING(content("target"), "new");
    CHECK(write_one("folder/first", "newer") == OUTPUT_WRITTEN);
    CHECK_STRING(content("target"), "newer");
    unlink("folder/first");
    unlink("folder/second");
    rmdir("folder");
    unlink("target");
}

TEST(a_link_that_leads_round_is_an_error)
{
    const char *why = NULL;
    static const char *const text[] = {"text", NULL};
    CHECK(symlink("link", "link") == 0);
    CHECK(write_pieces("link", text, false, &why) == OUTPUT_FAILED);
    unlink("link");
    CHECK(symlink("missing/file", "link") == 0);
    CHECK(write_pieces("link", text, false, &why) == OUTPUT_FAILED);
    CHECK_STRING(why, "no such file or directory");
    unlink("link");
    CHECK(files_here() == 0);
}

TEST(devices_are_written_directly)
{
    struct stat status;
    CHECK(write_one("/dev/null", "text") == OUTPUT_WRITTEN);
    CHECK(stat("/dev/null", &status) == 0 && S_ISCHR(status.st_mode));
    CHECK(check_one("/dev/null", "text") == OUTPUT_STALE);
}

TEST(failures_say_why_and_leave_nothing)
{
    const char *why = NULL;
    static const char *const text[] = {"text", NULL};
    CHECK(write_pieces("missing/a", text, false, &why) == OUTPUT_FAILED);
    CHECK_STRING(why, "no such file or directory");
    CHECK(write_pieces(".", text, false, &why) == OUTPUT_FAILED);
    CHECK_STRING(why, "is a directory");
    CHECK(write_pieces(".", text, true, &why) == OUTPUT_FAILED);
    put("file", "");
    CHECK(write_pieces("file/a", text, false, &why) == OUTPUT_FAILED);
    CHECK_STRING(why, "not a directory");
    unlink("file");
    CHECK(files_here() == 0);
}

TEST(a_full_device_is_reported)
{
    const char *why = NULL;
    Output *output = output_open(arena, "/dev/full", false);
    output_text(output, "small enough to stay in the buffer");
    CHECK(output_close(output, &why) == OUTPUT_FAILED);
    CHECK_STRING(why, "no space left on device");
    output = output_open(arena, "/dev/full", false);
    for (int i = 0; i < 100000; i++) output_text(output, "more than any buffer");
    CHECK(output_close(output, &why) == OUTPUT_FAILED);
    CHECK_STRING(why, "no space left on device");
}

/* A limit on file sizes stands for the full disk. */
TEST(a_full_disk_keeps_the_old_file)
{
    struct rlimit before, small;
    getrlimit(RLIMIT_FSIZE, &before);
    small = before;
    small.rlim_cur = 100000;
    signal(SIGXFSZ, SIG_IGN);
    for (size_t size = 1000; size <= 100001; size += 99001) {
        put("a", "precious");
        setrlimit(RLIMIT_FSIZE, &small);
        Output *output = output_open(arena, "a", false);
        for (size_t i = 0; i < size; i++) output_text(output, "x");
        const char *why = NULL;
        OutputState state = output_close(output, &why);
        setrlimit(RLIMIT_FSIZE, &before);
        CHECK(state == (size > 100000 ? OUTPUT_FAILED : OUTPUT_WRITTEN));
        if (state == OUTPUT_FAILED) {
            CHECK_STRING(content("a"), "precious");
            CHECK_STRING(why, "file too large");
        }
        CHECK(files_here() == 1);
    }
    unlink("a");
}

TEST(abandon_keeps_the_old_file)
{
    put("a", "old");
    Output *output = output_open(arena, "a", false);
    output_text(output, "new text");
    output_abandon(output);
    CHECK_STRING(content("a"), "old");
    output = output_open(arena, "b", false);
    output_text(output, "new text");
    output_abandon(output);
    CHECK(files_here() == 1);
    unlink("a");
}

TEST(a_stale_temporary_file_is_no_obstacle)
{
    char name[100];
    snprintf(name, sizeof name, "a.%ld-0.tmp", (long)getpid());
    put(name, "left by an earlier run");
    CHECK(write_one("a", "text") == OUTPUT_WRITTEN);
    CHECK_STRING(content("a"), "text");
    CHECK_STRING(content(name), "left by an earlier run");
    unlink(name);
    unlink("a");
}

TEST(many_files_at_once)
{
    enum { COUNT = 20 };
    Output *outputs[COUNT];
    for (int i = 0; i < COUNT; i++)
        outputs[i] = output_open(arena, arena_printf(arena, "f%d", i), false);
    for (int i = 0; i < COUNT; i++) output_printf(outputs[i], "%d", i);
    for (int i = 0; i < COUNT; i++) CHECK(output_close(outputs[i], NULL) == OUTPUT_WRITTEN);
    for (int i = 0; i < COUNT; i++) {
        CHECK_STRING(content(arena_printf(arena, "f%d", i)), arena_printf(arena, "%d", i));
        unlink(arena_printf(arena, "f%d", i));
    }
}
